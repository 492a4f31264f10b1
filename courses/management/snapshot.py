"""The database as files of one moment, and back: SQLite by VACUUM INTO, PostgreSQL by COPY.

Neither needs a program beside ours, and both are right while people work.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

SQLITE_NAME = "database.sqlite3"
# Ended sign-ins must not come back to life; the others are made again by migrating.
LEFT_OUT = {"django_session", "django_migrations", "limits"}
PEOPLE = "courses_user"


def take(folder: Path) -> dict[str, int]:
    """Write the database into ``folder`` and return how many rows each table has.

    :raises CommandError: where there are no tables yet, or the copy is damaged.
    """
    if PEOPLE not in connection.introspection.table_names():
        message = "There is nothing to back up yet: this database has no tables"
        raise CommandError(message)
    if connection.vendor == "sqlite":
        return take_sqlite(folder / SQLITE_NAME)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = kept_tables()
        for table in tables:
            copy_out(table, folder / f"{table}.copy")
        return counts(tables)


def take_sqlite(target: Path) -> dict[str, int]:
    """Write a copy of the SQLite database to ``target``, checked and without sign-ins.

    :raises CommandError: where the copy is damaged.
    """
    source = sqlite3.connect(connection.settings_dict["NAME"])
    source.execute("VACUUM INTO ?", [str(target)])
    source.close()
    copy = sqlite3.connect(target)
    copy.execute("DELETE FROM django_session")
    copy.commit()
    state = copy.execute("PRAGMA integrity_check").fetchone()[0]
    names = [
        name
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in LEFT_OUT and not name.startswith("sqlite_")
    ]
    rows = {
        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a table's own name
        for name in sorted(names)
    }
    copy.close()
    if state != "ok":
        message = f"The database is damaged: {state}"
        raise CommandError(message)
    return rows


def kept_tables() -> list[str]:
    """Return the tables whose rows are kept, by name."""
    return sorted(set(connection.introspection.table_names()) - LEFT_OUT)


def counts(tables: Iterable[str]) -> dict[str, int]:
    """Return how many rows each of ``tables`` has."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's own name
            found[table] = cursor.fetchone()[0]
    return found


def holds_people() -> bool:
    """Test whether the database holds anybody who would be lost."""
    return PEOPLE in kept_tables() and counts([PEOPLE])[PEOPLE] > 0


def columns_of(table: str) -> list[str]:
    """Return the columns of ``table`` that hold values of their own, in order (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = current_schema() AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def quoted(names: Iterable[str]) -> str:
    """Return ``names`` quoted for SQL, with commas between them."""
    return ", ".join(connection.ops.quote_name(name) for name in names)


def copy_out(table: str, file: Path) -> None:
    """Write the rows of ``table`` to ``file``: the first line names the columns (PostgreSQL)."""
    columns = columns_of(table)
    statement = f"COPY {quoted([table])} ({quoted(columns)}) TO STDOUT"
    with connection.cursor() as cursor, file.open("wb") as stream:
        stream.write(("\t".join(columns) + "\n").encode())
        with cursor.copy(statement) as rows:
            for piece in rows:
                stream.write(piece)


def copy_in(table: str, file: Path) -> None:
    """Read the rows of ``table`` from ``file``, and let its numbers go on after the highest."""
    with connection.cursor() as cursor, file.open("rb") as stream:
        columns = stream.readline().decode().rstrip("\n").split("\t")
        with cursor.copy(f"COPY {quoted([table])} ({quoted(columns)}) FROM STDIN") as rows:
            while piece := stream.read(1 << 20):
                rows.write(piece)
        for column in columns:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted([table]), column])
            if sequence := cursor.fetchone()[0]:
                cursor.execute(
                    f"SELECT setval(%s, coalesce(max({quoted([column])}), 1),"  # noqa: S608 - own names
                    f" max({quoted([column])}) IS NOT NULL) FROM {quoted([table])}",
                    [sequence],
                )


def migrations() -> dict[str, str]:
    """Return the newest applied migration of each app."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return dict(applied)


def unknown_migrations(wanted: dict[str, str]) -> list[str]:
    """Return those of ``wanted`` that this release does not have, as "app.name"."""
    known = MigrationLoader(None).disk_migrations or {}
    return sorted(f"{app}.{name}" for app, name in wanted.items() if (app, name) not in known)


def put_back(folder: Path, *, at: dict[str, str]) -> None:
    """Make the database what ``folder`` holds, tables of the migrations ``at``, or change nothing.

    Whatever it held before is gone.
    """
    if connection.vendor == "sqlite":
        put_back_sqlite(folder / SQLITE_NAME)
        return
    with transaction.atomic():
        drop_tables()
        MigrationExecutor(connection).migrate(sorted(at.items()))
        present = [table for table in kept_tables() if (folder / f"{table}.copy").exists()]
        with connection.cursor() as cursor:
            # Rows that migrations made come again with the copy.
            cursor.execute(f"TRUNCATE {quoted(present)} CASCADE")
            # Some migrations leave their constraints checked at once; tables come by name.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in present:
            copy_in(table, folder / f"{table}.copy")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def put_back_sqlite(source: Path) -> None:
    """Write the copy over the database, through SQLite itself: open connections see it at once."""
    copy = sqlite3.connect(source)
    target = sqlite3.connect(connection.settings_dict["NAME"], timeout=20)
    copy.backup(target)
    copy.close()
    target.close()
    connection.close()


def drop_tables() -> None:
    """Remove every table of the database (PostgreSQL)."""
    tables = connection.introspection.table_names()
    if tables:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {quoted(tables)} CASCADE")
