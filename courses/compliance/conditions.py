"""The pure rules of standing once more, as conditions a database can answer for many people.

No month is added in SQL: the days that matter are worked out here, for the day and the rule, and
the database compares. A test holds these conditions equal to ``status_on``.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from courses.accounts.membership import MembershipPeriod, Tagging
from courses.compliance.anniversaries import held_on_anniversary
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption
from courses.compliance.ranks import has_gap, held_steps, late_from, rank_of, soon_from, spells_of
from courses.compliance.renewing import Renewal, earliest_held
from courses.compliance.status import DUE_SOON_DAYS, History, Revision, State
from courses.learning.models import Completion

Done = QuerySet[Any]

DAY = timedelta(days=1)


def rank_on(
    *,
    rule: UUID,
    course_id: int,
    revisions: tuple[Revision, ...],
    on: date,
    known_at: datetime | None = None,
) -> Combinable:
    """Return the expression, on memberships, of the rank under one rule on ``on``."""
    revision = History(revisions=revisions).revision_on(on)
    if revision is None:
        return Value(rank_of(State.NOT_REQUIRED))
    spells = spells_of(revisions, until=on)
    excused = Exemption.objects.known(known_at).on(on)
    excused = excused.filter(membership=OuterRef("pk"), rule=rule)
    spent = spending(revisions, course_id, on, known_at)
    cases = [
        When(~is_named_on(revision, on, known_at), then=Value(rank_of(State.NOT_REQUIRED))),
        When(Exists(excused), then=Value(rank_of(State.EXEMPT))),
        held(revision, course_id, on, known_at),
    ]
    if late := late_from(revision, on):
        is_late = unbroken(spells, late, on, known_at)
        is_late &= ~in_grace(revision, course_id, on, known_at)
        is_late &= ~put_back(rule, spent, on, known_at, to=on)
        cases.append(When(is_late, then=Value(rank_of(State.OVERDUE))))
    if soon := soon_from(revision, on):
        is_soon = ~put_back(rule, spent, on, known_at, to=on + timedelta(days=DUE_SOON_DAYS + 1))
        if soon != on:
            is_soon &= unbroken(spells, soon, on, known_at)
        cases.append(When(is_soon, then=Value(rank_of(State.DUE_SOON))))
    return Case(*cases, default=Value(rank_of(State.DUE)))


def put_back(rule: UUID, spent: Q, on: date, known_at: datetime | None, *, to: date) -> Q:
    """Return whether the person has been given until the day ``to``, or longer, as of ``on``.

    Not by what is ``spent``.
    """
    given = Extension.objects.known(known_at).on(on)
    given = given.filter(~spent, membership=OuterRef("pk"), rule=rule, due_on__gte=to)
    return Q(Exists(given))


def spending(
    revisions: tuple[Revision, ...], course_id: int, on: date, known_at: datetime | None
) -> Q:
    """Return, of a later due day, whether a completion up to ``on`` has used it up.

    One that the revision of ``on`` counts, or the one in force on its own day did. Revisions that
    count alike are asked together.
    """
    alike: dict[Any, list[Revision]] = defaultdict(list)
    for one in revisions:
        alike[one.minimum_version, one.refresher_id].append(one)
    condition = Q()
    for some in alike.values():
        done = counted(some[0], course_id, on, known_at, learner="membership__user")
        if not any(one.in_force(on) for one in some):
            done = done.filter(reduce(or_, (in_force_then(one) for one in some)))
        condition |= Q(Exists(done.filter(completed_on__gte=OuterRef("valid_from"))))
    return condition


def in_force_then(revision: Revision) -> Q:
    """Return whether ``revision`` was in force on the day of a completion."""
    begun = Q(completed_on__gte=revision.effective_from)
    if revision.effective_until is None:
        return begun
    return begun & Q(completed_on__lte=revision.effective_until)


def is_named_on(revision: Revision, day: date, known_at: datetime | None) -> Q:
    """Return whether ``revision`` names the person on ``day``: by job and place, and by tag."""
    condition = Q()
    for rows in named(revision, known_at):
        condition &= Q(Exists(rows.on(day).filter(membership=OuterRef("pk"))))
    return condition


def named(revision: Revision, known_at: datetime | None) -> list[Any]:
    """Return the periods whose job and place ``revision`` names, and where it asks, the taggings.

    Somebody is named while one of each holds. Always looked for among one person's few: ``+ 0``
    keeps a database from going through everybody at the place instead, which over 10,000 people
    took a hundred times as long.
    """
    audience = revision.audience
    periods: QuerySet[Any] = MembershipPeriod.objects.known(known_at)
    asked = {"role": audience.roles, "site": audience.sites, "team": audience.teams}
    for name, ids in asked.items():
        if ids:
            periods = periods.alias(**{f"{name}_named": F(f"{name}_id") + 0})
            periods = periods.filter(**{f"{name}_named__in": ids})
    if not audience.tags:
        return [periods]
    return [periods, Tagging.objects.known(known_at).filter(tag__in=audience.tags)]


def held(revision: Revision, course_id: int, on: date, known_at: datetime | None) -> When:
    """Return the case of somebody whose completion still counts on ``on``.

    Of whoever has a newer version to complete anew, renewal is open, whatever the window.
    """

    def held_to(day: date) -> Q:
        done = held_on(revision, counted(revision, course_id, on, known_at), day)
        return Q(Exists(done)) & met_anew(revision, course_id, on, known_at, before=day)

    def steps(window: int | None) -> Case:
        found = [(on + timedelta(days=days), rank) for days, rank in held_steps(window)]
        *later, (_today, least) = found
        return Case(*(When(held_to(day), then=Value(rank)) for day, rank in later), default=least)

    ranks = steps(revision.renew_window_days)
    if not revision.valid_months:
        ranks = Case(default=Value(rank_of(State.IN_DATE)))
    if revision.anew:
        asked = ~met_anew(revision, course_id, on, known_at)
        ranks = Case(When(asked, then=steps(None)), default=ranks)
    return When(held_to(on), then=ranks)


def met_anew(
    revision: Revision,
    course_id: int,
    on: date,
    known_at: datetime | None,
    *,
    before: date = date.max,
) -> Q:
    """Return whether each newer version asked for that is due before a day was completed by ``on``.

    By the rule's own course, as ``Anew.is_met_by`` has it.
    """
    condition = Q()
    for one in revision.anew:
        if one.due_on < before:
            asked = replace(
                revision,
                minimum_version=max(one.version, revision.minimum_version or one.version),
                renewal=Renewal.COMPLETION,
                refresher_id=None,
            )
            done = counted(asked, course_id, on, known_at)
            is_met = Q(version__isnull=False) | Q(completed_on__gte=one.since)
            condition &= Q(Exists(done.filter(is_met)))
    return condition


def in_grace(revision: Revision, course_id: int, on: date, known_at: datetime | None) -> Q:
    """Return whether what was completed ran out so lately that the days of grace still run.

    They are never more than the days of being due soon, so that no standing lies between.
    """
    if not revision.grace_days or not revision.valid_months:
        return Q(pk__in=[])
    before = on - timedelta(days=revision.grace_days)
    done = held_on(revision, counted(revision, course_id, on, known_at), before)
    return Q(Exists(done)) & met_anew(revision, course_id, on, known_at, before=on)


def held_on(revision: Revision, done: Done, day: date) -> Done:
    """Return those of ``done`` that are held on ``day``."""
    if not revision.valid_months:
        return done
    if revision.renewal is not Renewal.ANNIVERSARY:
        earliest = earliest_held(
            day,
            kind=revision.renewal,
            months=revision.valid_months or 0,
            window=revision.renew_window_days,
            fixed=revision.fixed,
        )
        return done.filter(completed_on__gte=earliest)
    return held_on_anniversary(revision, done, day)


def counted(
    revision: Revision,
    course_id: int,
    on: date,
    known_at: datetime | None,
    learner: str = "user",
) -> Done:
    """Return the completions of a membership up to ``on`` that ``revision`` counts.

    Of the rule's own course; and of its shorter one, from the first of those on. ``learner``: how
    the row that asks names the person.
    """
    done: Done = Completion.objects.known(known_at).filter(
        organisation=OuterRef("organisation"), learner=OuterRef(learner), completed_on__lte=on
    )
    if revision.refresher_id is None and revision.renewal is not Renewal.ANNIVERSARY:
        return done.filter(of_course(revision, course_id))
    whole = Completion.objects.known(known_at).filter(
        of_course(revision, course_id),
        organisation=OuterRef("organisation"),
        learner=OuterRef("learner"),
    )
    first = Subquery(whole.order_by("completed_on").values("completed_on")[:1])
    asked = of_course(revision, course_id)
    if revision.refresher_id is not None:
        asked |= Q(course=revision.refresher_id, completed_on__gte=F("first"))
    found: Done = done.alias(first=first).filter(asked)
    return found


def of_course(revision: Revision, course_id: int) -> Q:
    """Return what a completion of the rule's own course meets, in an edition that counts."""
    asked = Q(course=course_id)
    if revision.minimum_version is None:
        return asked
    major, minor, patch = revision.minimum_version
    return asked & (
        Q(version__isnull=True)
        | Q(version__major__gt=major)
        | Q(version__major=major, version__minor__gt=minor)
        | Q(version__major=major, version__minor=minor, version__patch__gte=patch)
    )


def unbroken(spells: list[Revision], since: date, on: date, known_at: datetime | None) -> Q:
    """Return whether the rule named the person on every day from ``since`` to ``on``.

    Within each spell: on its first day, and nothing ends there that none follows the next day.
    """
    met = [one for one in spells if one.effective_until and one.effective_until >= since]
    if not met or met[0].effective_from > since or has_gap(met):
        return Q(pk__in=[])
    condition = Q()
    for one in met:
        first = max(since, one.effective_from)
        last = min(on, one.effective_until or on)
        condition &= is_named_on(one, first, known_at)
        if first < last:
            for rows in named(one, known_at):
                condition &= ~Q(Exists(broken(rows, first, last, known_at)))
    return condition


def broken(rows: Any, first: date, last: date, known_at: datetime | None) -> QuerySet[Any]:
    """Return what ends from ``first`` on and before ``last`` with none of ``rows`` after it.

    ``rows``: the periods that are named, or the taggings.
    """
    ends = rows.model.objects.known(known_at).filter(
        membership=OuterRef("pk"), valid_until__gte=first, valid_until__lt=last
    )
    next_day = ExpressionWrapper(F("valid_until") + DAY, DateField())
    following = rows.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until")),
        membership=OuterRef("membership"),
        valid_from__lte=OuterRef("next_day"),
    )
    found: QuerySet[Any] = ends.alias(next_day=next_day).filter(~Exists(following))
    return found
