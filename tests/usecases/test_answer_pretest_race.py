"""Eight at once: each question has one first answer, and the lesson is known by those alone."""

import pytest

from courses.learning.models import CheckAnswer, LessonProgress
from tests.pretesting import FIRST_RIGHT, FIRST_WRONG, make_pretest_course
from tests.small_course import enrol
from tests.tables import verbs_about
from tests.usecases.racing import EIGHT, at_once, browsers, posting


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_one(elm, harbour):
    enrolment = enrol(elm.amira, elm.organisation, make_pretest_course())
    course = f"/learn/{enrolment.registration}/"
    jobs = [
        posting(client, f"{course}pretest/first/", FIRST_RIGHT if n % 2 else FIRST_WRONG)
        for n, client in enumerate(browsers(enrolment.learner))
    ]

    answers = at_once(jobs)

    assert answers == [(303, f"{course}pretest/second/")] * EIGHT
    firsts = [row.first_chosen["chosen"] for row in CheckAnswer.objects.order_by("item")]
    known = firsts == [["tell-lead"], ["tell-lead"]]
    assert known or firsts == [["tell-lead"], ["wait"]]
    assert [row.tested_out for row in LessonProgress.objects.all()] == [True] * known
    assert verbs_about(enrolment) == ["completed-lesson"] * known
