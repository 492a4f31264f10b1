"""Costly beginnings, made once in a process and afterwards written from memory.

Half of a test's time went into making the same people and the same course again. The first call
notes each row that was written; a later call in the same state of the database writes these rows
again with the same keys, past the ORM. Where anything stands otherwise, it is made anew.
"""

import copy
import functools
import re
import sqlite3
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

# A beginning within a beginning sets PostgreSQL's sequences, which is written again too.
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|SELECT setval)\b", re.IGNORECASE)
# What setting up leaves behind, which no test changes.
LEFT_STANDING = {"django_migrations", "django_content_type", "auth_permission"}

P = ParamSpec("P")
R = TypeVar("R")
State = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was written, where each sequence stood before, and what the maker returned."""

    written: list[tuple[str, Any, bool]]
    sequences: State
    result: Any


KNOWN: dict[Hashable, Beginning] = {}


def recorded(make: Callable[P, R], *, for_good: bool = True) -> Callable[P, R]:
    """Return ``make``, which writes rows and returns what they are, with a memory.

    Arguments that cannot be hashed are made anew each time; so is, where the rows are ``for_good``,
    what asks for something after the commit.
    """

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (make.__qualname__, args, tuple(sorted(kwargs.items())), state_now())
        try:
            known = KNOWN.get(key)
        except TypeError:
            return make(*args, **kwargs)
        if known is not None:
            return written_again(known)
        return note(key, lambda: make(*args, **kwargs), for_good=for_good)

    return made


def note(key: Hashable, make: Callable[[], R], *, for_good: bool) -> R:
    """Run ``make`` and keep what it wrote, if writing it again is all that it takes."""
    written: list[tuple[str, Any, bool]] = []

    def see(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            written.append((sql, params, many))
        return execute(sql, params, many, context)

    sequences, waiting = sequences_now(), len(connection.run_on_commit)
    with transaction.atomic(), connection.execute_wrapper(see):
        result = make()
        calm = len(connection.run_on_commit) == waiting
    if calm or not for_good:
        KNOWN[key] = Beginning(written, sequences, copy.deepcopy(result))
    return result


def written_again(known: Beginning) -> Any:
    """Write the rows of a beginning, with the keys they had, and return what its maker did."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            set_sequences(cursor, known.sequences)
        for sql, params, many in known.written:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
    return copy.deepcopy(known.result)


def tables_with_sequences() -> list[tuple[str, str]]:
    """Return each table whose keys the database numbers, with its key's column."""
    return [
        (model._meta.db_table, model._meta.pk.column)
        for model in apps.get_models(include_auto_created=True)
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    ]


def state_now() -> State:
    """Return how far each table has been filled."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
            return tuple(cursor.fetchall())
        cursor.execute(filled())
        return tuple((str(at), value) for at, value in enumerate(cursor.fetchone()))


@functools.cache
def filled() -> str:
    """Return the question for the highest key of every table."""
    highest = (
        f'(SELECT max("{column}") FROM "{table}")' for table, column in tables_with_sequences()
    )
    return "SELECT " + ", ".join(highest)


def sequences_now() -> State:
    """Return where PostgreSQL's sequences stand; SQLite takes its own back with the rows."""
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        )
        return tuple(cursor.fetchall())


def set_sequences(cursor: Any, sequences: State) -> None:
    """Let PostgreSQL number on from where it stood."""
    cursor.execute(
        "SELECT setval(name::regclass, value, is_called)"
        " FROM unnest(%s::text[], %s::bigint[], %s::boolean[]) AS stood(name, value, is_called)",
        [
            [f'"{name}"' for name, _value in sequences],
            [value or 1 for _name, value in sequences],
            [value is not None for _name, value in sequences],
        ],
    )


def empty(pristine: sqlite3.Connection | None) -> None:
    """Make the database as it was before any test, which ends a test of real commits.

    SQLite gets its first state back whole; PostgreSQL truncates, which no trigger refuses.
    """
    if pristine is not None:
        connection.ensure_connection()
        pristine.backup(connection.connection)
        return
    tables = set(connection.introspection.django_table_names(only_existing=True)) - LEFT_STANDING
    emptying = connection.ops.sql_flush(
        no_style(), sorted(tables), reset_sequences=True, allow_cascade=True
    )
    connection.ops.execute_sql_flush(emptying)
