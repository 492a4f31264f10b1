"""Counts of a scope in one statement over the kept standings, however many people they are.

By hand, for a queryset cannot sum what it has grouped: a person's courses are one number, with room
for the count of each state (``compliance.people_kept``); the people of a place are added up here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Role, Site, Team
from courses.common.scope import Scope
from courses.compliance.kept import Kept
from courses.compliance.kept_tables import KeptPerson
from courses.compliance.models import KeptStanding
from courses.compliance.people_kept import (
    BITS,
    DUE,
    FIRST_BAND,
    HELD,
    LATE,
    MOST_BITS,
    MOST_COURSES,
    RENEWING,
    SOON,
    bits,
    listed,
    numbers,
    table,
    values_on,
)
from courses.compliance.ranks import BANDS
from courses.reporting.figures import Share, Sums

BANDED, NAMES = len(BANDS), 5  # columns
MASKS, ALONE = 0, -1  # in place of a course: who is asked the same; in place of a bit: none
COUNTED: Final = (  # the columns of numbers, each of people with any course in one of these states
    *((HELD, LATE, SOON, DUE), (LATE,), (SOON,), (LATE, SOON, DUE), (RENEWING,)),
    *((FIRST_BAND + n,) for n in range(len(BANDS))),
)

ROWS = (
    """WHERE organisation_id = %(organisation)s AND last_day >= %(day)s AND first_day <= %(day)s"""
)
HERE = """p.organisation_id = %(organisation)s AND p.superseded_at IS NULL
    AND p.valid_from <= %(on)s AND (p.valid_until IS NULL OR p.valid_until >= %(on)s)"""
AT_PLACES = " AND ({of}site_id IN ({sites}) OR {of}team_id IN ({teams}))"
IN_SCOPE = " AND membership_id IN (SELECT p.membership_id FROM {period} p WHERE {here})"
TALLIES = """
    WITH {bit}, person AS ({person})
    SELECT g.*, s.slug, s.name, r.slug, r.name, t.name FROM ({places} UNION ALL {courses}
    ) g LEFT JOIN {site} s ON s.id = g.site_id LEFT JOIN {role} r ON r.id = g.role_id
    LEFT JOIN {team} t ON t.id = g.team_id"""
# Where the numbers of everybody are of the day: the places of most stand beside them, in the order
# of an index, so that nothing is sorted and no period is read.
FROM_NUMBERS = """
        SELECT CAST(NULL AS bigint) AS course_id, site_id, role_id, team_id,
            CAST(NULL AS bigint) AS own, COUNT(*) AS people, {sums}
        FROM {table} {rows} AND places = 1{at} GROUP BY site_id, role_id, team_id
    UNION ALL
        SELECT NULL, p.site_id, p.role_id, p.team_id, p.membership_id, COUNT(*), {sums}
        FROM {period} p LEFT JOIN {table} k ON k.membership_id = p.membership_id
        WHERE {here} AND p.membership_id IN ({several})
        GROUP BY p.site_id, p.role_id, p.team_id, p.membership_id"""
SEVERAL = """SELECT membership_id FROM {table} {rows} AND places > 1
            UNION ALL SELECT id FROM {membership} WHERE id IN ({changed})"""
FROM_STANDINGS = """
        SELECT CAST(NULL AS bigint) AS course_id, site_id, role_id, team_id,
            CASE WHEN p.membership_id IN (SELECT p.membership_id FROM {period} p WHERE {here}
                    GROUP BY p.membership_id HAVING COUNT(*) > 1)
                OR p.membership_id IN ({changed}) THEN p.membership_id END AS own,
            COUNT(*) AS people, {sums}
        FROM {period} p LEFT JOIN person ON person.membership_id = p.membership_id
        WHERE {here} GROUP BY 2, 3, 4, 5"""
ASKED_AND_TO_DO = "SELECT asked, to_do FROM {table} {rows}"
OF_COURSES = """
        SELECT course_id, NULL, NULL, NULL, NULL, {alone},
            SUM(CASE WHEN is_excused THEN 0 ELSE 1 END), NULL, NULL,
            SUM(CASE WHEN todo_from <= %(day)s THEN 1 ELSE 0 END), {nulls}
        FROM {kept} {rows} GROUP BY course_id"""
OF_BITS = """
        SELECT bit_of, NULL, NULL, NULL, NULL, place, NULL, NULL, NULL, NULL, {nulls} FROM bits
    UNION ALL
        SELECT {masks}, NULL, NULL, NULL, NULL, COUNT(*), asked, NULL, NULL, to_do, {nulls}
        FROM person GROUP BY asked, to_do
    UNION ALL"""
WITHOUT_BIT = """ AND course_id IN (SELECT bit_of FROM bits WHERE place > {most})
    AND EXISTS (SELECT bit_of FROM bits WHERE place > {most})"""


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
    masks: list[tuple[int, int, int]] = []
    found: dict[int, int] = {}
    for course, site, role, team, own, people, *counts in rows:
        values = [int(count or 0) for count in counts[:-NAMES]]
        names = counts[-NAMES:]
        asked, overdue, due_soon, to_do, renewal_open = values[:-BANDED]
        if course == MASKS:
            masks.append((people, asked, to_do))
        elif course is None or people == ALONE:
            expiring = tuple(values[-BANDED:])
            yield Tally(
                sums=Sums(max(people, 0), asked, overdue, due_soon, to_do, renewal_open, expiring),
                course_id=course,
                place=(site, role, team),
                own=own,
                site=(names[0], names[1]),
                role=(names[2], names[3]),
                team=names[4],
            )
        elif people <= MOST_BITS:
            found[course] = 1 << (people - 1)
    yield from shares_of(masks, found)


def shares_of(masks: Sequence[tuple[int, int, int]], places: Mapping[int, int]) -> Iterator[Tally]:
    """Yield of how many people each course is asked, and is to do, from what they share.

    ``masks``: (people, courses asked, courses to do), the latter by the bit that ``places`` gives.
    """
    for course, bit in places.items():
        asked = sum(people for people, mine, _to_do in masks if mine & bit)
        to_do = sum(people for people, _asked, mine in masks if mine & bit)
        if asked:
            yield Tally(Sums(asked=asked, to_do=to_do), course_id=course)


def statement(scope: Scope, kept: Kept, course_id: int | None) -> tuple[str, dict[str, Any]]:
    """Return the statement and its values; ids are numbers of ours, written out."""
    on = connection.ops.adapt_datefield_value(scope.on)
    values = {"on": on, **values_on(scope.organisation_id, scope.on)}
    here, at, rows, changed = HERE, "", ROWS, listed(kept.changed)
    if not scope.whole:
        open_at = {"sites": listed(scope.site_ids), "teams": listed(scope.team_ids)}
        here += AT_PLACES.format(of="p.", **open_at)
        at = AT_PLACES.format(of="", **open_at)
        rows += IN_SCOPE.format(period=table(MembershipPeriod), here=here)
    rows += f" AND membership_id NOT IN ({changed})" if kept.changed else ""
    has_numbers = course_id is None and kept.has_numbers
    words = {
        "period": table(MembershipPeriod),
        "membership": table(Membership),
        "table": table(KeptPerson),
        "sums": ", ".join(map(number_of, COUNTED)),
        "here": here,
        "at": at,
        "rows": rows,
        "changed": changed,
    }
    several = SEVERAL.format(**words)
    places = FROM_NUMBERS if has_numbers else FROM_STANDINGS
    person, courses = parts(rows, course_id, has_numbers=has_numbers)
    return TALLIES.format(
        bit=bits(),
        person=person,
        places=places.format(several=several, **words),
        courses=courses,
        site=table(Site),
        role=table(Role),
        team=table(Team),
    ), values


def parts(rows: str, course_id: int | None, *, has_numbers: bool) -> tuple[str, str]:
    """Return how the statement reads each person's numbers, and counts each course.

    Of one course from the kept standings; of all from what they come to, with the bits of courses.
    """
    nulls = ", ".join(["NULL"] * (1 + len(BANDS)))
    words = {"kept": table(KeptStanding), "nulls": nulls, "alone": ALONE}
    if course_id is not None:
        rows += f" AND course_id = {int(course_id)}"
        return numbers(rows), OF_COURSES.format(rows=rows, **words)
    person = ASKED_AND_TO_DO.format(table=table(KeptPerson), rows=rows)
    without = WITHOUT_BIT.format(most=MOST_BITS)
    of_bits = OF_BITS.format(masks=MASKS, nulls=nulls)
    courses = of_bits + OF_COURSES.format(rows=rows + without, **words)
    return person if has_numbers else numbers(rows), courses


def number_of(states: Sequence[int]) -> str:
    """Return the expression that counts the people with any course in one of ``states``."""
    return f"COUNT(*) FILTER (WHERE states & {mask_of(*states)} > 0)"


def mask_of(*states: int) -> int:
    """Return the part of a person's number that tells of any course in one of ``states``."""
    return sum(MOST_COURSES << (BITS * state) for state in states)
