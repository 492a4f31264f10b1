"""A database of a migration test's own, and every migration, which the other tests do without."""

from contextlib import contextmanager

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader


@contextmanager
def in_memory():
    """Let the models write to a database of SQLite in memory meanwhile."""
    usual = connections["default"]
    options = usual.settings_dict | {"NAME": ":memory:", "OPTIONS": {}, "ENGINE": "sqlite3"}
    connections["default"] = DatabaseWrapper(options, "default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections["default"] = usual


@pytest.fixture
def loader(settings):
    """Return every migration, which the other tests do without."""
    settings.MIGRATION_MODULES = {}
    return MigrationLoader(None)


@pytest.fixture
def connection(django_db_blocker):
    """Return a database of this test's own, empty."""
    with django_db_blocker.unblock(), in_memory() as made:
        yield made


@pytest.fixture
def made(loader, connection):
    """Make the tables as they were after the migration of a name, and return its models."""

    def call(name):
        state = loader.project_state(("courses", name))
        with connection.schema_editor() as editor:
            for model in state.apps.get_models():
                editor.create_model(model)
        return state

    return call
