"""Lengthening one's own attempt."""

from datetime import timedelta

import pytest

from courses.assessment import services as assessment
from courses.assessment.models import Attempt, Response
from courses.assessment.services import AttemptFinished
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.take_more_time import take_more_time
from tests.people import NOON
from tests.small_course import answer_all, chosen
from tests.tables import everything
from tests.usecases.racing import EIGHT, at_once
from tests.usecases.timed import timed_attempt

END = NOON + timedelta(minutes=30)


@pytest.fixture
def timed(all_read):
    """Return Amira's open attempt of half an hour, nothing answered."""
    return timed_attempt(all_read)


def take(attempt, *, seen=0, given=None, at=NOON):
    return take_more_time(attempt=attempt, seen=seen, given=given or {}, at=at)


def times():
    attempt = Attempt.objects.get()
    return attempt.extensions, attempt.extra_minutes, attempt.ends_at


def test_a_press_adds_a_quarter_and_saves_what_came_with_it(timed):
    first = timed.responses.first()

    assert take(timed, given={first: chosen("ask")}, at=END) is True

    assert times() == (1, 8, END + timedelta(minutes=8))
    kept = Response.objects.get(pk=first.pk)
    assert (kept.chosen, kept.saved_at) == (chosen("ask"), END)


def test_the_same_press_twice_adds_once_and_saves_all_the_same(timed):
    first = timed.responses.first()
    take(timed)

    assert take(timed, given={first: chosen("wait")}) is False

    assert times() == (1, 8, END + timedelta(minutes=8))
    assert Response.objects.get(pk=first.pk).chosen == chosen("wait")


def test_ten_times_is_as_often_as_it_goes(timed):
    answers = [take(timed, seen=seen) for seen in range(11)]

    assert answers == [True] * 10 + [False]
    assert times() == (10, 80, END + timedelta(minutes=80))


def test_a_number_that_no_page_said_adds_nothing(timed):
    assert take(timed, seen=-1) is False
    assert take(timed, seen=3) is False
    assert times() == (0, 0, END)


def test_an_attempt_without_a_limit_has_nothing_to_add_to(attempt):
    assert take(attempt) is False
    assert times() == (0, 0, None)


def test_once_it_is_over_or_handed_in_nothing_is_added_or_saved(timed):
    first = timed.responses.first()
    late = {"given": {first: chosen("ask")}, "at": END + timedelta(seconds=30)}
    before = everything()
    with pytest.raises(AttemptFinished):
        take(timed, **late)
    assert everything() == before

    answer_all(timed)
    finish_attempt(attempt=timed, at=NOON)
    before = everything()
    with pytest.raises(AttemptFinished):
        take(timed)
    assert everything() == before


def test_the_service_itself_adds_nothing_once_it_is_over(timed):
    late = END + timedelta(seconds=30)

    assert assessment.take_more_time(attempt=timed, seen=0, at=late) is False


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_add_once(timed):
    answers = at_once([lambda: take(timed)] * EIGHT)

    assert sorted(answers) == [False] * 7 + [True]
    assert times() == (1, 8, END + timedelta(minutes=8))
