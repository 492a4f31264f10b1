"""A time limit in words."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.assessment.models import Attempt
from courses.assessment.timing import Allowance
from courses.web.learner.quiz_time import allowed_words, clock_of, duration, moment, time_left
from tests.people import NOON


def attempt_of(*, minutes=30, extra=0, extensions=0):
    ends_at = NOON + timedelta(minutes=minutes + extra)
    return Attempt(
        minutes_allowed=minutes, extra_minutes=extra, extensions=extensions, ends_at=ends_at
    )


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        (Allowance(30), "30 minutes"),
        (Allowance(1), "1 minute"),
        (Allowance(30, 15), "45 minutes (30 + 15 extra)"),
    ],
)
def test_extra_time_is_told_apart(allowed, words):
    assert allowed_words(allowed) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-40, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (2_399, "39 minutes"),
        (3_600, "1 hour"),
        (3_900, "1 hour 5 minutes"),
        (7_261, "2 hours 1 minute"),
    ],
)
def test_what_is_left_is_said_in_whole_minutes(seconds, words):
    assert time_left(timedelta(seconds=seconds)) == words


def test_no_minutes_are_said_as_such():
    assert duration(0) == "0 minutes"


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [
        (datetime(2026, 3, 3, 12, 30, tzinfo=UTC), "12:30"),
        (datetime(2026, 3, 4, 0, 5, tzinfo=UTC), "00:05, 4 March 2026"),
    ],
)
def test_the_end_is_a_time_of_the_clock_with_the_day_where_it_is_another(ends_at, words):
    assert moment(ends_at, at=NOON) == words


def test_summer_time_is_london_time():
    at = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)

    assert moment(at + timedelta(minutes=30), at=at) == "13:30"


def test_without_a_limit_there_is_no_clock():
    assert clock_of(Attempt(), at=NOON) is None


@pytest.mark.parametrize(
    ("later", "left", "seconds", "is_short"),
    [(0, "45 minutes", 2_700, False), (39, "6 minutes", 360, False), (40, "5 minutes", 300, True)],
)
def test_the_clock_says_what_is_left_as_of_now(later, left, seconds, is_short):
    clock = clock_of(attempt_of(extra=15), at=NOON + timedelta(minutes=later))

    assert (clock.left, clock.seconds, clock.is_short) == (left, seconds, is_short)
    assert (clock.until, clock.allowed) == ("12:45", "45 minutes (30 + 15 extra)")
    assert (clock.more, clock.seen) == (8, 0)


def test_after_ten_times_no_more_is_offered_and_after_the_end_nothing_is_left():
    clock = clock_of(attempt_of(extensions=10), at=NOON + timedelta(hours=2))

    assert (clock.more, clock.seen, clock.seconds) == (0, 10, 0)
