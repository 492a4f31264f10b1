"""How long questions took, as far as the stored moments tell it."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.reporting.answer_times import median_seconds, times_of

BEGAN = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def after(seconds):
    return BEGAN + timedelta(seconds=seconds)


def test_a_question_took_what_lies_between_two_answers():
    assert times_of(BEGAN, [(1, after(30)), (2, after(75))]) == {1: 30.0, 2: 45.0}


def test_what_was_changed_later_or_stood_on_one_page_tells_nothing():
    changed = [(1, after(200)), (2, after(75)), (3, after(230))]

    assert times_of(BEGAN, changed) == {1: 200.0, 3: 30.0}
    assert times_of(BEGAN, [(1, after(60)), (2, after(60))]) == {1: 60.0}


def test_a_break_is_no_time_at_a_question():
    assert times_of(BEGAN, [(1, after(601)), (2, after(631))]) == {2: 30.0}


@pytest.mark.parametrize(
    ("times", "shown"),
    [([30.0] * 9, None), ([31.0] * 10, 30), ([1.0] * 10, 5), ([20.0] * 10 + [90.0] * 9, 20)],
)
def test_the_middle_is_that_of_whole_tens_in_steps_of_five(times, shown):
    assert median_seconds(times) == shown
