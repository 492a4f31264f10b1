"""Courses given to chosen people by a day: questions and writes. No transaction is opened here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from courses.accounts.membership import Membership
from courses.compliance.assignments import Assignment
from courses.compliance.audience import CHOSEN
from courses.compliance.models import Requirement

ROWS = 1_000


def rule_for_chosen(*, organisation_id: int, course_id: int) -> Requirement | None:
    """Return the rule about a course for those who are given it by a day, or None; one query.

    One that has a last day is left alone: what is given then belongs to a rule of its own.
    """
    rows = Requirement.objects.current().filter(
        organisation=organisation_id, course=course_id, effective_until=None
    )
    return next((one for one in rows.order_by("pk") if one.audience == CHOSEN), None)


def assignments_of(membership: Membership, *, known_at: datetime | None = None) -> list[Assignment]:
    """Return what one person was given by a day, what was given last first; one query.

    Each with the id of its ``course``.
    """
    mine = Assignment.objects.known(known_at).filter(membership=membership)
    about = Requirement.objects.filter(rule=OuterRef("rule")).order_by("pk")
    titled = mine.annotate(course=Subquery(about.values("course")[:1]))
    return list(titled.order_by("-valid_from", "-pk"))


def first_day_given(rule: UUID, *, on: date) -> date | None:
    """Return the first day from ``on`` on by which somebody was given the course; one query."""
    rows = Assignment.objects.current().filter(rule=rule, due_on__gte=on)
    days = rows.order_by("due_on").values_list("due_on", flat=True)
    return days.first()


def assign_many(
    members: Sequence[Membership],
    *,
    rule: UUID,
    due_on: date,
    counts_from: Mapping[int, date],
    valid_from: date,
    at: datetime,
    actor_id: int,
) -> list[int]:
    """Give ``members`` what ``rule`` is about until ``due_on``; return the ids of the rows.

    ``counts_from``: the first day that counts, by membership; of whoever is not in it any day does.
    """
    made = Assignment.objects.bulk_create(
        (
            Assignment(
                membership=member,
                organisation_id=member.organisation_id,
                rule=rule,
                due_on=due_on,
                counts_from=counts_from.get(member.pk),
                valid_from=valid_from,
                recorded_at=at,
                recorded_by_id=actor_id,
            )
            for member in members
        ),
        batch_size=ROWS,
    )
    return [one.pk for one in made]
