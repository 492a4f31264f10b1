"""How long a lesson takes, from how long people took."""

from datetime import timedelta

import pytest

from courses.learning.pace import (
    LONGEST,
    MOST_PEOPLE,
    SHORTEST,
    is_far,
    observed_minutes,
    paces_of,
    stored_paces,
)


def minutes(*numbers):
    return [timedelta(minutes=number) for number in numbers]


def test_nine_people_are_too_few_and_ten_are_enough():
    assert observed_minutes(minutes(*[8] * 9)) is None
    assert observed_minutes(minutes(*[8] * 10)) == 8


def test_the_middle_person_counts_and_no_night_between():
    assert observed_minutes(minutes(*[5] * 5, *[8] * 5, 600, 700, 0, 0)) == 6
    assert observed_minutes([SHORTEST] * 5 + [LONGEST] * 5) == 30
    assert observed_minutes(minutes(*[600] * 30)) is None


def test_one_person_more_moves_nothing_and_ten_do():
    seven = minutes(*[7] * 10)

    assert observed_minutes(seven + minutes(*[20] * 9)) == 7
    assert observed_minutes(seven + minutes(*[20] * 20)) == 20


def test_only_the_latest_count_where_there_are_many():
    assert observed_minutes(minutes(*[50] * MOST_PEOPLE, *[7] * MOST_PEOPLE)) == 7


def test_what_is_stored_is_read_again():
    assert paces_of(stored_paces({"first": 7})) == {"first": 7}
    assert paces_of({}) == {}


@pytest.mark.parametrize(("observed", "far"), [(6, False), (10, False), (11, True), (5, True)])
def test_a_quarter_off_is_far(observed, far):
    assert is_far(8, observed) is far
