"""Bring the database up to date: tables, triggers, and the table of the rate limits."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrates and makes the cache table in one process; a second run changes nothing."""

    help = "Make or update every table."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the steps in order."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
