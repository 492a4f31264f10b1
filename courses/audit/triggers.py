"""SQL that refuses every update of AuditEvent, and every delete above the closed prefix.

SQLite rebuilds a table when a field is altered and drops its triggers without a word; so they are
installed after every migrate, and installing them twice changes nothing.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

EVENT, CHAIN = "courses_auditevent", "courses_auditchain"
NAMES = ("audit_event_is_never_changed", "audit_event_is_never_removed")
CLOSED = f"(SELECT closed_through FROM {CHAIN} WHERE organisation_id = OLD.chain)"  # noqa: S608 - constants only

SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS {NAMES[0]} BEFORE UPDATE ON {EVENT} "
    "BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END",
    f"CREATE TRIGGER IF NOT EXISTS {NAMES[1]} BEFORE DELETE ON {EVENT} "
    f"WHEN OLD.sequence > COALESCE({CLOSED}, 0) "
    "BEGIN SELECT RAISE(ABORT, 'audit events are never removed'); END",
)
POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {NAMES[0]}() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'audit events are never changed'; END $$",
    f"CREATE OR REPLACE FUNCTION {NAMES[1]}() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN IF OLD.sequence > COALESCE({CLOSED}, 0) THEN "
    "RAISE EXCEPTION 'audit events are never removed'; END IF; RETURN OLD; END $$",
    f"CREATE OR REPLACE TRIGGER {NAMES[0]} BEFORE UPDATE ON {EVENT} "
    f"FOR EACH ROW EXECUTE FUNCTION {NAMES[0]}()",
    f"CREATE OR REPLACE TRIGGER {NAMES[1]} BEFORE DELETE ON {EVENT} "
    f"FOR EACH ROW EXECUTE FUNCTION {NAMES[1]}()",
)
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Install both triggers on ``connection``; a second time changes nothing."""
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop both triggers, so that a test database can be flushed."""
    with connection.cursor() as cursor:
        for name in NAMES:
            on = "" if connection.vendor == "sqlite" else f" ON {EVENT}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def installed_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that stand in the database, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return [row[0] for row in cursor.fetchall()]


def install_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """Install the triggers once the table exists (signal ``post_migrate``)."""
    connection = connections[using]
    if EVENT in connection.introspection.table_names():
        install_triggers(connection)
