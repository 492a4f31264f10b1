"""The command that brings the database up to date."""

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from courses.audit.triggers import NAMES, drop_triggers, installed_triggers


def test_it_migrates_installs_the_triggers_and_makes_the_table_of_limits(db, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "limits"}
    }
    drop_triggers(connection)

    for _twice in range(2):
        call_command("prepare")

    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert installed_triggers(connection) == sorted(NAMES)
    caches["default"].set("counter", 1)
    assert caches["default"].get("counter") == 1


def test_it_says_nothing(db, capsys):
    call_command("prepare")

    assert capsys.readouterr() == ("", "")
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
