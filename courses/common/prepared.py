"""Queries whose SQL is written once in a process and then run with other values.

Writing a query of several joins costs Django some milliseconds, running it a tenth of one. The
pages that everybody opens all day ask through here; any other query is written where it is asked.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", covariant=True)


class Parameter(Expression):
    """A value that a prepared query is given anew at each run; ``field`` is that of its column."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(  # type: ignore[override]  # a parameter stands where its value will
        self,
        compiler: SQLCompiler,  # noqa: ARG002 - Django's signature
        connection: Any,  # noqa: ARG002
    ) -> tuple[str, list[Any]]:
        """Return a placeholder, with this parameter in the place of its value."""
        return "%s", [self]

    def bound(self, values: dict[str, Any], connection: Any) -> Any:
        """Return this parameter's own of ``values`` as the database takes it.

        :raises EmptyResultSet: for a number that no column can hold, as Django's own lookups do.
        """
        value = values[self.name]
        if isinstance(value, int):
            kind = self.output_field.get_internal_type()
            least, most = connection.ops.integer_field_range(kind)
            if not least <= value <= most:
                raise EmptyResultSet
        return self.output_field.get_db_prep_value(value, connection, prepared=False)


class Prepared(Generic[Row]):
    """One query with parameters.

    ``build`` returns it as a queryset with a Parameter in the place of each value; it is asked once
    a process and kind of database.
    """

    def __init__(self, build: Callable[[], Iterable[Row]]) -> None:
        self.build = build
        self.written: dict[str, tuple[QuerySet[Any], SQLCompiler, str, tuple[Any, ...]]] = {}

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows for these values of the parameters; one query.

        :raises KeyError: when a parameter is given no value.
        """
        return list(self.each(**values))

    def first(self, **values: Any) -> Row | None:
        """Return the first row for these values of the parameters, or None; one query."""
        return next(self.each(**values), None)

    def each(self, **values: Any) -> Iterator[Row]:
        """Return the rows for these values of the parameters, one after another; one query."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self.written:
            self.written[connection.vendor] = write(self.build(), connection)
        queryset, written, sql, named = self.written[connection.vendor]
        bound = copy(written)
        bound.connection = connection  # a connection belongs to its thread
        try:
            parameters = tuple(
                one.bound(values, connection) if isinstance(one, Parameter) else one
                for one in named
            )
        except EmptyResultSet:
            return iter(())
        bound.as_sql = lambda *_args, **_options: (sql, parameters)  # type: ignore[method-assign]
        asked = queryset.all()
        asked.query.get_compiler = lambda *_args, **_options: bound  # type: ignore[method-assign]
        return iter(asked)


def write(
    queryset: Any, connection: Any
) -> tuple[QuerySet[Any], SQLCompiler, str, tuple[Any, ...]]:
    """Return ``queryset`` with the compiler that wrote its SQL, the SQL and its parameters."""
    compiler = queryset.query.get_compiler(connection=connection)
    sql, named = compiler.as_sql()
    return queryset, compiler, sql, tuple(named)
