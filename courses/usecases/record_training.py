"""Record training that took place outside the platform."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.learning import services as learning
from courses.learning.models import Completion


@transaction.atomic
def record_training(
    *,
    membership: Membership,
    course: Course,
    completed_on: date,
    minutes: int,
    evidence: str,
    at: datetime,
    actor_id: int | None = None,
) -> Completion:
    """Record that a member completed ``course`` on ``completed_on``.

    ``evidence`` says what shows it.
    """
    completion = learning.record_outside(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course=course,
        completed_on=completed_on,
        minutes=minutes,
        evidence=evidence,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="recorded",
        about=completion,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return completion
