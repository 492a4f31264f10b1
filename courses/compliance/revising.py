"""What revising a rule would do before it is saved: who changes, and from what to what."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from courses.accounts.membership import Membership
from courses.compliance.models import Requirement
from courses.compliance.queries import Rule, rules_of, standings_read
from courses.compliance.status import Finding, Revision


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose standing in the course would be another, on the first day."""

    membership_id: int
    name: str
    before: Finding
    after: Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everybody whose standing would change on ``on``, by name; ``same`` counts the others."""

    on: date
    changes: tuple[Change, ...]
    same: int

    @property
    def mark(self) -> str:
        """Return what tells this outcome from another, to see whether anything moved since."""
        told = [
            f"{one.membership_id}:{one.before.state}:{one.after.state}:{one.after.until}"
            for one in self.changes
        ]
        return sha256(f"{self.on}|{self.same}|{told}".encode()).hexdigest()[:32]


def rehearse_revision(*, requirement: Requirement, revision: Revision, on: date) -> Outcome:
    """Return who would stand otherwise on ``on`` if ``revision`` took over; nothing is written.

    Every rule for the course counts, as on the lead's pages. Eight queries.
    """
    people = Membership.objects.filter(organisation=requirement.organisation_id).on(on)
    members = list(people.select_related("user").order_by("user__folded_name", "pk"))
    rules = [
        rule
        for rule in rules_of([requirement.organisation_id])[requirement.organisation_id]
        if rule.course_id == requirement.course_id
    ]
    revised = [
        with_revision(rule, revision) if rule.identifier == requirement.rule else rule
        for rule in rules
    ]
    course = requirement.course_id
    before = standings_read(members, rules=rules, on=on).standings
    after = standings_read(members, rules=revised, on=on).standings
    changes = tuple(
        Change(one.pk, one.user.name, before[one.pk][course].finding, after[one.pk][course].finding)
        for one in members
        if is_another(before[one.pk][course].finding, after[one.pk][course].finding)
    )
    return Outcome(on, changes, len(members) - len(changes))


def is_another(before: Finding, after: Finding) -> bool:
    """Test whether the state or its day differs."""
    return (before.state, before.until) != (after.state, after.until)


def with_revision(rule: Rule, revision: Revision) -> Rule:
    """Return ``rule`` as it would be once ``revision`` took over from its first day on."""
    last = revision.effective_from - timedelta(days=1)
    kept = [
        replace(one, effective_until=last) if one.in_force(revision.effective_from) else one
        for one in rule.revisions
        if one.effective_from < revision.effective_from
    ]
    return replace(rule, revisions=(*kept, revision))
