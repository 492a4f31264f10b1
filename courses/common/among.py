"""Many ids in one parameter: ``pk__among=packed(ids)`` asks what ``pk__in=ids`` does.

Django writes a placeholder for each id of ``__in`` and looks at every one several times, which for
thousands of people costs more than the query. It is known once this module is imported.
"""

import json
from array import array
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import IntegerField, Lookup


def packed(ids: Iterable[int]) -> "array[int]":
    """Return ``ids`` in eight bytes each."""
    return array("q", ids)


@IntegerField.register_lookup
class Among(Lookup):
    """One of the packed ids on the right."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition, with all ids as one parameter.

        :raises EmptyResultSet: without an id, so that no query is made.
        """
        ids: array[int] = self.rhs
        if not ids:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", (*parameters, ids.tolist())
        listed = json.dumps(ids.tolist())
        chosen = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {chosen}", (*parameters, listed)
