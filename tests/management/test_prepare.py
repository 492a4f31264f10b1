"""The command that brings the database up to date."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from courses.audit.triggers import NAMES, drop_triggers, installed_triggers
from courses.management.commands.prepare import LOCK_NUMBER, one_at_a_time


def test_it_installs_the_triggers_and_makes_the_table_of_limits(db, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "limits"}
    }
    drop_triggers(connection)

    for _twice in range(2):
        call_command("prepare")

    assert installed_triggers(connection) == sorted(NAMES)
    caches["default"].set("counter", 1)
    assert caches["default"].get("counter") == 1


def test_it_says_nothing(db, capsys):
    call_command("prepare")

    assert capsys.readouterr() == ("", "")
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def started(environment, *words):
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="makes a database of its own")
def test_of_two_started_at_once_one_migrates_and_the_other_waits(tmp_path):
    environment = {
        "SECRET_KEY": settings.SECRET_KEY,
        "DATA_DIR": str(tmp_path),
    }

    both = [started(environment, "prepare") for _one in range(2)]

    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 0)] * 2
    left = started(environment, "migrate", "--check")
    assert (left.communicate()[1], left.returncode) == ("", 0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_on_postgresql_a_second_start_waits_at_the_lock(db):
    with one_at_a_time():
        # Of this database alone: other workers test in databases beside it.
        held = (
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND objid = %s AND datname = current_database()"
        )
        with connection.cursor() as cursor:
            cursor.execute(held, [LOCK_NUMBER])
            during = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute(held, [LOCK_NUMBER])
        after = cursor.fetchone()[0]

    assert (during, after) == (1, 0)
