"""Setting how long and how often a quiz may be taken."""

from datetime import timedelta

import pytest

from courses.assessment.limits import Limits, kept_limits
from courses.assessment.models import Attempt
from courses.audit.models import AuditEvent
from courses.usecases import limit_quiz as limiting
from courses.usecases.limit_quiz import limit_quiz
from tests.people import NOON
from tests.tables import everything, trail
from tests.usecases.timed import timed_attempt


def limit(elm, small_course, minutes=None, tries=None):
    return limit_quiz(
        organisation=elm.organisation,
        course=small_course.course,
        limits=Limits(minutes, tries),
        at=NOON,
        actor_id=elm.ash.pk,
    )


def test_limits_are_kept_with_one_line_in_the_trail(elm, harbour, small_course):
    assert limit(elm, small_course, 30, 3) is True

    assert kept_limits(elm.organisation.pk, small_course.course_id) == Limits(30, 3)
    assert trail(elm.organisation.pk) == [
        ("limited-quiz", "course", small_course.course_id, elm.ash.pk)
    ]
    assert AuditEvent.objects.get().details == {"v": 1, "minutes": 30, "tries": 3}


@pytest.mark.parametrize("limits", [(None, None), (30, None)])
def test_a_repeat_writes_nothing(elm, small_course, limits):
    limit(elm, small_course, *limits)
    before = everything()

    assert limit(elm, small_course, *limits) is False
    assert everything() == before


def test_limits_are_taken_away_again(elm, small_course):
    limit(elm, small_course, 30, 3)

    assert limit(elm, small_course) is True
    assert kept_limits(elm.organisation.pk, small_course.course_id) == Limits()


def test_an_attempt_under_way_keeps_the_time_it_was_given(elm, small_course, all_read):
    attempt = timed_attempt(all_read, minutes=30)

    limit(elm, small_course, 10)

    assert Attempt.objects.get() == attempt
    assert Attempt.objects.get().ends_at == NOON + timedelta(minutes=30)


def test_if_the_trail_cannot_be_written_nothing_is(elm, small_course, monkeypatch):
    def broken(**_event):
        raise RuntimeError("no trail")

    before = everything()
    monkeypatch.setattr(limiting, "record", broken)

    with pytest.raises(RuntimeError):
        limit(elm, small_course, 30)

    assert everything() == before
