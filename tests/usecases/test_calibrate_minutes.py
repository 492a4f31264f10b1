"""The minutes of lessons follow how long people take: none of few, nothing twice, no one's own."""

from datetime import timedelta

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.catalogue.models import CourseVersion, Lesson
from courses.common.vocabulary import VERBS
from courses.learning.models import LessonProgress
from courses.learning.pace import paces_of
from courses.learning.queries import lesson_states, reading_times
from courses.usecases.calibrate_minutes import calibrate_minutes
from tests.people import NOON, make_harbour, make_member
from tests.small_course import enrol
from tests.tables import everything


@pytest.fixture
def read(elm, small_course):
    """Return what lets that many people read the first lesson, nine minutes each."""
    lesson = Lesson.objects.get(version=small_course, identifier="first")

    def make(count, minutes=9, start=0, **more):
        for n in range(start, start + count):
            who = make_member(
                elm.organisation, elm.north, elm.teacher, f"R {n}", email=f"r{n}@x.example"
            )
            LessonProgress.objects.create(
                enrolment=enrol(who, elm.organisation, small_course),
                lesson=lesson,
                opened_at=NOON - timedelta(minutes=minutes),
                placed_at=NOON,
                completed_at=NOON,
                **more,
            )

    return make


def shown(enrolment):
    fresh = type(enrolment).objects.select_related("version").get(pk=enrolment.pk)
    return [(one.minutes, one.is_observed) for one in lesson_states(fresh)]


def test_ten_readers_set_the_minutes_of_their_lesson_alone(read, elm, small_course):
    mine = enrol(elm.amira, elm.organisation, small_course)
    read(9)
    assert calibrate_minutes(at=NOON) == []
    assert shown(mine) == [(6, False), (7, False)]
    read(1, start=9)

    (one,) = calibrate_minutes(at=NOON)

    assert (one.lesson.identifier, one.observed) == ("first", 9)
    assert shown(mine) == [(9, True), (7, False)]
    event = AuditEvent.objects.get(verb="calibrated-minutes")
    assert event.details == {"v": 1, "lessons": 1}
    small_course.refresh_from_db()
    assert paces_of(small_course.paces) == {"first": 9}


def test_a_second_run_returns_the_same_and_writes_nothing(read):
    read(10)
    calibrate_minutes(at=NOON)
    before = everything()

    assert [one.observed for one in calibrate_minutes(at=NOON)] == [9]
    assert everything() == before


def test_who_knew_it_or_reads_again_counts_not(read, small_course):
    lesson = Lesson.objects.get(version=small_course, identifier="first")
    read(10, tested_out=True)
    assert reading_times(lesson, course_id=small_course.course_id) == []
    read(1, start=10)
    again = LessonProgress.objects.latest("pk")
    other = enrol(again.enrolment.learner, make_harbour().organisation, small_course)
    LessonProgress.objects.create(
        enrolment=other, lesson=lesson, opened_at=NOON, placed_at=NOON,
        completed_at=NOON + timedelta(minutes=3),
    )  # fmt: skip

    assert reading_times(lesson, course_id=small_course.course_id) == [timedelta(minutes=9)]


def test_what_is_observed_no_more_is_forgotten(read, small_course):
    read(10)
    calibrate_minutes(at=NOON)
    LessonProgress.objects.all().delete()

    assert calibrate_minutes(at=NOON) == []
    assert paces_of(CourseVersion.objects.get(pk=small_course.pk).paces) == {}


def test_when_the_trail_cannot_be_written_nothing_is_kept(read, monkeypatch):
    read(10)
    monkeypatch.delitem(VERBS, "calibrated-minutes")
    before = everything()

    with pytest.raises(UnknownVerb):
        calibrate_minutes(at=NOON)

    assert everything() == before
