"""Counts of a lead's people: from the kept standings, or from everybody's facts where none are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db.models import QuerySet

from courses.accounts.queries import people_in
from courses.common.scope import Scope
from courses.compliance.kept import Kept, conditions
from courses.compliance.models import KeptStanding
from courses.compliance.people_kept import MOST_COURSES
from courses.compliance.queries import Rule
from courses.reporting.figures import Figures, Sums
from courses.reporting.queries import Places, everybody, person_of, places_in, rows_of
from courses.reporting.statuses import begun_to_do, kept_for
from courses.reporting.tallies import Tally, tallies_in


def counted_in(scope: Scope, *, rules: Sequence[Rule]) -> tuple[Figures, Places]:
    """Return the figures of everybody in ``scope`` under ``rules``, and where they work.

    Those of every course or of one. Six queries at most, however many people.
    """
    courses = {rule.course_id for rule in rules}
    kept = kept_for(scope, rules=rules) if len(courses) <= MOST_COURSES else None
    if kept is not None:
        return counted_from(kept, scope, rules=rules)
    figures = Figures()
    for person in everybody(scope, rules=rules):
        figures.add(person)
    return figures, places_in(scope)


def counted_from(kept: Kept, scope: Scope, *, rules: Sequence[Rule]) -> tuple[Figures, Places]:
    """Return the figures by what is ``kept``, and of whoever has changed by their facts."""
    courses = {rule.course_id for rule in rules}
    course_id = courses.pop() if len(courses) == 1 else None
    tallies = list(tallies_in(scope, kept, course_id=course_id))
    figures = figures_of(tallies, changed=kept.changed)
    to_do = kept_to_do(kept, scope, course_id)
    begun, wholly_begun = begun_of(kept, to_do, scope)
    figures.not_started = figures.all.to_do - wholly_begun
    if kept.changed:
        for row in rows_of(kept.changed_members(), scope=scope, rules=rules, begun=begun):
            if row.places:
                figures.add(person_of(row, on=scope.on))
    return figures, places_of(tallies)


def figures_of(tallies: Iterable[Tally], *, changed: Collection[int]) -> Figures:
    """Return what ``tallies`` add up to, without those of members who have ``changed``."""
    figures = Figures()
    own: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        if tally.course_id is not None:
            figures.add_share(tally.course_id, tally.share)
        elif tally.own is None:
            figures.add_group(frozenset({tally.place}), tally.sums)
        elif tally.own not in changed:
            own[tally.own].append(tally)
    for mine in own.values():
        figures.add_group(frozenset(one.place for one in mine), once(mine[0].sums))
    return figures


def once(sums: Sums) -> Sums:
    """Return the counts of one person, who may have been counted twice at one place."""
    numbers = {name: min(getattr(sums, name), 1) for name in ONE_BY_ONE}
    return replace(sums, **numbers, expiring=tuple(min(one, 1) for one in sums.expiring))


ONE_BY_ONE = ("people", "asked", "overdue", "due_soon", "to_do", "renewal_open")


def kept_to_do(kept: Kept, scope: Scope, course_id: int | None) -> QuerySet[KeptStanding]:
    """Return the kept rows of ``scope`` of what is to do on its day, of every course or of one."""
    rows = kept.rows().filter(conditions(scope.on)["to_do"])
    if not scope.whole:
        rows = rows.filter(membership__in=people_in(scope).order_by().values("pk"))
    return rows if course_id is None else rows.filter(course=course_id)


def begun_of(
    kept: Kept, to_do: QuerySet[KeptStanding], scope: Scope
) -> tuple[set[tuple[int, int]], int]:
    """Return what is begun of what is to do, and how many people have begun all of it; one query.

    The former, as (person, course), holds whatever those have begun who have changed.
    """
    changed = set(kept.changed.values())
    rows = begun_to_do(scope, to_do, also=changed).values_list("learner", "course", "number")
    found = {(learner, course): number for learner, course, number in rows}
    begun = Counter(learner for learner, _course in found if learner not in changed)
    wanted = {learner: number for (learner, _course), number in found.items()}
    return set(found), sum(begun[learner] == wanted[learner] for learner in begun)


def places_of(tallies: Iterable[Tally]) -> Places:
    """Return where the people of ``tallies`` work, each by name."""
    here = [one for one in tallies if one.course_id is None]
    sites = {one.place[0]: one.site for one in sorted(here, key=lambda one: one.site[1])}
    roles = {one.place[1]: one.role for one in sorted(here, key=lambda one: one.role[1])}
    in_teams = [one for one in here if one.place[2] is not None]
    teams = {one.place[2]: one.team for one in sorted(in_teams, key=lambda one: one.team or "")}
    return Places(sites, teams, roles)  # type: ignore[arg-type]  # whoever is in a team has its name
