"""The table of training that somebody brought and that was not accepted, with its questions."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.catalogue.models import Course


class BroughtRecord(models.Model):
    """One record of outside training that a lead looked at and did not accept, and why.

    What is accepted is a completion of its own, with who recorded it; this never counts.
    """

    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="brought_records")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    evidence = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(evidence=""),
                name="declined_record_has_evidence_and_reason",
            ),
            models.UniqueConstraint(
                fields=["learner", "organisation", "course", "completed_on", "evidence"],
                name="one_decision_per_declined_record",
            ),
        ]

    def __str__(self) -> str:
        return f"brought record {self.pk}"


def declined_of(
    *, learner: User, organisation_id: int, known_at: datetime | None = None
) -> list[BroughtRecord]:
    """Return what was not accepted there, as known at a moment, newest first; one query."""
    mine = BroughtRecord.objects.filter(learner=learner, organisation=organisation_id)
    if known_at is not None:
        mine = mine.filter(decided_at__lte=known_at)
    return list(mine.select_related("course").order_by("-decided_at", "-pk"))


def decline(
    *,
    learner_id: int,
    organisation_id: int,
    course: Course,
    completed_on: date,
    evidence: str,
    reason: str,
    at: datetime,
    actor_id: int,
) -> tuple[BroughtRecord, bool]:
    """Keep that a record was not accepted; with False where that is kept already."""
    return BroughtRecord.objects.get_or_create(
        learner_id=learner_id,
        organisation_id=organisation_id,
        course=course,
        completed_on=completed_on,
        evidence=evidence,
        defaults={"reason": reason, "decided_at": at, "decided_by_id": actor_id},
    )
