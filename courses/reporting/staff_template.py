"""The list of staff as it is now, in the columns that a staff file has."""

from courses.accounts.queries import periods_in
from courses.accounts.staff_columns import EMAIL, JOB, NAME, NUMBER, SITE, START, TEAM
from courses.common.scope import Scope
from courses.common.tables import Cell

COLUMNS = (NAME, EMAIL, NUMBER, JOB, SITE, TEAM, START)


def template_table(scope: Scope) -> list[list[Cell]]:
    """Return the headings, then one row a person of ``scope`` by name; one query.

    Somebody with several jobs stands there once, with the first of them.
    """
    periods = periods_in(scope).select_related("membership__user", "role", "site", "team")
    rows: dict[int, list[Cell]] = {}
    for one in periods.order_by("membership__user__folded_name", "membership", "valid_from", "pk"):
        member = one.membership
        who: list[Cell] = [member.user.name, member.user.email, member.staff_number]
        places: list[Cell] = [
            one.role.name,
            one.site.name,
            one.team.name if one.team else "",
            one.valid_from,
        ]
        rows.setdefault(member.pk, [*who, *places])
    return [[name.capitalize() for name in COLUMNS], *rows.values()]
