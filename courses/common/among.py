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


def packed(ids: Iterable[int]) -> "array[int]":
    """Return ``ids`` in eight bytes each."""
    return array("q", ids)


class Packed(Field):  # type: ignore[type-arg]
    """Packed ids as one parameter of a query; no column. Django itself takes no brackets above."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        """Return the ids as a list, or where the database knows none as JSON.

        :raises EmptyResultSet: without an id.
        """
        if not value:
            raise EmptyResultSet
        ids = value.tolist()
        return ids if connection.vendor == "postgresql" else json.dumps(ids)


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
            return f"{column} = ANY(%s)", (*parameters, given)
        chosen = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {chosen}", (*parameters, given)
