"""Set how long an attempt at the quiz of a course may take in an organisation, and how often."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.assessment.limits import Limits, kept_limits, set_limits
from courses.audit.services import record
from courses.catalogue.models import Course


@transaction.atomic
def limit_quiz(
    *,
    organisation: Organisation,
    course: Course,
    limits: Limits,
    at: datetime,
    actor_id: int | None,
) -> bool:
    """Keep ``limits`` for the quiz of ``course``, and return whether that changed anything.

    They hold for attempts begun from then on. A repeat writes nothing.
    """
    if kept_limits(organisation.pk, course.pk) == limits:
        return False
    set_limits(organisation=organisation, course=course, limits=limits)
    record(
        verb="limited-quiz",
        about=course,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"minutes": limits.minutes, "tries": limits.tries},
    )
    return True
