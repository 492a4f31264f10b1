"""An attempt with a time limit, for the tests of what happens to it."""

from courses.assessment.limits import Limits, set_limits
from courses.assessment.models import Attempt
from courses.learning.models import Enrolment
from tests.small_course import open_attempt


def limited(enrolment: Enrolment, *, minutes: int | None = None, tries: int | None = None) -> None:
    """Set what the organisation of ``enrolment`` allows for its quiz."""
    set_limits(
        organisation=enrolment.organisation, course=enrolment.course, limits=Limits(minutes, tries)
    )


def timed_attempt(enrolment: Enrolment, *, minutes: int = 30, **more) -> Attempt:
    """Begin the quiz of ``enrolment``, whose lessons are finished, with a time limit."""
    limited(enrolment, minutes=minutes)
    return open_attempt(enrolment, **more)
