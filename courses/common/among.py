"""Many ids in one parameter: ``pk__among=packed(ids)`` asks what ``pk__in=ids`` does.

Django writes a placeholder for each id of ``__in`` and looks at every one several times, which for
thousands of people costs more than the query. It is known once this module is imported.
"""

import json
from array import array
from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, IntegerField, Lookup

from courses.common.prepared import Parameter

MANY: Final = 5_000  # ids, from which on going through all rows in order is quicker
WIDEST: Final = 64  # times as many bits as ids: no longer than the ids themselves


def packed(ids: Iterable[int]) -> "array[int]":
    """Return ``ids`` in eight bytes each."""
    return array("q", ids)


class Packed(Field):  # type: ignore[type-arg]
    """Packed ids as one parameter of a query; no column. Django itself takes no brackets above."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        """Return the ids as JSON, or as PostgreSQL writes an array.

        The driver would write out a list itself, in five times as long.

        :raises EmptyResultSet: without an id.
        """
        if not value:
            raise EmptyResultSet
        ids = json.dumps(value.tolist(), separators=(",", ":"))
        return f"{{{ids[1:-1]}}}" if connection.vendor == "postgresql" else ids


PACKED: Final = Packed()


@IntegerField.register_lookup
class Among(Lookup):
    """One of the packed ids on the right, or of a ``Parameter`` of ``PACKED``."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition, with all ids as one parameter.

        :raises EmptyResultSet: without an id, so that no query is made.
        """
        ids: array[int] | Parameter = self.rhs
        prepared = isinstance(ids, Parameter)
        given = ids if prepared else PACKED.get_db_prep_value(ids, connection)
        column, parameters = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s::bigint[])", (*parameters, given)
        chosen = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {chosen}", (*parameters, given)


@IntegerField.register_lookup
class AmongMany(Among):
    """As ``among``, of packed ids alone, where a page of the rows is asked for in an order.

    Of many ids PostgreSQL would fetch and sort all rows before it takes a page of them. At a string
    of bits, one for each id, it can only look row by row, and so goes through them in the order.
    """

    lookup_name = "among_many"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition, with all ids as one parameter.

        :raises EmptyResultSet: without an id, so that no query is made.
        """
        ids: array[int] = self.rhs
        if connection.vendor != "postgresql" or len(ids) < MANY:
            return super().as_sql(compiler, connection)
        first, last = min(ids), max(ids)
        if last - first >= WIDEST * len(ids):
            return super().as_sql(compiler, connection)
        bits = bytearray(b"0" * (last - first + 1))
        for one in ids:
            bits[one - first] = ord("1")
        column, parameters = self.process_lhs(compiler, connection)
        bit = f"get_bit(%s::varbit, ({column} - {first})::int)"
        return (
            f"CASE WHEN {column} BETWEEN {first} AND {last} THEN {bit} ELSE 0 END <> 0",
            (*parameters, bits.decode(), *parameters),
        )
