"""How long an attempt may take, how it is lengthened, and when it is over."""

from datetime import timedelta

import pytest

from courses.assessment.timing import (
    Allowance,
    allowance,
    extension,
    extra_minutes,
    is_over,
)
from tests.people import NOON


@pytest.mark.parametrize(
    ("minutes", "percent", "extra"),
    [(30, 0, 0), (30, 25, 8), (30, 50, 15), (30, 100, 30), (1, 25, 1), (45, 25, 12), (40, 25, 10)],
)
def test_extra_time_is_a_share_of_the_limit_rounded_up(minutes, percent, extra):
    assert extra_minutes(minutes, percent) == extra


@pytest.mark.parametrize(
    ("minutes", "percents", "found"),
    [
        (None, (50, 100), None),
        (30, (), Allowance(30, 0)),
        (30, (0, 0), Allowance(30, 0)),
        (30, (25, 50), Allowance(30, 15)),
        (30, (50, 25), Allowance(30, 15)),
    ],
)
def test_the_most_that_somebody_is_given_counts_and_never_the_sum(minutes, percents, found):
    assert allowance(minutes, percents) == found


def test_an_attempt_ends_after_the_limit_and_what_is_extra():
    allowed = Allowance(30, 15)

    assert (allowed.total, allowed.ends_at(NOON)) == (45, NOON + timedelta(minutes=45))


@pytest.mark.parametrize(("minutes", "step"), [(1, 5), (20, 5), (21, 6), (30, 8), (120, 30)])
def test_an_attempt_is_lengthened_by_a_quarter_of_the_limit_or_five_minutes(minutes, step):
    assert extension(minutes) == step


@pytest.mark.parametrize(
    ("ends_at", "seconds", "over"),
    [
        (None, 10_000_000, False),
        (NOON, -1, False),
        (NOON, 0, False),
        (NOON, 29, False),
        (NOON, 30, True),
        (NOON, 31, True),
    ],
)
def test_what_arrives_within_half_a_minute_of_the_end_still_counts(ends_at, seconds, over):
    assert is_over(ends_at, NOON + timedelta(seconds=seconds)) is over
