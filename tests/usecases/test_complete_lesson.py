"""Finishing one lesson."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning import services as learning
from courses.learning.models import LessonProgress
from courses.usecases.complete_lesson import ChecksUnanswered, complete_lesson
from tests.people import NOON
from tests.small_course import chosen
from tests.tables import everything, trail

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def lesson(enrolment):
    return enrolment.version.lessons.get(identifier="first")


@pytest.fixture
def answered(enrolment, lesson):
    item = lesson.blocks.get(identifier="first-check").item
    learning.answer_check(enrolment=enrolment, item=item, chosen=chosen("wait"), at=NOON)
    return enrolment


def test_a_lesson_whose_checks_are_answered_is_finished(answered, lesson):
    complete_lesson(enrolment=answered, lesson=lesson, at=LATER)

    (progress,) = LessonProgress.objects.all()
    assert (progress.lesson, progress.completed_at) == (lesson, LATER)
    assert trail(answered.organisation_id) == [
        ("completed-lesson", "enrolment", answered.pk, answered.learner_id)
    ]


def test_a_second_time_writes_nothing(answered, lesson):
    complete_lesson(enrolment=answered, lesson=lesson, at=NOON)
    before = everything()

    complete_lesson(enrolment=answered, lesson=lesson, at=LATER)

    assert everything() == before


def test_a_lesson_with_a_check_left_is_refused(enrolment, lesson):
    before = everything()

    with pytest.raises(ChecksUnanswered) as refused:
        complete_lesson(enrolment=enrolment, lesson=lesson, at=NOON)

    assert refused.value.blocks == ("first-check",)
    assert everything() == before


def test_without_its_audit_event_nothing_is_written(answered, lesson, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "completed-lesson")

    with pytest.raises(UnknownVerb):
        complete_lesson(enrolment=answered, lesson=lesson, at=NOON)

    assert everything() == before
