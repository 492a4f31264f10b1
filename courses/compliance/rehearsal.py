"""What a rule would do before it is saved: how many people would stand where under it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.scope import Scope
from courses.compliance.assigning import first_day_given
from courses.compliance.audience import Audience
from courses.compliance.facts import (
    completions_by_learner,
    periods_by_membership,
    tags_by_membership,
)
from courses.compliance.models import Requirement
from courses.compliance.possible import Fault, ImpossibleRule, faults_of
from courses.compliance.queries import (
    Rule,
    courses_of,
    done_for,
)
from courses.compliance.reading import revision_of
from courses.compliance.services import Asked
from courses.compliance.status import History, Revision, State, status_on
from courses.learning.openings import opening_of


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many of the people whom a rule would name stand in each state on a day."""

    on: date
    states: Mapping[State, int]

    @property
    def people(self) -> int:
        """Return how many people the rule would name."""
        return sum(self.states.values())

    @property
    def mark(self) -> str:
        """Return what tells this outcome from another, to see whether anything has moved since."""
        counts = "-".join(f"{state}:{self.states[state]}" for state in sorted(self.states))
        return f"{self.on.isoformat()}-{counts}"


def rehearse(
    *, organisation: Organisation, course: Course, revision: Revision, on: date
) -> Rehearsal:
    """Return where the people named by ``revision`` would stand on ``on``; nothing is written.

    Of this rule alone, whatever others say. Three queries; one more where it asks for a tag.
    """
    members = list(Membership.objects.filter(organisation=organisation).on(on))
    periods = periods_by_membership(members)
    rule = Rule(uuid4(), course.pk, (revision,), organisation.pk, course.slug, course.slug)
    done = completions_by_learner(members, course_ids=courses_of([rule]))
    tagged = tags_by_membership([m.pk for m in members], revisions=[revision])
    states: Counter[State] = Counter()
    for member in members:
        history = History(
            periods=periods[member.pk],
            revisions=rule.revisions,
            completions=done_for(rule, member, done),
            tagged=tagged.get(member.pk, ()),
        )
        states[status_on(history, on).state] += 1
    del states[State.NOT_REQUIRED]
    return Rehearsal(on, states)


def refuse_impossible(drawn: Requirement, *, on: date) -> None:
    """Refuse a rule, not saved yet, that contradicts itself or another; three queries at most.

    Or that asks for a course before the organisation opens it.

    :raises ImpossibleRule: with everything that is wrong with it.
    """
    pairs = [] if drawn.refresher_id is None else renewed_by(drawn, on=on)
    faults = faults_of(revision_of(drawn), course_id=drawn.course_id, today=on, renewed_by=pairs)
    opens_on = opening_of(organisation_id=drawn.organisation_id, course_id=drawn.course_id)
    if opens_on and opens_on > on and earliest_due(drawn) < opens_on:
        faults.append(Fault.DUE_BEFORE_OPENING)
    if faults:
        raise ImpossibleRule(faults)


def earliest_due(row: Requirement) -> date:
    """Return the first day by which anybody may have to complete what ``row`` asks for; one query.

    Days run from the first revision of its rule.
    """
    earlier = Requirement.objects.current().filter(rule=row.rule).order_by("effective_from")
    first = earlier.values_list("effective_from", flat=True).first()
    started = min(first or row.effective_from, row.effective_from)
    return revision_of(row).first_due(started=started)


def first_due_day(*, organisation: Organisation, course: Course, on: date) -> date | None:
    """Return the first day by which a rule asks anybody for ``course``; None where none does.

    Of rules that are not over on ``on``; one query, and one more for each revision of them. Of a
    rule for chosen people, the first day by which one of them was given it.
    """
    rows = Requirement.objects.current().filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=on),
        organisation=organisation,
        course=course,
    )
    days = (
        first_day_given(row.rule, on=on) if row.audience.chosen else earliest_due(row)
        for row in rows
    )
    return min((day for day in days if day is not None), default=None)


def longest_lasting(organisation_id: int | None, *, ever: int) -> int:
    """Return for how many months the longest rule that stands lets a completion count; 0 by none.

    ``ever``: what is returned of one that lets it count for ever. One query.
    """
    rows = Requirement.objects.current().filter(organisation=organisation_id)
    return rows.aggregate(most=Max(Coalesce("valid_months", ever)))["most"] or 0


def already_made(drawn: Requirement) -> Requirement | None:
    """Return the rule that asks for just what ``drawn`` does, from the same day on, or None."""
    asked = {name: getattr(drawn, name) for name in Asked.__annotations__}
    audience = asked.pop("audience")
    same = Requirement.objects.current().filter(
        organisation=drawn.organisation_id,
        course=drawn.course_id,
        effective_from=drawn.effective_from,
        effective_until=None,
        **asked,
    )
    return next((one for one in same if one.audience == audience), None)


def renewed_by(drawn: Requirement, *, on: date) -> list[tuple[int, int]]:
    """Return which course the other rules that are not over renew by which; one query."""
    rows = Requirement.objects.current().filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=on),
        organisation=drawn.organisation_id,
        refresher__isnull=False,
    )
    return list(rows.exclude(rule=drawn.rule).values_list("course", "refresher"))


def rules_in(scope: Scope) -> list[Requirement]:
    """Return the rules that hold or are to begin, as far as the scope goes; one query.

    Those for everybody are for all to see; those of other sites and teams alone are not.
    """
    rows = Requirement.objects.current().filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=scope.on),
        organisation=scope.organisation_id,
    )
    related = rows.select_related("course", "refresher")
    every = related.order_by("course__slug", "effective_from", "pk")
    return [one for one in every if is_shown(scope, one.audience)]


def is_shown(scope: Scope, audience: Audience) -> bool:
    """Test whether ``scope`` shows a rule for ``audience``: for everywhere, or a place of it."""
    if scope.whole or not (audience.sites or audience.teams):
        return True
    mine = scope.site_ids.intersection(audience.sites), scope.team_ids.intersection(audience.teams)
    return any(mine)


def rules_on_bundled(*, organisation: Organisation, slug: str, on: date) -> int:
    """Return how many rules that hold or are to begin name the bundled course ``slug``."""
    rows = Requirement.objects.current().filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=on),
        organisation=organisation,
        course__slug=slug,
        course__owner__isnull=True,
    )
    return rows.values("rule").distinct().count()


def may_change(scope: Scope, rule: Requirement) -> bool:
    """Test whether somebody with ``scope`` may end ``rule``: one for their own places alone."""
    sites, teams = rule.audience.sites, rule.audience.teams
    return (
        scope.whole
        or (bool(sites) and scope.site_ids.issuperset(sites))
        or (bool(teams) and scope.team_ids.issuperset(teams))
    )


def rule_in(scope: Scope, rule: UUID) -> Requirement | None:
    """Return the newest revision of a rule that the scope shows, or None."""
    found = [one for one in rules_in(scope) if one.rule == rule]
    return found[-1] if found else None


def same_audience(
    *,
    organisation: Organisation,
    course: Course,
    audience: Audience,
    effective_from: date,
) -> Requirement | None:
    """Return a rule for just these people and this course that still holds then, or None."""
    rows = Requirement.objects.current().filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=effective_from),
        organisation=organisation,
        course=course,
    )
    return next((one for one in rows if one.audience == audience), None)


def rules_naming(organisation_id: int, *, kind: str, pk: int) -> int:
    """Return how many revisions, past ones too, name a job, site, team or tag; one query.

    ``kind`` is the field of an audience.
    """
    rows = Requirement.objects.filter(organisation=organisation_id)
    named = rows.values_list("audience", flat=True)
    return sum(pk in getattr(audience, kind) for audience in named)
