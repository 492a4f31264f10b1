"""Beginning the quiz."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.assessment.models import Attempt
from courses.assessment.selection import PoolTooSmall
from courses.catalogue.models import Assessment, Section
from courses.learning.services import EnrolmentClosed, close
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.start_attempt import (
    AlreadyPassed,
    LessonsLeft,
    NoAttemptsLeft,
    NoQuiz,
    StartKeyUsed,
    start_attempt,
)
from tests.people import NOON
from tests.small_course import answer_all, enrol, finish_lessons
from tests.tables import everything

LATER = NOON + timedelta(minutes=5)


def start(enrolment, *, key=None, seed="a", at=NOON):
    return start_attempt(enrolment=enrolment, start_key=key or uuid4(), seed=seed, at=at)


def items_of(attempt):
    return [response.item.identifier for response in attempt.responses.select_related("item")]


def test_an_attempt_holds_what_the_blueprint_asks(all_read):
    key = uuid4()

    attempt = start(all_read, key=key)

    assert list(Attempt.objects.all()) == [attempt]
    assert (attempt.enrolment, attempt.number, attempt.start_key) == (all_read, 1, key)
    assert (attempt.started_at, attempt.handed_in_at) == (NOON, None)
    plain, danger = items_of(attempt)
    assert (plain.split("-")[0], danger.split("-")[0]) == ("plain", "danger")
    for position, response in enumerate(attempt.responses.all(), start=1):
        assert (response.position, response.chosen, response.saved_at) == (position, {}, None)
        assert sorted(response.option_order["options"]) == ["ask", "tell-lead", "wait"]


def test_none_is_begun_in_an_enrolment_that_was_closed_meanwhile(all_read):
    close(enrolment=all_read, at=NOON)

    with pytest.raises(EnrolmentClosed):
        start(all_read)

    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("same_key", [True, False])
def test_a_second_time_returns_the_open_attempt_and_writes_nothing(all_read, same_key):
    first = start(all_read)
    before = everything()

    second = start(all_read, key=first.start_key if same_key else None, seed="b", at=LATER)

    assert second == first
    assert everything() == before


def test_the_key_of_a_handed_in_attempt_leads_back_to_it(all_read):
    first = start(all_read)
    answer_all(first, "wait")
    finish_attempt(attempt=first, at=NOON)
    before = everything()

    assert start(all_read, key=first.start_key, seed="b", at=LATER) == first
    assert everything() == before


def test_a_retake_asks_other_questions(all_read):
    first = start(all_read)
    answer_all(first, "wait")
    finish_attempt(attempt=first, at=NOON)

    second = start(all_read, seed="b", at=LATER)

    assert second.number == 2
    assert sorted(items_of(first) + items_of(second)) == [
        "danger-a", "danger-b", "plain-a", "plain-b",
    ]  # fmt: skip


def test_with_a_lesson_left_the_quiz_is_refused(enrolment):
    before = everything()

    with pytest.raises(LessonsLeft):
        start(enrolment)

    assert everything() == before


def test_a_version_without_a_quiz_is_refused(all_read):
    Section.objects.all().delete()
    Assessment.objects.all().delete()
    before = everything()

    with pytest.raises(NoQuiz):
        start(all_read)

    assert everything() == before


def test_a_course_that_was_met_is_refused(right_attempt):
    finish_attempt(attempt=right_attempt, at=NOON)
    before = everything()

    with pytest.raises(AlreadyPassed):
        start(right_attempt.enrolment)

    assert everything() == before


def test_attempts_run_out_where_their_number_is_set(all_read):
    Assessment.objects.update(attempts_allowed=1)
    first = start(all_read)
    answer_all(first, "wait")
    finish_attempt(attempt=first, at=NOON)
    before = everything()

    with pytest.raises(NoAttemptsLeft):
        start(all_read)

    assert everything() == before


def test_a_blueprint_that_asks_too_much_leaves_no_attempt(all_read):
    Section.objects.filter(critical_draw=0).update(draw=3)
    before = everything()

    with pytest.raises(PoolTooSmall):
        start(all_read)

    assert everything() == before


def test_a_key_of_somebody_elses_attempt_opens_nothing(all_read, elm, small_course):
    first = start(all_read)
    other = enrol(elm.noor, elm.organisation, small_course)
    finish_lessons(other)
    before = everything()

    with pytest.raises(StartKeyUsed):
        start(other, key=first.start_key)

    assert everything() == before
