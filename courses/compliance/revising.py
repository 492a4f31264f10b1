"""What a rule would do before it is saved: who changes, and from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import uuid4

from courses.accounts.membership import Membership, MembershipQuerySet
from courses.compliance.conditions import is_named_on
from courses.compliance.models import Requirement
from courses.compliance.queries import Rule, rules_of, standings_read
from courses.compliance.reading import revision_of
from courses.compliance.status import Finding, Revision, State


class Group(StrEnum):
    """What a change makes of one person's standing in a course."""

    OVERDUE = "overdue"
    TO_DO = "to-do"
    HELD = "held"
    FREE = "free"
    EXEMPT = "exempt"
    DAY = "day"  # the same state, until another day


GROUPS = {
    State.OVERDUE: Group.OVERDUE,
    State.DUE_SOON: Group.TO_DO,
    State.DUE: Group.TO_DO,
    State.RENEWAL_OPEN: Group.HELD,
    State.IN_DATE: Group.HELD,
    State.EXEMPT: Group.EXEMPT,
    State.NOT_REQUIRED: Group.FREE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose standing in the course would be another, on the first day."""

    membership_id: int
    name: str
    before: Finding
    after: Finding

    @property
    def where(self) -> tuple[object, ...]:
        """Return what else tells it from others: nothing where all are of one course and day."""
        return ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everybody whose standing would change on ``on``, by name; ``same`` counts the others.

    Of several courses, one change for each in which somebody's would.
    """

    on: date
    changes: tuple[Change, ...]
    same: int

    @property
    def people(self) -> int:
        """Return how many people change."""
        return len({one.membership_id for one in self.changes})

    @property
    def mark(self) -> str:
        """Return what tells this outcome from another, to see whether anything moved since."""
        told = [
            (
                one.membership_id,
                one.before.state,
                one.before.until,
                one.after.state,
                one.after.until,
                *one.where,
            )
            for one in self.changes
        ]
        return sha256(f"{self.on}|{self.same}|{told}".encode()).hexdigest()[:32]


def rehearse_revision(*, requirement: Requirement, revision: Revision, on: date) -> Outcome:
    """Return who would stand otherwise on ``on`` if ``revision`` took over; nothing is written.

    Every rule for the course counts, as on the lead's pages. Eight queries.
    """
    rules = rules_about(requirement)
    revised = [
        with_revision(rule, revision) if rule.identifier == requirement.rule else rule
        for rule in rules
    ]
    return outcome_of(requirement, before=rules, after=revised, on=on)


def rehearse_new(*, drawn: Requirement, on: date) -> Outcome:
    """Return who would stand otherwise on ``on`` if the rule ``drawn`` were made; as above."""
    rules = rules_about(drawn)
    return outcome_of(drawn, before=rules, after=with_drawn(rules, drawn), on=on)


def with_drawn(rules: Sequence[Rule], drawn: Requirement) -> list[Rule]:
    """Return ``rules`` as they would be once ``drawn``, not saved, took over or joined them."""
    revision = revision_of(drawn)
    if any(rule.identifier == drawn.rule for rule in rules):
        return [
            with_revision(rule, revision) if rule.identifier == drawn.rule else rule
            for rule in rules
        ]
    course, here = drawn.course_id, drawn.organisation_id
    return [*rules, Rule(uuid4(), course, (revision,), here, slug="", title="")]


def rules_about(requirement: Requirement) -> list[Rule]:
    """Return the rules of its organisation about the course of ``requirement``; one query."""
    here = requirement.organisation_id
    found = rules_of([here]).get(here, [])
    return [rule for rule in found if rule.course_id == requirement.course_id]


def outcome_of(
    requirement: Requirement,
    *,
    before: Sequence[Rule],
    after: Sequence[Rule],
    on: date,
    only: Revision | None = None,
) -> Outcome:
    """Return who would stand otherwise in the course under the rules ``after``; seven queries.

    ``only``: nobody else is read than those it names on ``on``, as no other changes; one more.
    """
    people = Membership.objects.filter(organisation=requirement.organisation_id).on(on)
    members = in_order(people.filter(is_named_on(only, on, None)) if only else people)
    everybody = people.count() if only else len(members)
    was = standings_read(members, rules=before, on=on)
    will = standings_read(members, rules=after, on=on)
    course = requirement.course_id
    found = [
        Change(one.pk, one.user.name, was.finding(one.pk, course), will.finding(one.pk, course))
        for one in members
    ]
    changes = tuple(one for one in found if is_another(one.before, one.after))
    return Outcome(on, changes, everybody - len(changes))


def in_order(people: MembershipQuerySet) -> list[Membership]:
    """Return these people by name; one query."""
    return list(people.select_related("user").order_by("user__folded_name", "pk"))


def is_another(before: Finding, after: Finding) -> bool:
    """Test whether the state or its day differs."""
    return (before.state, before.until) != (after.state, after.until)


def group_of(before: Finding, after: Finding) -> Group:
    """Return what it makes of somebody who stood as ``before`` to stand as ``after``."""
    return Group.DAY if before.state is after.state else GROUPS[after.state]


def with_revision(rule: Rule, revision: Revision) -> Rule:
    """Return ``rule`` as it would be once ``revision`` took over from its first day on."""
    last = revision.effective_from - timedelta(days=1)
    kept = [
        replace(one, effective_until=last) if one.in_force(revision.effective_from) else one
        for one in rule.revisions
        if one.effective_from < revision.effective_from
    ]
    return replace(rule, revisions=(*kept, revision))
