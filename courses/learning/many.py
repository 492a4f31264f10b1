"""Enrolments of many people at once: which are open, and opening more. No transaction is opened."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from courses.accounts.models import Organisation
from courses.catalogue.models import CourseVersion
from courses.learning.models import Completion, Enrolment

ROWS = 1_000


def open_among(
    learner_ids: Sequence[int], *, organisation_id: int, course_id: int
) -> tuple[set[int], dict[int, int]]:
    """Return who of these has the course open and not met, and whose open enrolment met it.

    The latter by learner id, each with the enrolment's id. One query.
    """
    met = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    rows = Enrolment.objects.open().filter(
        learner__in=learner_ids, organisation=organisation_id, course=course_id
    )
    begun: set[int] = set()
    finished: dict[int, int] = {}
    told = rows.annotate(is_met=Exists(met)).values_list("learner", "pk", "is_met")
    for learner, enrolment, is_met in told:
        if is_met:
            finished[learner] = enrolment
        else:
            begun.add(learner)
    return begun, finished


def close_many(enrolment_ids: Sequence[int], *, at: datetime) -> None:
    """Close these enrolments; their records stay, and others may be opened; one statement."""
    Enrolment.objects.filter(pk__in=enrolment_ids, closed_at__isnull=True).update(closed_at=at)


def enrol_many(
    learner_ids: Sequence[int], *, organisation: Organisation, version: CourseVersion, at: datetime
) -> None:
    """Open an enrolment in ``version`` for each of these people; one statement a thousand."""
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                learner_id=learner,
                organisation=organisation,
                course_id=version.course_id,
                version=version,
                reason=Enrolment.Reason.REQUIRED,
                enrolled_at=at,
            )
            for learner in learner_ids
        ),
        batch_size=ROWS,
    )


def newest_enrolments(
    *, learner_ids: Sequence[int], organisation_id: int, course_id: int
) -> dict[int, Enrolment]:
    """Return by learner the newest open enrolment in a course of these people; one query."""
    rows = Enrolment.objects.filter(
        learner__in=learner_ids,
        organisation=organisation_id,
        course=course_id,
        closed_at__isnull=True,
    )
    return {one.learner_id: one for one in rows.order_by("enrolled_at", "pk")}
