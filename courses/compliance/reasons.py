"""Questions about one person: why each standing is what it is, and what excuses are on record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from courses.accounts.membership import Membership
from courses.compliance.models import Exemption, Requirement
from courses.compliance.queries import Rule, facts_of, rules_of
from courses.compliance.trace import Trace, trace_on
from courses.compliance.urgency import URGENCY


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule and what it means for one person."""

    rule: Rule
    trace: Trace


def reasons_of(
    membership: Membership,
    *,
    rules: Sequence[Rule],
    on: date,
    known_at: datetime | None = None,
) -> list[Reason]:
    """Return every rule with its reasons for one person, the most urgent first; three queries."""
    facts = facts_of([membership], rules=rules, known_at=known_at)
    reasons = [Reason(rule, trace_on(facts.history(membership, rule), on)) for rule in rules]
    return sorted(
        reasons,
        key=lambda one: (
            URGENCY.index(one.trace.finding.state),
            one.trace.finding.until or date.max,
            one.rule.title,
        ),
    )


@dataclass(frozen=True, slots=True)
class Writing:
    """When a rule was written down, the first time or again, and by whom (None: by nobody)."""

    at: datetime
    by_id: int | None


def writings_of(
    rules: Collection[UUID], *, known_at: datetime | None = None
) -> dict[UUID, list[Writing]]:
    """Return when and by whom each rule was set and changed, the first first; one query."""
    rows = Requirement.objects.filter(rule__in=rules)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: dict[UUID, list[Writing]] = {}
    for rule, at, by_id in rows.order_by("recorded_at", "pk").values_list(
        "rule", "recorded_at", "recorded_by_id"
    ):
        found.setdefault(rule, []).append(Writing(at, by_id))
    return found


def reasons_about(membership: Membership, *, course_id: int, on: date) -> list[Reason]:
    """Return the rules in force on ``on`` that ask for a course or take it for a renewal.

    Each with its reasons for one person, the most urgent first. Four queries, one more for tags.
    """
    rules = [
        rule
        for rule in rules_of([membership.organisation_id]).get(membership.organisation_id, [])
        if any(
            one.in_force(on) and course_id in {rule.course_id, one.refresher_id}
            for one in rule.revisions
        )
    ]
    return reasons_of(membership, rules=rules, on=on) if rules else []


def exemptions_of(membership: Membership, *, known_at: datetime | None = None) -> list[Exemption]:
    """Return the exemptions of one person, newest first; one query."""
    mine = Exemption.objects.known(known_at).filter(membership=membership)
    return list(mine.order_by("-valid_from", "-pk"))
