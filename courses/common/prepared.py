"""Queries whose SQL is written once in a process and then run with other values.

Writing a query of several joins costs Django some milliseconds, running it a tenth of one. The
pages that everybody opens all day ask through here; any other query is written where it is asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX
from django.db.models import Expression, Field, Model
from django.db.models.query import ModelIterable
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from courses.common.shapes import model_shape

Row = TypeVar("Row", covariant=True)
ROWS: Final = methodcaller("fetchall")
HOW_MANY: Final = attrgetter("rowcount")
AS_THEY_ARE: Final = iter


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

    def binder(self, connection: Any) -> Callable[[Any], Any]:
        """Return what makes of a value what the database takes.

        It raises EmptyResultSet for a number that no column can hold, as Django's own lookups do.
        """
        field, ops = self.output_field, connection.ops
        kind = field.get_internal_type()
        bounds = ops.integer_field_range(kind) if kind in ops.integer_field_ranges else None

        def bind(value: Any) -> Any:
            if bounds is None or type(value) is not int:
                return field.get_db_prep_value(value, connection, prepared=False)
            if bounds[0] <= value <= bounds[1]:
                return value
            raise EmptyResultSet

        return bind


class Prepared(Generic[Row]):
    """One query with parameters.

    ``build`` returns it as a queryset of models, or of tuples by ``values_list``, with a Parameter
    in the place of each value; it is asked once a process and kind of database.
    """

    def __init__(self, build: Callable[[], Iterable[Row]]) -> None:
        self.build = build
        self.written: dict[str, Written] = {}

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows for these values of the parameters; one query.

        :raises KeyError: when a parameter is given no value.
        :raises TransactionManagementError: when rows are to be held outside a transaction.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            written = self.written.get(connection.vendor)
            if written is None:
                written = self.written[connection.vendor] = write(self.build(), connection)
            if written.holds and connection.get_autocommit():
                raise TransactionManagementError("Rows are held in a transaction alone")
            rows = ran(written.statement, values, connection, ROWS)
        except EmptyResultSet:
            return []
        return [written.shape(row) for row in written.converted(rows)]

    def first(self, **values: Any) -> Row | None:
        """Return the first row for these values of the parameters, or None; one query."""
        return next(iter(self.rows(**values)), None)

    def one(self, **values: Any) -> Row:
        """Return the first row for these values of the parameters; one query.

        :raises ObjectDoesNotExist: where there is none.
        """
        for row in self.rows(**values):
            return row
        raise ObjectDoesNotExist


class PreparedUpdate:
    """One UPDATE with parameters.

    ``build`` returns its rows as a queryset, ``to`` says what each column is set to; a Parameter
    stands in the place of each value.
    """

    def __init__(self, build: Callable[[], Any], **to: Parameter) -> None:
        self.build, self.to = build, to
        self.written: dict[str, Statement] = {}

    def run(self, **values: Any) -> int:
        """Set the columns for these values of the parameters; return how many rows; one statement.

        :raises KeyError: when a parameter is given no value.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self.written.get(connection.vendor)
        if statement is None:
            query = self.build().query.chain(UpdateQuery)
            query.add_update_values(self.to)
            sql, named = query.get_compiler(connection=connection).as_sql()
            statement = self.written[connection.vendor] = statement_of(sql, named, connection)
        try:
            with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
                return int(ran(statement, values, connection, HOW_MANY))
        except EmptyResultSet:
            return 0


class PreparedInsert:
    """One INSERT of many rows at once, or of one, of the columns named.

    A column that is the same in each row is given as its value, any other as a Parameter.
    """

    def __init__(self, model: type[Model], **columns: Any) -> None:
        self.model, self.columns = model, columns
        self.written: dict[str, Statement] = {}
        self.telling: dict[str, Statement] = {}

    def run(self, rows: Iterable[dict[str, Any]]) -> None:
        """Write a row for the values of each of ``rows``; one statement.

        :raises KeyError: when a parameter is given no value.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self.written.get(connection.vendor)
        if statement is None:
            statement = self.written[connection.vendor] = self.statement(connection)
        bound = [statement.bound(values) for values in rows]
        with (
            transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS),
            connection.cursor() as cursor,
        ):
            cursor.executemany(statement.sql, bound)

    def one(self, **values: Any) -> int:
        """Write one row for these values and return its id; one statement.

        :raises KeyError: when a parameter is given no value.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self.telling.get(connection.vendor)
        if statement is None:
            statement = self.statement(connection, tells=True)
            self.telling[connection.vendor] = statement
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
            ((made,),) = ran(statement, values, connection, ROWS)
        return int(made)

    def statement(self, connection: Any, *, tells: bool = False) -> "Statement":
        """Return the INSERT of one row written down, one that ``tells`` its id if asked for."""
        query = InsertQuery(self.model)
        meta: Any = self.model._meta  # noqa: SLF001 - Django's public API
        fields = [meta.get_field(name) for name in self.columns]
        given = {field.attname: self.columns[field.name] for field in fields}
        query.insert_values(fields, [self.model(**given)])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [meta.pk] if tells else None
        ((sql, named),) = compiler.as_sql()
        return statement_of(sql, named, connection)


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL as one kind of database takes it, with its parameters and fixed values in order.

    ``own_style``: the same with SQLite's own placeholders, empty on another database. ``places``:
    for each placeholder the name of its parameter and what binds it, or None and a fixed value.
    """

    sql: str
    own_style: str
    places: tuple[tuple[str | None, Any], ...]

    def bound(self, values: dict[str, Any]) -> list[Any]:
        """Return what stands in each place for these ``values``.

        :raises EmptyResultSet: when a number is one that its column cannot hold.
        """
        return [
            fixed_or_bind if name is None else fixed_or_bind(values[name])
            for name, fixed_or_bind in self.places
        ]


@dataclass(frozen=True, slots=True)
class Written:
    """A query as one kind of database takes it.

    ``holds``: its rows, until the transaction ends. ``converted`` makes Python values of what the
    database gives, ``shape`` of such a row what the queryset would give.
    """

    statement: Statement
    holds: bool
    converted: Callable[[Sequence[Any]], Iterable[Sequence[Any]]]
    shape: Callable[[Sequence[Any]], Any]


def statement_of(sql: str, named: Sequence[Any], connection: Any) -> Statement:
    """Return ``sql`` written down."""
    is_sqlite = connection.vendor == "sqlite"
    own_style = FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%") if is_sqlite else ""
    places = (
        (one.name, one.binder(connection)) if isinstance(one, Parameter) else (None, one)
        for one in named
    )
    return Statement(sql, own_style, tuple(places))


def ran(
    statement: Statement, values: dict[str, Any], connection: Any, take: Callable[[Any], Any]
) -> Any:
    """Return what ``take`` gets from the cursor once ``statement`` was run for these values.

    Django writes every query anew in SQLite's style, for each run; here that was done once. Where
    somebody counts or wraps queries they go Django's way, so that each is seen.

    :raises EmptyResultSet: when a number is one that its column cannot hold.
    """
    parameters = statement.bound(values)
    if not statement.own_style or connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            return take(cursor)
    if connection.connection is None:
        connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return take(connection.connection.execute(statement.own_style, parameters))


def write(queryset: Any, connection: Any) -> Written:
    """Return ``queryset`` written down."""
    compiler = queryset.query.get_compiler(connection=connection)
    sql, named = compiler.as_sql()
    makes_models = issubclass(queryset._iterable_class, ModelIterable)  # noqa: SLF001 - told nowhere else
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return Written(
        statement_of(sql, named, connection),
        queryset.query.select_for_update and connection.features.has_select_for_update,
        (lambda rows: compiler.apply_converters(rows, converters)) if converters else AS_THEY_ARE,
        model_shape(compiler) if makes_models else tuple,
    )
