"""Give the pass to people who would have had it under a corrected answer key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from courses.accounts.models import Organisation
from courses.assessment import services as assessment
from courses.assessment.corrected_queries import Results, corrected_in, results_touched
from courses.assessment.models import Attempt
from courses.assessment.queries import not_sitting
from courses.audit.services import record
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import course_minutes
from courses.learning import services as learning
from courses.learning.models import Completion, Enrolment
from courses.usecases.finish_attempt import issue_certificate

Learners = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What came of it: how many have the pass, and how many sit another try at the moment."""

    people: int
    sitting: int


def affected_by(
    version: CourseVersion, *, organisation: Organisation, learners: Learners
) -> Results:
    """Return the results of these learners that the key of ``version``, as corrected, touches."""
    return results_touched(
        corrected=corrected_in(version),
        organisation_id=organisation.pk,
        course_id=version.course_id,
        learners=learners,
    )


@transaction.atomic
def give_pass(
    *,
    version: CourseVersion,
    organisation: Organisation,
    learners: Learners,
    attempts: Collection[int],
    reason: str,
    at: datetime,
    actor_id: int,
) -> Given:
    """Let these ``attempts`` count as passed by the key of ``version``, everything or nothing.

    The try itself keeps what it came to. A completion is added, as of the day the try was handed
    in and known from ``at`` on, with its certificate. Only tries that would have met the standard,
    of ``learners`` who have not completed the course since: a repeat writes nothing. Whoever sits
    another try at the moment is left until it is handed in.
    """
    held = assessment.hold(attempts=attempts)
    found = affected_by(version, organisation=organisation, learners=learners)
    wanted = [one.attempt_id for one in found.gain if one.attempt_id in held]
    free = set(
        not_sitting(Enrolment.objects.filter(attempts__in=wanted)).values_list("pk", flat=True)
    )
    given = [held[pk] for pk in wanted if held[pk].enrolment_id in free]
    for attempt in given:
        complete(attempt, version, reason, at=at, actor_id=actor_id)
    return Given(len(given), len(wanted) - len(given))


def complete(
    attempt: Attempt, version: CourseVersion, reason: str, *, at: datetime, actor_id: int
) -> None:
    """Add the completion of ``attempt`` with its certificate, and two audit events."""
    enrolment = attempt.enrolment
    completion = learning.complete(
        enrolment=enrolment,
        how=Completion.How.QUIZ,
        minutes=course_minutes(enrolment.version_id),
        at=attempt.handed_in_at or at,
        recorded_at=at,
        evidence=reason,
        actor_id=actor_id,
    )
    certificate = issue_certificate(completion=completion, version=enrolment.version, at=at)
    here = enrolment.organisation_id
    record(
        verb="gave-pass",
        about=attempt,
        organisation_id=here,
        actor_id=actor_id,
        at=at,
        details={"version": version.pk, "completion": completion.pk},
    )
    record(verb="issued", about=certificate, organisation_id=here, actor_id=actor_id, at=at)
