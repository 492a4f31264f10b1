"""Counts of a scope in one statement over the kept standings, however many people they are.

By hand, for a queryset cannot sum what it has grouped: first a person's courses are brought
together into one number, with room for the count of each state, then the people of a place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Role, Site, Team
from courses.common.scope import Scope
from courses.compliance.kept import Kept
from courses.compliance.models import KeptStanding
from courses.compliance.ranks import BANDS
from courses.reporting.figures import Share, Sums

BITS: Final = 7
MOST_COURSES: Final = 2**BITS - 1  # of a person: more have no room in their part of the number
HELD, LATE, SOON, DUE, RENEWING, FIRST_BAND = range(6)
BANDED, NAMES = len(BANDS), 5  # columns

PERSON = """
    SELECT membership_id, CAST(SUM(CASE
        WHEN renew_from > %(day)s AND held_until > %(band_2)s THEN {held}
        WHEN late_from <= %(day)s THEN {late}
        WHEN soon_from <= %(day)s THEN {soon}
        WHEN todo_from <= %(day)s THEN {due}
        WHEN is_excused THEN 0
        ELSE {held} + CASE WHEN renew_from <= %(day)s THEN {renewing} ELSE 0 END
            + CASE WHEN held_until > %(band_2)s THEN 0 WHEN held_until > %(band_1)s THEN {third}
                WHEN held_until > %(band_0)s THEN {second} ELSE {first} END
    END) AS bigint) AS states
    FROM {kept} {rows} GROUP BY membership_id"""
ROWS = (
    """WHERE organisation_id = %(organisation)s AND last_day >= %(day)s AND first_day <= %(day)s"""
)
HERE = """organisation_id = %(organisation)s AND superseded_at IS NULL
    AND valid_from <= %(on)s AND (valid_until IS NULL OR valid_until >= %(on)s)"""
AT_PLACES = " AND (site_id IN ({sites}) OR team_id IN ({teams}))"
IN_SCOPE = " AND membership_id IN (SELECT membership_id FROM {period} WHERE {here})"
TALLIES = """
    WITH person AS ({person}),
    several AS (SELECT membership_id FROM {period} WHERE {here}
        GROUP BY membership_id HAVING COUNT(*) > 1)
    SELECT g.*, s.slug, s.name, r.slug, r.name, t.name FROM (
        SELECT NULL AS course_id, site_id, role_id, team_id, CASE WHEN {alone} THEN
            p.membership_id END AS own, COUNT(*) AS people, {sums}
        FROM {period} p LEFT JOIN person ON person.membership_id = p.membership_id
        WHERE {here} GROUP BY 2, 3, 4, 5
    UNION ALL
        SELECT course_id, NULL, NULL, NULL, NULL, 0,
            SUM(CASE WHEN is_excused THEN 0 ELSE 1 END), NULL, NULL,
            SUM(CASE WHEN todo_from <= %(day)s THEN 1 ELSE 0 END), {nulls}
        FROM {kept} {rows} GROUP BY course_id
    ) g LEFT JOIN {site} s ON s.id = g.site_id LEFT JOIN {role} r ON r.id = g.role_id
    LEFT JOIN {team} t ON t.id = g.team_id"""


@dataclass(frozen=True, slots=True)
class Tally:
    """People who work at one place, with its names; or who is asked one course, without any.

    ``own``: the member where it is one alone, for there may be further tallies of the same one.
    """

    sums: Sums
    course_id: int | None = None
    place: tuple[int, int, int | None] = (0, 0, None)
    own: int | None = None
    site: tuple[str, str] = ("", "")
    role: tuple[str, str] = ("", "")
    team: str | None = None

    @property
    def share(self) -> Share:
        """Return how many of those asked hold it."""
        return self.sums.up_to_date


def tallies_in(scope: Scope, kept: Kept, *, course_id: int | None = None) -> Iterator[Tally]:
    """Yield the tallies of ``scope``, of every course or of one; one query.

    Whoever's kept standing is out of date is in a tally of their own, without states.
    """
    with connection.cursor() as cursor:
        cursor.execute(*statement(scope, kept, course_id))
        rows = cursor.fetchall()
    for course, site, role, team, own, people, *counts in rows:
        numbers = [int(count or 0) for count in counts[:-NAMES]]
        names = counts[-NAMES:]
        asked, overdue, due_soon, to_do, renewal_open = numbers[:-BANDED]
        expiring = tuple(numbers[-BANDED:])
        yield Tally(
            sums=Sums(people, asked, overdue, due_soon, to_do, renewal_open, expiring),
            course_id=course,
            place=(site, role, team),
            own=own,
            site=(names[0], names[1]),
            role=(names[2], names[3]),
            team=names[4],
        )


def statement(scope: Scope, kept: Kept, course_id: int | None) -> tuple[str, dict[str, Any]]:
    """Return the statement and its values; ids are numbers of ours, written out."""
    day = scope.on.toordinal()
    values = {
        "organisation": scope.organisation_id,
        "on": connection.ops.adapt_datefield_value(scope.on),
        "day": day,
        **{f"band_{n}": day + limit for n, limit in enumerate(BANDS)},
    }
    here, rows, changed = HERE, ROWS, listed(kept.changed)
    if not scope.whole:
        here += AT_PLACES.format(sites=listed(scope.site_ids), teams=listed(scope.team_ids))
        rows += IN_SCOPE.format(period=table(MembershipPeriod), here=here)
    if course_id is not None:
        rows += f" AND course_id = {int(course_id)}"
    if kept.changed:
        rows += f" AND membership_id NOT IN ({changed})"
    alone = "p.membership_id IN (SELECT membership_id FROM several)"
    person = PERSON.format(
        kept=table(KeptStanding),
        rows=rows,
        held=unit(HELD),
        late=unit(LATE),
        soon=unit(SOON),
        due=unit(DUE),
        renewing=unit(RENEWING),
        first=unit(FIRST_BAND),
        second=unit(FIRST_BAND + 1),
        third=unit(FIRST_BAND + 2),
    )
    return TALLIES.format(
        person=person,
        period=table(MembershipPeriod),
        here=here,
        alone=f"({alone} OR p.membership_id IN ({changed}))" if kept.changed else alone,
        sums=", ".join(
            number_of(*states)
            for states in (
                (HELD, LATE, SOON, DUE),
                (LATE,),
                (SOON,),
                (LATE, SOON, DUE),
                (RENEWING,),
                *((FIRST_BAND + n,) for n in range(len(BANDS))),
            )
        ),
        nulls=", ".join(["NULL"] * (1 + len(BANDS))),
        kept=table(KeptStanding),
        rows=rows,
        site=table(Site),
        role=table(Role),
        team=table(Team),
    ), values


def table(model: Any) -> str:
    """Return the name of the table of ``model``, quoted."""
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's public way to a model's table


def listed(ids: Any) -> str:
    """Return ids as SQL takes them in a list; none at all match nothing."""
    return ", ".join(str(int(one)) for one in sorted(ids)) or "NULL"


def unit(state: int) -> int:
    """Return what one course in a state adds to the number of a person."""
    return int(1 << (BITS * state))


def number_of(*states: int) -> str:
    """Return the expression that counts the people with any course in one of ``states``."""
    mask = sum(MOST_COURSES << (BITS * state) for state in states)
    return f"SUM(CASE WHEN (states & {mask}) > 0 THEN 1 ELSE 0 END)"
