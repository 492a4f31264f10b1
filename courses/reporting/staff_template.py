"""The list of staff as it is now, in the columns that a staff file has."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db.models import Q

from courses.accounts.membership import MembershipPeriod
from courses.accounts.staff_columns import (
    EMAIL,
    END,
    JOB,
    NAME,
    NUMBER,
    SITE,
    START,
    TAGS,
    TEAM,
)
from courses.accounts.tagging import names_carried
from courses.common.scope import Scope
from courses.common.tables import Cell

# Every field of a staff file but the parts of the name.
COLUMNS: Final = (NAME, EMAIL, NUMBER, JOB, SITE, TEAM, TAGS, START, END)
READ: Final = (
    *("membership", "membership__user__name", "membership__user__email"),
    *("membership__staff_number", "role__name", "site__name", "team__name"),
    *("valid_from", "valid_until"),
)


def template_table(scope: Scope) -> Iterator[list[Cell]]:
    """Yield the headings, then one row a person who works there today, by name; two queries.

    Somebody with several jobs stands there once, with the first of them, and with a last day where
    all of them end on it: so that the list, uploaded as it is, changes nothing. The people are read
    as they are asked for, never all at once.
    """
    yield [name.capitalize() for name in COLUMNS]
    tags = names_carried(scope.organisation_id, on=scope.on)
    current = MembershipPeriod.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=scope.on),
        organisation_id=scope.organisation_id,
    )
    ordered = current.order_by("membership__user__folded_name", "membership", "valid_from", "pk")
    rows = ordered.values_list(*READ).iterator(chunk_size=2_000)
    for member, jobs in groupby(rows, key=itemgetter(0)):
        first, *others = jobs
        if first[-2] <= scope.on:
            ends = {first[-1], *(one[-1] for one in others)}
            last_day = first[-1] if len(ends) == 1 else None
            _member, *told, team, begun, _ended = first
            yield [*told, team or "", "; ".join(tags.get(member, [])), begun, last_day]
