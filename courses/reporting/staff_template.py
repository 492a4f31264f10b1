"""The list of staff as it is now, in the columns that a staff file has."""

from collections import defaultdict

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
COLUMNS = (NAME, EMAIL, NUMBER, JOB, SITE, TEAM, TAGS, START, END)


def template_table(scope: Scope) -> list[list[Cell]]:
    """Return the headings, then one row a person who works there today, by name; two queries.

    Somebody with several jobs stands there once, with the first of them, and with a last day where
    all of them end on it: so that the list, uploaded as it is, changes nothing.
    """
    current = MembershipPeriod.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=scope.on),
        organisation_id=scope.organisation_id,
    )
    held: dict[int, list[MembershipPeriod]] = defaultdict(list)
    for one in current.select_related("membership__user", "role", "site", "team").order_by(
        "membership__user__folded_name", "membership", "valid_from", "pk"
    ):
        held[one.membership_id].append(one)
    tags = names_carried(scope.organisation_id, on=scope.on)
    return [
        [name.capitalize() for name in COLUMNS],
        *(
            row_of(periods, tags.get(member, []))
            for member, periods in held.items()
            if periods[0].valid_from <= scope.on
        ),
    ]


def row_of(periods: list[MembershipPeriod], tags: list[str]) -> list[Cell]:
    """Return the row of one person with these jobs, the first first."""
    first, member = periods[0], periods[0].membership
    ends = {one.valid_until for one in periods}
    return [
        member.user.name,
        member.user.email,
        member.staff_number,
        first.role.name,
        first.site.name,
        first.team.name if first.team else "",
        "; ".join(tags),
        first.valid_from,
        first.valid_until if len(ends) == 1 else None,
    ]
