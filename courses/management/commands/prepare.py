"""Bring the database up to date: tables, triggers, and the table of the rate limits."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

LOCK_NUMBER = 7_335_001  # any number that no other program of this database asks for


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other process prepares this database, and let none begin meanwhile.

    SQLite: a lock file in DATA_DIR. PostgreSQL: a lock of the database itself, for its processes
    may run on several machines.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
        return
    with (Path(settings.DATA_DIR) / "prepare.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Command(BaseCommand):
    """Migrates and makes the cache table in one process; a second run changes nothing.

    Of several started at once, one works and the others wait for it.
    """

    help = "Make or update every table."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the steps in order."""
        with one_at_a_time():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
