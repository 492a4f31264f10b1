"""Questions about starters: who begins here, and whether their training lets them work alone.

A starter is somebody whose unbroken time here began at most 60 days ago or begins within 60 days,
and whoever was under supervision in the last 60 days. Only those of whom some course is asked by
their first day are counted: a rule that is due 0 days after the start.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from courses.accounts.membership import Membership, MembershipPeriod
from courses.common.scope import Scope
from courses.compliance.facts import done_on
from courses.compliance.models import Exemption, Supervision
from courses.compliance.queries import Rule
from courses.compliance.starting import (
    WINDOW,
    Light,
    is_due_at_start,
    is_starter,
    light_of,
    missing_on,
    started_on,
)
from courses.compliance.status import Done, Excused, History, Period
from courses.learning.models import Completion
from courses.reporting.queries import is_open


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


def at_start(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules of which some revision is due on the first day."""
    return [rule for rule in rules if any(one.due_days == 0 for one in rule.revisions)]


def starters_in(scope: Scope, *, rules: Sequence[Rule], only: int | None = None) -> list[Starter]:
    """Return the starters of ``scope``, the last to begin first; two queries.

    None, and no query, where no rule is due on the first day. ``only``: one membership, starter or
    not, so that the page of one person says the same.
    """
    asked = at_start(rules)
    if not asked or scope.is_empty:
        return []
    people = candidates(scope) if only is None else Membership.objects.filter(pk=only)
    known = known_of(scope, people, asked)
    done = completions_of_people(
        organisation_id=scope.organisation_id,
        learner_ids=people.values("user"),
        course_ids={rule.course_id for rule in asked},
        known_at=scope.known_at,
    )
    found = [
        starter
        for membership, one in known.items()
        if (starter := starter_of(scope, membership, one, asked, done)) is not None
        and (only is not None or starter.is_listed)
    ]
    return sorted(found, key=lambda one: (one.started_on, one.membership_id), reverse=True)


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


def known_of(scope: Scope, people: Any, rules: Sequence[Rule]) -> dict[int, Known]:
    """Return what is known of ``people`` by membership; one query."""
    watched = Supervision.objects.known(scope.known_at).filter(
        membership=OuterRef("membership"), valid_from__lte=scope.on + WINDOW
    )
    last = watched.order_by("-valid_until", "-pk")
    exempt = {
        f"exempt_{side}_{number}": Subquery(
            Exemption.objects.known(scope.known_at)
            .filter(membership=OuterRef("membership"), rule=rule.identifier)
            .order_by("-valid_until", "-pk")
            .values(f"valid_{side}")[:1]
        )
        for number, rule in enumerate(rules)
        for side in ("from", "until")
    }
    rows = (
        MembershipPeriod.objects.known(scope.known_at)
        .filter(organisation=scope.organisation_id, membership__in=people.values("pk"))
        .annotate(
            user=F("membership__user"),
            watched_from=Subquery(last.values("valid_from")[:1]),
            watched_until=Subquery(last.values("valid_until")[:1]),
            **exempt,
        )
    )
    columns = ("membership", "user", "valid_from", "valid_until", "role", "site", "team")
    found: dict[int, Known] = {}
    for row in rows.order_by("valid_from", "pk").values(
        *columns, "watched_from", "watched_until", *exempt
    ):
        period = Period(
            row["valid_from"], row["valid_until"], row["role"], row["site"], row["team"]
        )
        one = found.setdefault(row["membership"], known_by(row, rules))
        one.periods = (*one.periods, period)
    return found


def completions_of_people(
    *,
    organisation_id: int,
    learner_ids: QuerySet[Any, Any],
    course_ids: Collection[int],
    known_at: datetime | None = None,
) -> dict[tuple[int, int], tuple[Done, ...]]:
    """Return the completions of ``learner_ids`` there, by (learner, course); one query."""
    found: dict[tuple[int, int], tuple[Done, ...]] = defaultdict(tuple)
    rows = Completion.objects.known(known_at).filter(
        organisation=organisation_id, learner__in=learner_ids, course__in=course_ids
    )
    parts = ("version__major", "version__minor", "version__patch")
    for learner, course, day, *version in rows.values_list(
        "learner", "course", "completed_on", *parts
    ):
        found[learner, course] += (done_on(day, *version),)
    return found


def known_by(row: dict[str, Any], rules: Sequence[Rule]) -> Known:
    """Return what one row says of a person beside the period."""
    return Known(
        user_id=row["user"],
        periods=(),
        supervised=(row["watched_from"], row["watched_until"]) if row["watched_until"] else None,
        excused={
            rule.identifier: (Excused(row[f"exempt_from_{n}"], row[f"exempt_until_{n}"]),)
            for n, rule in enumerate(rules)
            if row[f"exempt_until_{n}"]
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
    return History(
        periods=known.periods,
        revisions=rule.revisions,
        completions=done.get((known.user_id, rule.course_id), ()),
        exemptions=known.excused.get(rule.identifier, ()),
    )


def was_watched(known: Known, on: date) -> bool:
    """Test whether somebody was supervised in the last 60 days, or is."""
    return known.supervised is not None and known.supervised[1] >= on - WINDOW
