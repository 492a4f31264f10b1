"""Giving a learner a course."""

from courses.learning.models import Enrolment
from courses.usecases.enrol_staff import enrol_staff
from tests.people import NOON


def test_enrolling_opens_one_enrolment_on_the_newest_version(elm, small_course):
    enrolment = enrol_staff(
        learner=elm.amira,
        organisation=elm.organisation,
        course=small_course.course,
        reason=Enrolment.Reason.CHOSEN,
        at=NOON,
    )

    assert enrolment.version == small_course
    assert list(Enrolment.objects.all()) == [enrolment]
