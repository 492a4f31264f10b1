"""Everybody's kept standings as three numbers a person, so that a count reads one row of each.

By hand, for a queryset cannot sum what it has grouped. The numbers: how many courses are in which
state, seven bits a state; which courses are asked; which of them are to do, a bit a course. They
are made of ``KeptStanding`` alone, and with them is kept where somebody works. Both stand until a
day on which one of them may change.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection

from courses.accounts.membership import Membership
from courses.compliance.facts import periods_by_membership
from courses.compliance.kept_tables import KeptPerson
from courses.compliance.models import KeptStanding, Requirement
from courses.compliance.ranks import BANDS

BITS: Final = 7
MOST_COURSES: Final = 2**BITS - 1  # of a person: more have no room in their part of the number
MOST_BITS: Final = 62  # courses that have a bit of their own, the first by id
HELD, LATE, SOON, DUE, RENEWING, FIRST_BAND = range(6)
NEVER: Final = date.max.toordinal()
NOWHERE: Final = (None, None, None)

STATE = """CASE
        WHEN renew_from > %(day)s AND held_until > %(band_2)s THEN {held}
        WHEN late_from <= %(day)s THEN {late}
        WHEN soon_from <= %(day)s THEN {soon}
        WHEN todo_from <= %(day)s THEN {due}
        WHEN is_excused THEN 0
        ELSE {held} + CASE WHEN renew_from <= %(day)s THEN {renewing} ELSE 0 END
            + CASE WHEN held_until > %(band_2)s THEN 0 WHEN held_until > %(band_1)s THEN {third}
                WHEN held_until > %(band_0)s THEN {second} ELSE {first} END
    END"""
ASKED = "CASE WHEN is_excused THEN 0 ELSE one_bit END"
TO_DO = "CASE WHEN todo_from <= %(day)s THEN one_bit ELSE 0 END"
BIT = """bits AS (
    SELECT course_id AS bit_of, place, CASE WHEN place > {most} THEN 0
        ELSE CAST(1 AS bigint) << CAST(place - 1 AS integer) END AS one_bit
    FROM (SELECT course_id, ROW_NUMBER() OVER (ORDER BY course_id) AS place FROM (
        SELECT DISTINCT course_id FROM {requirement}
        WHERE organisation_id = %(organisation)s AND superseded_at IS NULL) named) placed)"""
NUMBERS = """
    SELECT membership_id, CAST(SUM({state}) AS bigint) AS states,
        CAST(SUM({asked}) AS bigint) AS asked, CAST(SUM({to_do}) AS bigint) AS to_do
    FROM {kept} LEFT JOIN bits ON bit_of = course_id {rows} GROUP BY membership_id"""
# The days from which one of the numbers may be another; the first after today counts.
TURNS = (
    *("last_day + 1", "renew_from", "todo_from", "soon_from", "late_from"),
    *(f"held_until - {limit}" for limit in BANDS),
)
KEEP = """
    INSERT INTO {person} (
        membership_id, organisation_id, first_day, last_day, states, asked, to_do,
        places, site_id, role_id, team_id)
    WITH {bit}, works (member, places, site_id, role_id, team_id, moves_on) AS (VALUES {works})
    SELECT m.id, m.organisation_id, %(day)s, {least}(MIN(moves_on), {turns}) - 1,
        SUM(CASE WHEN first_day <= %(day)s THEN {state} ELSE 0 END),
        SUM(CASE WHEN first_day <= %(day)s THEN {asked} ELSE 0 END),
        SUM(CASE WHEN first_day <= %(day)s THEN {to_do} ELSE 0 END),
        MIN(places), CAST(MIN(works.site_id) AS bigint), CAST(MIN(works.role_id) AS bigint),
        CAST(MIN(works.team_id) AS bigint)
    FROM works JOIN {membership} m ON m.id = works.member
    LEFT JOIN {kept} k ON k.organisation_id = m.organisation_id AND k.membership_id = m.id
        AND k.last_day >= %(day)s
    LEFT JOIN bits ON bit_of = k.course_id
    WHERE m.organisation_id = %(organisation)s
    GROUP BY m.id"""


def keep_people(*, organisation_id: int, membership_ids: Iterable[int], on: date) -> None:
    """Keep the numbers of ``on`` of these members, in place of what was kept; three statements.

    Whoever calls holds the mark of the organisation (``services.lock_mark``).
    """
    ids = sorted(membership_ids)
    KeptPerson.objects.filter(membership__in=ids).delete()
    if not ids:
        return
    least = "MIN" if connection.vendor == "sqlite" else "LEAST"
    first = "MIN(CASE WHEN first_day > %(day)s THEN first_day END)"
    turns = [first, *(f"MIN(CASE WHEN {one} > %(day)s THEN {one} END)" for one in TURNS)]
    statement = KEEP.format(
        person=table(KeptPerson),
        membership=table(Membership),
        kept=table(KeptStanding),
        bit=bits(),
        least=least,
        turns=", ".join(f"COALESCE({one}, {NEVER})" for one in turns),
        state=state(),
        asked=ASKED,
        to_do=TO_DO,
        works=", ".join(works_of(ids, on=on)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values_on(organisation_id, on))


def works_of(ids: Sequence[int], *, on: date) -> Iterator[str]:
    """Yield of each member, as SQL, how many periods hold on ``on``, and of one its place; a query.

    Last the day, numbered, on which another period begins, or one has ended.
    """
    periods = periods_by_membership([Membership(pk=member) for member in ids])
    for member in ids:
        mine = periods.get(member, ())
        here = [one for one in mine if one.covers(on)]
        alone = here[0] if len(here) == 1 else None
        place = (alone.site_id, alone.role_id, alone.team_id) if alone else NOWHERE
        turns = [one.valid_from.toordinal() for one in mine if one.valid_from > on]
        turns += [one.valid_until.toordinal() + 1 for one in here if one.valid_until]
        values = (member, len(here), *place, min(turns, default=NEVER))
        yield f"({', '.join('NULL' if one is None else str(one) for one in values)})"


def people_to_keep(organisation_id: int, *, on: date) -> list[int]:
    """Return the members whose numbers of ``on`` are not kept; one query."""
    day = on.toordinal()
    kept = KeptPerson.objects.filter(
        organisation=organisation_id, first_day__lte=day, last_day__gte=day
    )
    people = Membership.objects.filter(organisation=organisation_id).order_by("pk")
    return list(people.exclude(pk__in=kept.values("membership")).values_list("pk", flat=True))


def numbers(rows: str) -> str:
    """Return the statement of the numbers of each person, from the kept rows that ``rows`` says."""
    return NUMBERS.format(
        kept=table(KeptStanding), rows=rows, state=state(), asked=ASKED, to_do=TO_DO
    )


def state() -> str:
    """Return the expression of what one kept row adds to the number of states."""
    return STATE.format(
        held=unit(HELD),
        late=unit(LATE),
        soon=unit(SOON),
        due=unit(DUE),
        renewing=unit(RENEWING),
        first=unit(FIRST_BAND),
        second=unit(FIRST_BAND + 1),
        third=unit(FIRST_BAND + 2),
    )


def bits() -> str:
    """Return the part of a statement that gives each course of the rules its bit."""
    return BIT.format(most=MOST_BITS, requirement=table(Requirement))


def values_on(organisation_id: int, on: date) -> dict[str, Any]:
    """Return the values that these statements name; days are numbered."""
    day = on.toordinal()
    bands = {f"band_{n}": day + limit for n, limit in enumerate(BANDS)}
    return {"organisation": organisation_id, "day": day, **bands}


def unit(place: int) -> int:
    """Return what one course in a state adds to the number of a person."""
    return int(1 << (BITS * place))


def table(model: Any) -> str:
    """Return the name of the table of ``model``, quoted."""
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's public way to a model's table


def listed(ids: Iterable[int]) -> str:
    """Return ids as SQL takes them in a list; none at all match nothing."""
    return ", ".join(str(int(one)) for one in sorted(ids)) or "NULL"
