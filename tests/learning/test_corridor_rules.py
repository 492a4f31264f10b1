"""Whose turn it is, when a term begins, and outcomes that cannot be traced to somebody."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.learning.corridor_rules import Outcomes, closed, monday_of, term_start, whose_turn

MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=7)


def test_a_term_begins_in_january_may_and_september():
    days = [date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 12, 31)]

    assert [term_start(day) for day in days] == [
        date(2026, 1, 1),
        date(2026, 1, 1),
        date(2026, 5, 1),
        date(2026, 9, 1),
    ]


def test_a_week_begins_on_monday():
    assert monday_of(MONDAY) == MONDAY
    assert monday_of(MONDAY + timedelta(days=6)) == MONDAY


def test_nobody_is_asked_twice_before_everybody_was_asked_once():
    assert whose_turn([3, 1, 2], {1: 1}) == [2, 3]
    assert whose_turn([1, 2], {1: 1, 2: 1}) == [1, 2]
    assert whose_turn([1, 2], {1: 2, 2: 1}) == [2]
    assert whose_turn([], {}) == []


def test_whoever_is_away_keeps_their_turn_and_nobody_takes_it():
    assert whose_turn([1, 2, 3], {1: 1}, away=[2]) == [3]
    assert whose_turn([1, 2], {1: 1}, away=[2]) == []


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_drawing_whoever_stands_first_asks_everybody_alike(choices):
    asked: dict[int, int] = {}
    for choice in choices:
        turn = whose_turn(range(7), asked)
        one = turn[choice % len(turn)]
        asked[one] = asked.get(one, 0) + 1

    times = [asked.get(one, 0) for one in range(7)]
    assert max(times) - min(times) <= 1


def test_outcomes_are_shown_in_batches_of_ten_without_the_week_that_runs():
    weeks = [(MONDAY + n * WEEK, Outcomes(3, 1)) for n in range(6)]

    assert closed(weeks, on=MONDAY + 2 * WEEK) == Outcomes()
    assert closed(weeks, on=MONDAY + 3 * WEEK) == Outcomes(9, 3)
    assert closed(weeks, on=MONDAY + 5 * WEEK) == Outcomes(9, 3)
    assert closed(weeks, on=MONDAY + 6 * WEEK) == Outcomes(18, 6)
    assert closed([(MONDAY, Outcomes(10, 0))], on=MONDAY + timedelta(days=6)) == Outcomes()
    assert Outcomes(9, 3).people == 12


def test_a_year_that_moves_on_takes_whole_batches_with_it():
    weeks = [(MONDAY, Outcomes(0, 1)), (MONDAY + WEEK, Outcomes(10, 0))]
    weeks += [(MONDAY + n * WEEK, Outcomes(5, 0)) for n in (2, 3)]

    seen = [
        closed(weeks, on=MONDAY + 9 * WEEK, since=MONDAY + n * WEEK) for n in range(len(weeks) + 1)
    ]

    assert seen == [
        Outcomes(20, 1),
        Outcomes(20, 1),
        Outcomes(10, 0),
        Outcomes(10, 0),
        Outcomes(),
    ]
