"""What is shown of an attempt that takes no answer any more."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from courses.assessment.models import Attempt
from courses.assessment.queries import responses_of
from courses.usecases.finish_attempt import finish_attempt
from courses.web.learner.attempts import late_answers, shut, url
from courses.web.learner.quiz_sheet import question_of
from tests.people import NOON
from tests.small_course import answer_all
from tests.usecases.timed import timed_attempt

END = NOON + timedelta(minutes=30)
OVER = END + timedelta(seconds=30)


@pytest.fixture
def timed(ready):
    """Return Amira's open attempt of half an hour."""
    return timed_attempt(ready)


def where(attempt, at):
    """Return where ``shut`` sends a reader of the attempt, None where it stays open."""
    answer = shut(SimpleNamespace(), attempt, at=at)
    return answer["Location"] if answer else None


def test_what_came_late_is_said_in_the_words_of_the_options(timed):
    first, second = responses_of(timed)
    right = question_of(first, {"q1-answer": "wait"}).form
    wrong = question_of(second, {"q2-answer": "no-such"}).form

    (late,) = late_answers([(first, right), (second, wrong)])

    assert (late.position, late.chosen) == (1, ("Wait for proof.",))
    assert late.stem == first.item.stem_html


def test_an_attempt_is_open_until_half_a_minute_after_its_end(timed):
    assert where(timed, NOON) is None
    assert where(timed, OVER - timedelta(seconds=1)) is None
    assert where(timed, OVER) == url("answers", timed)


def test_without_a_limit_it_stays_open(attempt):
    assert where(attempt, NOON + timedelta(days=400)) is None


@pytest.mark.parametrize("at", [NOON, OVER])
def test_once_handed_in_it_leads_to_the_result(timed, at):
    answer_all(timed)
    finish_attempt(attempt=timed, at=at)
    handed_in = Attempt.objects.select_related("enrolment").get()

    assert where(handed_in, OVER) == url("result", timed)
