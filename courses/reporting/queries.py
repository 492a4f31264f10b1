"""Questions behind the lead's pages: the people of a filter, a page of cells, the dashboard."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, Value

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.accounts.models import Tag
from courses.accounts.ordering import USUAL, ordered
from courses.accounts.queries import people_in, periods_in
from courses.accounts.tagging import carrying
from courses.common.among import packed
from courses.common.scope import Scope
from courses.compliance.kept import Kept, conditions, kept_on
from courses.compliance.people_kept import MOST_COURSES
from courses.compliance.queries import Rule, Standing, standings_read, with_status
from courses.compliance.ranks import rank_of_finding
from courses.compliance.status import State
from courses.learning.models import EnrolmentQuerySet
from courses.learning.queries import begun_on
from courses.reporting.figures import (
    NOT_REQUIRED,
    NOT_STARTED,
    RANKS,
    UP_TO_DATE,
    Person,
    Place,
)
from courses.reporting.listed import TOLD, Listed
from courses.reporting.tallies import members_in

ROWS_A_BATCH = 500  # people in memory at once
ROWS_AT_FIRST = 100
STANDINGS_A_BATCH = 4000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people a list shows.

    ``status`` is one of the names of ``figures.RANKS``; None and empty mean whoever. ``order`` is
    one of ``accounts.ordering.ORDERS``.
    """

    site_id: int | None = None
    team_id: int | None = None
    role_id: int | None = None
    tag_id: int | None = None
    course_id: int | None = None
    status: str = ""
    search: str = ""
    order: str = USUAL


@dataclass(frozen=True, slots=True)
class Places:
    """Where the people of a scope work on its day, by id: sites, teams, jobs; and every tag."""

    sites: dict[int, tuple[str, str]] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    roles: dict[int, tuple[str, str]] = field(default_factory=dict)
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)


def places_in(scope: Scope) -> Places:
    """Return where the people of ``scope`` work on its day, and the tags, by name; one query."""
    rows = periods_in(scope).values_list(
        "site", "site__slug", "site__name", "team", "team__name", "role", "role__slug", "role__name"
    )
    text, number = Value(None, CharField()), Value(None, BigIntegerField())
    marked = Tag.objects.filter(organisation=scope.organisation_id).values_list(
        "pk", "slug", "name", number, text, number, text, text
    )
    every = list(rows.distinct().union(marked))
    found = [row for row in every if row[5]]
    tags = sorted((row for row in every if not row[5]), key=lambda row: row[2])
    sites = {row[0]: (row[1], row[2]) for row in sorted(found, key=lambda row: row[2])}
    teams = {row[3]: row[4] for row in sorted(found, key=lambda row: row[4] or "") if row[3]}
    roles = {row[5]: (row[6], row[7]) for row in sorted(found, key=lambda row: row[7])}
    return Places(sites, teams, roles, {row[0]: (row[1], row[2]) for row in tags})


def people_wanted(scope: Scope, wanted: Wanted, *, rules: Sequence[Rule]) -> MembershipQuerySet:
    """Return the people of ``scope`` that ``wanted`` asks for, in its order."""
    people = people_in(
        scope,
        site_id=wanted.site_id,
        team_id=wanted.team_id,
        role_id=wanted.role_id,
        search=wanted.search,
    )
    people = ordered(people, wanted.order)
    if wanted.tag_id is not None:
        people = carrying(people, tag_id=wanted.tag_id, scope=scope)
    if not wanted.status:
        return people
    if kept := kept_for(scope, rules=rules):
        return people.filter(kept_condition(kept, scope, wanted, rules=rules))
    return in_status(people, scope, wanted, rules=rules)


def kept_for(scope: Scope, *, rules: Sequence[Rule]) -> Kept | None:
    """Return the kept standings that answer for ``scope``, or None; one query at most.

    None where there is nothing to ask, or where it is asked what was known at a moment.
    """
    if scope.known_at is not None or not rules:
        return None
    return kept_on(scope.organisation_id, on=scope.on)


def kept_condition(kept: Kept, scope: Scope, wanted: Wanted, *, rules: Sequence[Rule]) -> Q:
    """Return what a person in the status of ``wanted`` meets, by what is kept.

    Whoever has changed meanwhile is worked out here: one query, where there are any.
    """
    rows = kept.rows()
    if wanted.course_id is not None:
        rows = rows.filter(course=wanted.course_id)
    known = conditions(scope.on)
    few = len({rule.course_id for rule in rules}) <= MOST_COURSES
    of_all = wanted.course_id is None and few and kept.has_numbers

    def has(name: str) -> Q:
        numbers = members_in(kept, name) if of_all else None
        return Q(pk__in=numbers or rows.filter(known[name]).values("membership"))

    if wanted.status == NOT_STARTED:
        whose = {"learner": OuterRef("membership__user"), "course": OuterRef("course")}
        begun = begun_in(scope).filter(**whose)
        to_do = rows.filter(~Exists(begun), known["to_do"])
        if of_all:
            to_do = to_do.filter(Q(membership__in=members_in(kept, "to_do")))
        found = Q(pk__in=to_do.values("membership"))
    elif wanted.status == UP_TO_DATE:
        found = has("held") & ~has("to_do")
    elif wanted.status == NOT_REQUIRED:
        found = ~Q(pk__in=rows.values("membership"))
    else:
        found = has(wanted.status)
    if not kept.changed:
        return found
    changed = Membership.objects.filter(pk__among=packed(kept.changed))
    met = in_status(changed, scope, wanted, rules=rules).values_list("pk", flat=True)
    return (found & ~Q(pk__in=list(kept.changed))) | Q(pk__in=list(met))


def in_status(
    people: MembershipQuerySet, scope: Scope, wanted: Wanted, *, rules: Sequence[Rule]
) -> MembershipQuerySet:
    """Keep those of ``people`` in the status of ``wanted``, by their facts; no query."""
    asked = [rule for rule in rules if wanted.course_id in (None, rule.course_id)]
    courses = sorted({rule.course_id for rule in asked})
    ranked = with_status(people, rules=asked, on=scope.on, known_at=scope.known_at)
    return ranked.filter(condition(wanted.status, courses, scope=scope))


def condition(status: str, courses: Sequence[int], *, scope: Scope) -> Q:
    """Return what a person in ``status`` meets, for any of ``courses``.

    Up to date and not required are said of all of them together.
    """
    if status == NOT_STARTED:
        return not_started(courses, scope=scope)
    if status == UP_TO_DATE:
        return any_rank(courses, RANKS[UP_TO_DATE]) & ~any_rank(courses, RANKS["to_do"])
    if status == NOT_REQUIRED:
        others = [rank for state in State if state != status for rank in RANKS[state]]
        return ~any_rank(courses, others)
    return any_rank(courses, RANKS[status])


def any_rank(courses: Sequence[int], ranks: Sequence[int]) -> Q:
    """Return that the rank in any of ``courses`` is one of ``ranks``; never without a course."""
    found = Q(pk__in=[])
    for course in courses:
        found |= Q(**{f"rank_{course}__in": ranks})
    return found


def not_started(courses: Sequence[int], *, scope: Scope) -> Q:
    """Return that a course is to do and was not begun."""
    found = Q(pk__in=[])
    for course in courses:
        begun = begun_in(scope).filter(learner=OuterRef("user"), course=course)
        found |= Q(**{f"rank_{course}__in": RANKS[NOT_STARTED]}) & ~Q(Exists(begun))
    return found


def begun_in(scope: Scope) -> EnrolmentQuerySet:
    """Return the enrolments under way on the day of ``scope``, as known then."""
    return begun_on(scope.organisation_id, scope.on, known_at=scope.known_at)


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list: where they work in the scope, and every standing by course id."""

    membership: Membership | Listed
    places: tuple[tuple[int, int, int | None], ...]
    standings: dict[int, Standing]


def rows_of(
    memberships: Sequence[Membership | Listed],
    *,
    scope: Scope,
    rules: Sequence[Rule],
    begun: Collection[tuple[int, int]] | None = None,
) -> list[Row]:
    """Return the people with their standings; four queries, however many they are.

    ``begun``: (person, course) of whatever they have begun, where that was read already.
    """
    read = standings_read(memberships, rules=rules, on=scope.on, known_at=scope.known_at)
    if begun is None:
        theirs = begun_in(scope).filter(
            learner__pk__among=packed(one.user_id for one in memberships)
        )
        begun = set(theirs.values_list("learner", "course"))
    rows = []
    for membership in memberships:
        own = read.standings.get(membership.pk, {})
        here = [
            (period.site_id, period.role_id, period.team_id)
            for period in read.periods.get(membership.pk, ())
            if period.covers(scope.on) and is_open(scope, period.site_id, period.team_id)
        ]
        rows.append(
            Row(
                membership,
                tuple(dict.fromkeys(here)),
                {
                    course: standing.begun_in(begun, membership.user_id, course)
                    for course, standing in own.items()
                },
            )
        )
    return rows


def is_open(scope: Scope, site_id: int, team_id: int | None) -> bool:
    """Test whether ``scope`` opens this site or team."""
    return scope.whole or site_id in scope.site_ids or team_id in scope.team_ids


def ids_of(people: MembershipQuerySet) -> Sequence[int]:
    """Return the ids of ``people`` in their order, eight bytes each; one query."""
    return packed(people.values_list("pk", flat=True))


def all_rows(
    ids: Sequence[int], *, scope: Scope, rules: Sequence[Rule], batch: int | None = None
) -> Iterator[Row]:
    """Return the row of each of ``ids`` in order, of few at first; five queries for each batch.

    ``batch``: how many at most; None: as many as memory should hold with all their standings.
    """
    if batch is None:
        batch = min(ROWS_A_BATCH, STANDINGS_A_BATCH // max(1, len(rules)))
    asked = Membership.objects.values_list(*TOLD)
    start, size = 0, min(ROWS_AT_FIRST, batch)
    while start < len(ids):
        some = ids[start : start + size]
        found = {row[0]: Listed(*row) for row in asked.filter(pk__among=packed(some))}
        yield from rows_of([found[pk] for pk in some if pk in found], scope=scope, rules=rules)
        start, size = start + size, min(size * 5, batch)


def person_of(row: Row, *, on: date) -> Person:
    """Return a row as figures count it."""
    ranks = {
        course: rank_of_finding(standing.finding, on=on)
        for course, standing in row.standings.items()
    }
    begun = {course for course, standing in row.standings.items() if standing.has_begun}
    return Person(ranks, begun, row.places)


def everybody(scope: Scope, *, rules: Sequence[Rule]) -> Iterator[Person]:
    """Yield everybody of ``scope`` as figures count them; three queries."""
    courses = sorted({rule.course_id for rule in rules})
    ranked = with_status(people_in(scope), rules=rules, on=scope.on, known_at=scope.known_at)
    ranks = ranked.values_list("pk", "user", *(F(f"rank_{course}") for course in courses))
    places: dict[int, set[Place]] = {}
    for membership, *place in periods_in(scope).values_list("membership", "site", "role", "team"):
        places.setdefault(membership, set()).add((place[0], place[1], place[2]))
    begun: dict[int, set[int]] = {}
    for learner, course in begun_in(scope).values_list("learner", "course"):
        begun.setdefault(learner, set()).add(course)
    for membership, user, *found in ranks.order_by().iterator():
        yield Person(
            dict(zip(courses, found, strict=True)),
            begun.get(user, ()),
            places.get(membership, ()),
        )
