"""Questions about starters: who begins here, and whether their training lets them work alone.

A starter is somebody whose unbroken time here began at most 60 days ago or begins within 60 days,
and whoever was under supervision in the last 60 days. Only those of whom some course is asked by
their first day are counted: a rule that is due 0 days after the start.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.ordering import folded_names
from courses.common.scope import Scope
from courses.compliance.allowances import Excused
from courses.compliance.audience import Period, Tagged
from courses.compliance.facts import done_on, tags_by_membership
from courses.compliance.models import Exemption, Supervision
from courses.compliance.queries import Rule, as_refresher, courses_of
from courses.compliance.starting import (
    WINDOW,
    Light,
    is_due_at_start,
    is_starter,
    light_of,
    missing_on,
    started_on,
)
from courses.compliance.status import Done, History
from courses.learning.models import Completion
from courses.reporting.queries import is_open

LIGHTS = tuple(Light)  # not yet first
PERIOD, COMPLETION = 1, 2  # what a row is of
# As the columns of a period: number, person, two days, three numbers.
DONE = (
    *("course", "learner", "completed_on", Value(None, output_field=DateField())),
    *("version__major", "version__minor", "version__patch"),
)


@dataclass(frozen=True, slots=True)
class Starter:
    """One starter: since when, where, which courses are missing, and until when supervised.

    ``place``: site, job and team on the day that counts, by id. ``missing``: courses by id.
    ``is_listed``: whether the list of starters holds them.
    """

    membership_id: int
    started_on: date
    place: tuple[int, int, int | None]
    missing: tuple[int, ...]
    supervised_until: date | None
    light: Light
    is_listed: bool


@dataclass(slots=True)
class Known:
    """What the database knows of one candidate."""

    user_id: int
    periods: tuple[Period, ...]
    supervised: tuple[date, date] | None
    excused: dict[Any, tuple[Excused, ...]]
    tagged: tuple[Tagged, ...] = ()


def at_start(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules of which some revision is due on the first day."""
    return [rule for rule in rules if any(one.due_days == 0 for one in rule.revisions)]


def starters_in(scope: Scope, *, rules: Sequence[Rule], only: int | None = None) -> list[Starter]:
    """Return the starters of ``scope``, the last to begin first; one query.

    One more where such a rule asks for a tag.
    None, and no query, where no rule is due on the first day. ``only``: one membership, starter or
    not, so that the page of one person says the same.
    """
    asked = at_start(rules)
    if not asked or scope.is_empty:
        return []
    people = candidates(scope) if only is None else Membership.objects.filter(pk=only)
    known, done = known_of(scope, people, asked)
    tagged = tags_by_membership(
        list(known),
        revisions=[revision for rule in asked for revision in rule.revisions],
        known_at=scope.known_at,
    )
    for membership, one in known.items():
        one.tagged = tagged.get(membership, ())
    found = [
        starter
        for membership, one in known.items()
        if (starter := starter_of(scope, membership, one, asked, done)) is not None
        and (only is not None or starter.is_listed)
    ]
    return sorted(found, key=lambda one: (one.started_on, one.membership_id), reverse=True)


def starters_sorted(starters: Sequence[Starter], order: str) -> list[Starter]:
    """Return ``starters`` by "start", "training" (not yet first) or "name"; "-" turns it round.

    Equal ones by first day and id, the same way round. One query by name, else none.
    """
    column = order.removeprefix("-")
    by_name = column == "name"
    names = folded_names(one.membership_id for one in starters) if by_name else {}

    def place(one: Starter) -> tuple[str, int, date, int]:
        light = LIGHTS.index(one.light) if column == "training" else 0
        return names.get(one.membership_id, ""), light, one.started_on, one.membership_id

    return sorted(starters, key=place, reverse=order.startswith("-"))


def candidates(scope: Scope) -> Any:
    """Return whoever may be a starter of ``scope``; no query."""
    near = scope.on - WINDOW, scope.on + WINDOW
    here = MembershipPeriod.objects.known(scope.known_at).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=scope.on),
        membership=OuterRef("pk"),
        valid_from__lte=near[1],
    )
    if not scope.whole:
        here = here.filter(Q(site__in=scope.site_ids) | Q(team__in=scope.team_ids))
    begins = MembershipPeriod.objects.known(scope.known_at).filter(
        membership=OuterRef("pk"), valid_from__range=near
    )
    watched = Supervision.objects.known(scope.known_at).filter(
        membership=OuterRef("pk"), valid_until__gte=near[0]
    )
    members = Membership.objects.filter(organisation=scope.organisation_id)
    return members.filter(Exists(here), Exists(begins) | Exists(watched))


def known_of(
    scope: Scope, people: Any, rules: Sequence[Rule]
) -> tuple[dict[int, Known], dict[tuple[int, int], tuple[Done, ...]]]:
    """Return what is known of ``people`` by membership, and what they completed; one query.

    The latter by (learner, course).
    """
    periods = periods_of(scope, people, rules)
    done = completions_of(scope, people.values("user"), courses_of(rules))
    nothing = [Value(None, output_field=DateField())] * (2 + 2 * len(rules))
    known: dict[int, Known] = {}
    completed: dict[tuple[int, int], tuple[Done, ...]] = defaultdict(tuple)
    rows = periods.union(done.values_list(*DONE, *nothing, "pk", Value(COMPLETION)), all=True)
    for number, user, first, last, *rest in sorted(rows, key=lambda row: (row[2], row[-2])):
        place, dates = rest[:3], rest[3:-2]
        if rest[-1] == COMPLETION:
            completed[user, number] += (done_on(first, *place),)
            continue
        one = known.setdefault(number, known_by(user, dates, rules))
        one.periods = (*one.periods, Period(first, last, *place))
    return known, completed


def periods_of(scope: Scope, people: Any, rules: Sequence[Rule]) -> QuerySet[Any, Any]:
    """Return the periods of ``people``, each with supervision and exemptions; no query.

    Of several the one that holds on the day of ``scope``, else the one that ends last.
    """
    holds = When(valid_from__lte=scope.on, valid_until__gte=scope.on, then=0)
    order = (Case(holds, default=1), "-valid_until", "-pk")
    watched = Supervision.objects.known(scope.known_at).filter(
        membership=OuterRef("membership"), valid_from__lte=scope.on + WINDOW
    )
    last = watched.order_by(*order)
    exempt = {
        f"exempt_{side}_{number}": Subquery(
            Exemption.objects.known(scope.known_at)
            .filter(membership=OuterRef("membership"), rule=rule.identifier)
            .order_by(*order)
            .values(f"valid_{side}")[:1]
        )
        for number, rule in enumerate(rules)
        for side in ("from", "until")
    }
    rows = MembershipPeriod.objects.known(scope.known_at).filter(
        organisation=scope.organisation_id, membership__in=people.values("pk")
    )
    dated = rows.annotate(
        watched_from=Subquery(last.values("valid_from")[:1]),
        watched_until=Subquery(last.values("valid_until")[:1]),
        **exempt,
    )
    columns = ("membership", "membership__user", "valid_from", "valid_until", "role", "site")
    return dated.order_by().values_list(
        *columns, "team", "watched_from", "watched_until", *exempt, "pk", Value(PERIOD)
    )


def completions_of(
    scope: Scope, learners: QuerySet[Any, Any], course_ids: Collection[int]
) -> QuerySet[Completion]:
    """Return what ``learners`` completed there of these courses; no query."""
    return (
        Completion.objects.known(scope.known_at)
        .filter(organisation=scope.organisation_id, learner__in=learners, course__in=course_ids)
        .order_by()
    )


def known_by(user_id: int, dates: Sequence[date | None], rules: Sequence[Rule]) -> Known:
    """Return what one row says of a person beside the period: two days each of what is dated."""
    spans = [
        (first, last) if first is not None and last is not None else None
        for first, last in zip(dates[::2], dates[1::2], strict=True)
    ]
    return Known(
        user_id=user_id,
        periods=(),
        supervised=spans[0],
        excused={
            rule.identifier: (Excused(*span),)
            for rule, span in zip(rules, spans[1:], strict=True)
            if span is not None
        },
    )


def starter_of(
    scope: Scope,
    membership_id: int,
    known: Known,
    rules: Sequence[Rule],
    done: dict[tuple[int, int], tuple[Done, ...]],
) -> Starter | None:
    """Return how one person stands on the first day, or today where that has passed.

    None for whoever has left, is elsewhere, or is asked for nothing by the first day.
    """
    started = started_on(known.periods, scope.on)
    if started is None:
        return None
    day = max(started, scope.on)
    places = [
        (one.site_id, one.role_id, one.team_id)
        for one in known.periods
        if one.covers(day) and is_open(scope, one.site_id, one.team_id)
    ]
    histories = [
        (rule.course_id, history)
        for rule in rules
        if is_due_at_start(history := history_of(known, rule, done), day)
    ]
    if not places or not histories:
        return None
    missing = missing_on(histories, day)
    covered = known.supervised is not None and known.supervised[0] <= day <= known.supervised[1]
    return Starter(
        membership_id,
        started,
        places[0],
        missing,
        known.supervised[1] if known.supervised and covered else None,
        light_of(missing, is_supervised=covered),
        is_starter(started, scope.on) or was_watched(known, scope.on),
    )


def history_of(known: Known, rule: Rule, done: dict[tuple[int, int], tuple[Done, ...]]) -> History:
    """Return what is known of one person under one rule."""
    whole = done.get((known.user_id, rule.course_id), ())
    shorter = [
        as_refresher(one, course)
        for course in rule.refresher_ids
        for one in done.get((known.user_id, course), ())
    ]
    return History(
        periods=known.periods,
        revisions=rule.revisions,
        completions=(*whole, *shorter),
        exemptions=known.excused.get(rule.identifier, ()),
        tagged=known.tagged,
    )


def was_watched(known: Known, on: date) -> bool:
    """Test whether somebody was supervised in the last 60 days, or is."""
    return known.supervised is not None and known.supervised[1] >= on - WINDOW
