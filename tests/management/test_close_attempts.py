"""The command that hands in what nobody came back to."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from courses.assessment.models import Attempt
from tests.small_course import enrol, finish_lessons
from tests.usecases.timed import timed_attempt


def run():
    out = StringIO()
    call_command("close_attempts", stdout=out)
    return out.getvalue().strip()


def test_attempts_whose_time_is_over_are_handed_in_once(elm, harbour, small_course):
    now = timezone.now()
    for user, begun in ((elm.amira, now - timedelta(hours=1)), (elm.noor, now)):
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        timed_attempt(enrolment, at=begun)

    assert [run(), run()] == ["1 attempts handed in", "0 attempts handed in"]
    (still_open,) = Attempt.objects.filter(handed_in_at__isnull=True)
    assert still_open.enrolment.learner == elm.noor
