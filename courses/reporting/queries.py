"""Questions behind the lead's pages: the people of a filter, a page of cells, the dashboard."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Value

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.accounts.models import Role, Site, Tag, Team
from courses.accounts.ordering import ordered
from courses.accounts.queries import people_in, periods_in
from courses.accounts.tagging import carrying
from courses.common.among import packed
from courses.common.scope import Scope
from courses.compliance.queries import Rule, Standing, standings_read, with_status
from courses.compliance.ranks import rank_of_finding
from courses.reporting.figures import Person, Place
from courses.reporting.listed import TOLD, Listed
from courses.reporting.statuses import Wanted, begun_in, in_status, kept_condition, kept_for

SITE, TEAM, ROLE, TAG = "site", "team", "role", "tag"
PLACES: Final[dict[str, Any]] = {SITE: Site, TEAM: Team, ROLE: Role}
ROWS_A_BATCH = 500  # people in memory at once
ROWS_AT_FIRST = 100
STANDINGS_A_BATCH = 4000


@dataclass(frozen=True, slots=True)
class Places:
    """Where the people of a scope work on its day, by id: sites, teams, jobs; and every tag."""

    sites: dict[int, tuple[str, str]] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    roles: dict[int, tuple[str, str]] = field(default_factory=dict)
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)


def places_in(scope: Scope) -> Places:
    """Return where the people of ``scope`` work on its day, and the tags, by name; one query."""
    here = periods_in(scope)
    parts = [
        table.objects.filter(Exists(here.filter(**{name: OuterRef("pk")}))).values_list(
            Value(name), "pk", F("slug") if name != TEAM else Value(""), "name"
        )
        for name, table in PLACES.items()
    ]
    tags = Tag.objects.filter(organisation=scope.organisation_id)
    every = tags.order_by().values_list(Value(TAG), "pk", "slug", "name").union(*parts)
    found: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for kind, pk, slug, name in sorted(every, key=itemgetter(3)):
        found[kind][pk] = (slug, name)
    teams = {pk: name for pk, (_slug, name) in found[TEAM].items()}
    return Places(found[SITE], teams, found[ROLE], found[TAG])


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
