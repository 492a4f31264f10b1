"""Answering one check of a lesson."""

from datetime import timedelta

import pytest

from courses.learning.models import CheckAnswer, LessonProgress
from courses.learning.services import EnrolmentClosed, close
from courses.usecases.answer_check import answer_check
from tests.people import NOON
from tests.small_course import chosen
from tests.tables import everything

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def lesson(enrolment):
    return enrolment.version.lessons.get(identifier="first")


def answer(enrolment, lesson, option="tell-lead", *, block="first-check", at=NOON):
    answer_check(
        enrolment=enrolment,
        lesson=lesson,
        block=lesson.blocks.get(identifier=block),
        chosen=chosen(option),
        at=at,
    )


def test_an_answer_is_kept_and_with_it_the_place(enrolment, lesson):
    answer(enrolment, lesson)

    (kept,) = CheckAnswer.objects.all()
    assert (kept.enrolment, kept.item.identifier) == (enrolment, "check-one")
    assert kept.first_chosen == kept.latest_chosen == chosen("tell-lead")
    (progress,) = LessonProgress.objects.all()
    assert (progress.enrolment, progress.lesson) == (enrolment, lesson)
    assert (progress.last_block, progress.opened_at) == ("first-check", NOON)


def test_the_same_answer_again_writes_nothing_new(enrolment, lesson):
    answer(enrolment, lesson)
    before = everything()

    answer(enrolment, lesson)

    assert everything() == before


def test_a_changed_answer_keeps_the_first(enrolment, lesson):
    answer(enrolment, lesson, "wait")

    answer(enrolment, lesson, "tell-lead", at=LATER)

    (kept,) = CheckAnswer.objects.all()
    assert (kept.first_chosen, kept.latest_chosen) == (chosen("wait"), chosen("tell-lead"))
    assert kept.answered_at == LATER
    (progress,) = LessonProgress.objects.all()
    assert (progress.opened_at, progress.placed_at) == (NOON, LATER)


def test_a_block_that_asks_nothing_is_refused(enrolment, lesson):
    before = everything()

    with pytest.raises(ValueError, match="Only a check can be answered"):
        answer(enrolment, lesson, block="notice")

    assert everything() == before


def test_in_an_enrolment_that_was_closed_meanwhile_nothing_is_kept(enrolment, lesson):
    close(enrolment=enrolment, at=NOON)
    before = everything()

    with pytest.raises(EnrolmentClosed):
        answer(enrolment, lesson, at=LATER)

    assert everything() == before


def test_an_answer_whose_place_cannot_be_kept_is_not_kept_either(enrolment, lesson):
    block = lesson.blocks.get(identifier="first-check")
    before = everything()
    gone = type(lesson)(pk=None, version=lesson.version)

    with pytest.raises(ValueError, match="lesson"):
        answer_check(enrolment=enrolment, lesson=gone, block=block, chosen=chosen(), at=NOON)

    assert everything() == before
