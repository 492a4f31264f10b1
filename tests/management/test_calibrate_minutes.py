"""The command that sets the minutes of lessons by how long people take."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from courses.catalogue.models import Lesson
from courses.learning.models import LessonProgress
from tests.people import NOON, make_member
from tests.small_course import enrol


def printed():
    out = StringIO()
    call_command("calibrate_minutes", stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_each_lesson_is_given_and_takes(elm, small_course):
    assert printed() == ["Lessons with observed minutes: 0"]
    taken = {"first": 6, "second": 12}
    for n in range(10):
        who = make_member(
            elm.organisation, elm.north, elm.teacher, f"R {n}", email=f"r{n}@x.example"
        )
        enrolment = enrol(who, elm.organisation, small_course)
        for lesson in Lesson.objects.filter(version=small_course):
            LessonProgress.objects.create(
                enrolment=enrolment, lesson=lesson, opened_at=NOON, placed_at=NOON,
                completed_at=NOON + timedelta(minutes=taken[lesson.identifier]),
            )  # fmt: skip

    first = f"{small_course.course.slug} 1.0.0"
    assert (
        printed()
        == printed()
        == [
            f"{first} first: given 6 minutes, observed 6",
            f"{first} second: given 7 minutes, observed 12 (far off: count its words again)",
            "Lessons with observed minutes: 2",
        ]
    )
