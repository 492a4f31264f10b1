"""Who is in a status: by what is kept and the facts of whoever has changed, or by everybody's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.accounts.ordering import USUAL
from courses.common.among import PACKED, packed
from courses.common.prepared import Parameter, Prepared
from courses.common.scope import Scope
from courses.compliance.kept import Kept, conditions, kept_on
from courses.compliance.kept_tables import KeptPerson
from courses.compliance.models import KeptStanding
from courses.compliance.people_kept import (
    BITS,
    DUE,
    FIRST_BAND,
    HELD,
    LATE,
    MOST_COURSES,
    RENEWING,
    SOON,
)
from courses.compliance.queries import Rule, with_status
from courses.compliance.ranks import BANDS
from courses.compliance.status import State
from courses.learning.models import EnrolmentQuerySet
from courses.learning.queries import begun_on
from courses.reporting.figures import NOT_REQUIRED, NOT_STARTED, RANKS, UP_TO_DATE
from courses.reporting.tallies import mask_of

BY_NUMBERS: Final = {  # each status with what a person's number has room for (people_kept)
    State.OVERDUE: (LATE,),
    State.DUE_SOON: (SOON,),
    State.DUE: (DUE,),
    State.RENEWAL_OPEN: (RENEWING,),
    State.IN_DATE: (HELD,),
    UP_TO_DATE: (HELD,),
    "to_do": (LATE, SOON, DUE),
    NOT_STARTED: (LATE, SOON, DUE),
    **{f"expiring_{limit}": (FIRST_BAND + n,) for n, limit in enumerate(BANDS)},
}
NOBODY = 0  # no member has this id
MET, BEGUN, FOUND = range(3)  # what a row of ``changed_in`` tells of a member
QUERIES_KEPT = 4  # in the memory of a process; one of twelve rules takes 4 MB, SQLite's part too


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


def kept_for(scope: Scope, *, rules: Sequence[Rule]) -> Kept | None:
    """Return the kept standings that answer for ``scope``, or None; one query at most.

    None where there is nothing to ask, or where it is asked what was known at a moment.
    """
    if scope.known_at is not None or not rules:
        return None
    return kept_on(scope.organisation_id, on=scope.on)


def kept_condition(kept: Kept, scope: Scope, wanted: Wanted, *, rules: Sequence[Rule]) -> Q:
    """Return what a person in the status of ``wanted`` meets, by what is kept.

    Whoever has changed meanwhile is worked out here, and where the numbers do not tell, everybody
    in the status is found here too, once for the count and each page: one query, or none. All who
    are found stand in one list, which a database goes through instead of everybody.
    """
    few = len({rule.course_id for rule in rules}) <= MOST_COURSES
    by_numbers = few and kept.has_numbers and wanted.course_id is None
    if by_numbers and wanted.status in BY_NUMBERS:
        tells = BEGUN if wanted.status == NOT_STARTED else MET
        read = worked_out(kept, scope, wanted, rules, tells=tells)
        people = people_in_status(kept, wanted.status, read[BEGUN]).values("membership")
        met = Membership.objects.filter(pk__in=read[MET]).values("pk")
        return Q(pk__in=people.union(met, all=True))
    read = worked_out(kept, scope, wanted, rules, tells=FOUND)
    found = packed([*read[FOUND], *read[MET]])
    # Of those who are asked for nothing most work here no more: not many are on the list.
    return Q(pk__among=found) if wanted.status == NOT_REQUIRED else Q(pk__among_many=found)


def worked_out(
    kept: Kept, scope: Scope, wanted: Wanted, rules: Sequence[Rule], *, tells: int
) -> dict[int, list[int]]:
    """Return who of those that have changed is in the status, as ``MET``; and what it ``tells``.

    That is, of everybody who has not changed, who has ``BEGUN`` all to be done, or who is ``FOUND``
    in the status by what is kept. One query; none where neither is asked.
    """
    found: dict[int, list[int]] = {MET: [], BEGUN: [], FOUND: []}
    if not kept.changed and tells == MET:
        return found
    if not kept.changed and tells == FOUND:
        members = members_in(kept.rows(), scope, wanted)
        return {**found, FOUND: list(members.values_list("member", flat=True))}
    asked = tuple(rule for rule in rules if wanted.course_id in (None, rule.course_id))
    key = Wanted(status=wanted.status, course_id=wanted.course_id)  # who else is asked is no part
    changed = changed_in(key, asked, scope.organisation_id, scope.on, tells)
    for pk, told in changed.rows(members=packed(kept.changed or [NOBODY])):
        if told == MET or pk not in kept.changed:
            found[told].append(pk)
    return found


def people_in_status(kept: Kept, status: str, begun: Sequence[int]) -> QuerySet[KeptPerson]:
    """Return the numbers of whoever is in ``status``, of ``BY_NUMBERS``, for any course; no query.

    ``begun``: the members who have begun all they have to do.
    """
    number = F("states").bitand(mask_of(*BY_NUMBERS[status]))
    least: Any = 0
    if status == State.IN_DATE:  # of what is held, some is not open to renewal
        least = F("states").bitrightshift(BITS * RENEWING).bitand(MOST_COURSES)
    found = kept.people().alias(number=number).filter(number__gt=least)
    if status == UP_TO_DATE:
        found = found.alias(lacks=F("states").bitand(mask_of(*BY_NUMBERS["to_do"]))).filter(lacks=0)
    if status == NOT_STARTED:
        found = found.exclude(membership__pk__among=packed(begun)) if begun else found
    return found


def members_in(rows: QuerySet[KeptStanding], scope: Scope, wanted: Wanted) -> QuerySet[Any, Any]:
    """Return each ``member`` whom kept ``rows`` put into the status of ``wanted``; no query.

    Not required is whoever has no row: those too who have left or have changed meanwhile.
    """
    known = conditions(scope.on)
    if wanted.course_id is not None:
        rows = rows.filter(course=wanted.course_id)
    if wanted.status == NOT_REQUIRED:
        everybody = Membership.objects.filter(organisation=scope.organisation_id).order_by()
        named = rows.filter(membership=OuterRef("pk"))
        return everybody.filter(~Exists(named)).values(member=F("pk"))
    members = rows.order_by().values(member=F("membership"))
    if wanted.status == UP_TO_DATE:
        return members.alias(
            to_do=Count("pk", filter=known["to_do"]), held=Count("pk", filter=known["held"])
        ).filter(to_do=0, held__gt=0)
    if wanted.status == NOT_STARTED:
        begun = begun_in(scope).filter(
            learner=OuterRef("membership__user"), course=OuterRef("course")
        )
        return members.filter(~Exists(begun), known["to_do"]).distinct()
    return members.filter(known[wanted.status]).distinct()


def begun_to_do(
    scope: Scope, to_do: QuerySet[KeptStanding], *, also: Collection[int] = ()
) -> QuerySet[Any, Any]:
    """Return the enrolments under way in what is ``to_do`` by what is kept; no query.

    Each knows ``member``, and as ``number`` how much that member has to do. ``also``: learners of
    whom each enrolment under way is returned.
    """
    member = Membership.objects.filter(user=OuterRef("learner"), organisation=scope.organisation_id)
    mine = to_do.filter(membership=OuterRef("member"))
    # Looked for among one person's few, never among everybody's of the course: hence ``+ 0``.
    same = mine.alias(asked=F("course_id") + 0).filter(asked=OuterRef("course"))
    number = mine.order_by().values("membership").annotate(number=Count("pk")).values("number")
    begun = begun_in(scope).order_by().annotate(member=Subquery(member.values("pk")))
    wanted = Q(Exists(same)) | Q(learner__in=also) if also else Q(Exists(same))
    found: QuerySet[Any, Any] = begun.filter(wanted).annotate(number=Subquery(number))
    return found


def wholly_begun(scope: Scope, rows: QuerySet[KeptStanding]) -> QuerySet[Any, Any]:
    """Return the members who have begun all that they have to do by kept ``rows``; no query."""
    begun = begun_to_do(scope, rows.filter(conditions(scope.on)["to_do"]))
    counted = begun.values("member", "number").annotate(courses=Count("course", distinct=True))
    found: QuerySet[Any, Any] = counted.filter(courses=F("number"))
    return found


@lru_cache(maxsize=QUERIES_KEPT)
def changed_in(
    wanted: Wanted, rules: tuple[Rule, ...], organisation_id: int, on: date, tells: int
) -> Prepared[tuple[int, int]]:
    """Return the query of which ``members`` are in the status of ``wanted``, by their facts.

    Each with ``MET``, and with it what it ``tells`` by what is kept, of everybody. Prepared, for to
    write a dozen rules takes Django longer than a list of 100,000 people.
    """
    scope = Scope(organisation_id, on, whole=True)
    members = Parameter("members", PACKED)

    def build() -> QuerySet[Any, tuple[int, int]]:
        changed = Membership.objects.filter(pk__among=members)
        met = (
            in_status(changed, scope, wanted, rules=rules).order_by().values_list("pk", Value(MET))
        )
        if tells == MET:
            return met
        rows = Kept(organisation_id, on, {}).rows()
        told = wholly_begun(scope, rows) if tells == BEGUN else members_in(rows, scope, wanted)
        return met.union(told.values_list("member", Value(tells)), all=True)

    return Prepared(build)


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
