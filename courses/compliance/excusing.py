"""Exemptions of many people, and taking back what many were allowed; opens no transaction."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from courses.accounts.membership import Membership
from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption, Requirement

ROWS = 1_000


def rules_asking(*, course_id: int, organisation_id: int, on: date | None) -> list[UUID]:
    """Return the rules of an organisation about a course; with ``on`` those not over by then."""
    rules = Requirement.objects.current().filter(organisation=organisation_id, course=course_id)
    if on is not None:
        rules = rules.filter(Q(effective_until__isnull=True) | Q(effective_until__gte=on))
    return sorted(set(rules.values_list("rule", flat=True)))


def excused_alike(
    members: Sequence[Membership], rules: Sequence[UUID], *, reason: str, last_day: date
) -> set[int]:
    """Return who is excused from all of ``rules`` to that day for that reason; one query."""
    rows = Exemption.objects.current().filter(
        membership__in=[one.pk for one in members],
        rule__in=rules,
        reason=reason,
        valid_until=last_day,
    )
    found: dict[int, set[UUID]] = {}
    for membership, rule in rows.values_list("membership", "rule"):
        found.setdefault(membership, set()).add(rule)
    return {membership for membership, excused in found.items() if excused == set(rules)}


def exempt_many(
    members: Sequence[Membership],
    rules: Sequence[UUID],
    *,
    reason: str,
    valid_from: date,
    valid_until: date,
    at: datetime,
    actor_id: int,
) -> list[int]:
    """Excuse ``members`` from ``rules``; return the ids of the rows; one statement a thousand."""
    made = Exemption.objects.bulk_create(
        (
            Exemption(
                membership=member,
                organisation_id=member.organisation_id,
                rule=rule,
                reason=reason,
                valid_from=valid_from,
                valid_until=valid_until,
                recorded_at=at,
                recorded_by_id=actor_id,
            )
            for member in members
            for rule in rules
        ),
        batch_size=ROWS,
    )
    return [one.pk for one in made]


def cancel_many(
    table: type[Exemption | Extension | Assignment],
    ids: Sequence[int],
    members: Collection[int],
    *,
    at: datetime,
) -> set[int]:
    """Take those of these rows back that nobody has changed; return whose all were.

    Of somebody with one that was changed meanwhile, none is taken back. Two statements a thousand.
    """
    done: set[int] = set()
    rows = {
        row.pk: row
        for start in range(0, len(ids), ROWS)
        for row in table.objects.in_bulk(ids[start : start + ROWS]).values()
    }
    changed = {row.membership_id for row in rows.values() if row.superseded_at is not None}
    back = [
        row
        for row in rows.values()
        if row.membership_id in members and row.membership_id not in changed
    ]
    for start in range(0, len(back), ROWS):
        some = back[start : start + ROWS]
        table.objects.filter(pk__in=[row.pk for row in some], superseded_at__isnull=True).update(
            superseded_at=at
        )
        done |= {row.membership_id for row in some}
    return done
