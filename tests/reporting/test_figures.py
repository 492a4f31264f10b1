"""Figures: shares that never round to all or nothing, and silence about fewer than ten people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.compliance.ranks import rank_of
from courses.compliance.status import State
from courses.reporting.figures import (
    RANKS,
    Answered,
    Person,
    Share,
    counts_of,
    grouped,
    share_in,
    share_of,
    worst_first,
)

CSE, FIRE = 1, 2
LATE, SOON, HELD = rank_of(State.OVERDUE), rank_of(State.DUE_SOON), rank_of(State.IN_DATE)
AWAY, FREE = rank_of(State.EXEMPT), rank_of(State.NOT_REQUIRED)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(47, 52, 90), (0, 0, 0), (0, 9, 0), (9, 9, 100), (999, 1000, 99), (1, 1000, 1), (1, 2, 50)],
)
def test_a_share_is_rounded_but_never_to_all_or_nothing(part, whole, percent):
    assert Share(part, whole).percent == percent


@given(
    st.integers(1, 5_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
)
def test_a_share_stays_within_its_bounds(drawn):
    part, whole = drawn
    percent = Share(part, whole).percent

    assert 0 <= percent <= 100
    assert (percent == 0) == (part == 0)
    assert (percent == 100) == (part == whole)


def test_a_person_counts_once_in_each_state():
    people = [
        Person({CSE: LATE, FIRE: LATE}),
        Person({CSE: LATE, FIRE: SOON}, begun={CSE, FIRE}),
        Person({CSE: HELD, FIRE: rank_of(State.RENEWAL_OPEN, 0)}),
        Person({CSE: rank_of(State.IN_DATE, 1), FIRE: rank_of(State.IN_DATE, 2)}),
        Person({CSE: AWAY, FIRE: FREE}),
    ]

    counts = counts_of(people)

    assert (counts.people, counts.to_do, counts.not_started) == (5, 2, 1)
    assert {state: counts.by_state[state] for state in State} == {
        State.OVERDUE: 2,
        State.DUE_SOON: 1,
        State.DUE: 0,
        State.IN_DATE: 2,
        State.RENEWAL_OPEN: 1,
        State.EXEMPT: 1,
        State.NOT_REQUIRED: 1,
    }
    assert counts.expiring == (1, 1, 1)
    assert counts.up_to_date == Share(2, 4)


def test_who_is_excused_or_not_asked_is_in_no_share():
    assert share_of([Person({CSE: AWAY}), Person({CSE: FREE}), Person({})]) == Share(0, 0)
    assert share_of([Person({CSE: AWAY, FIRE: HELD})]) == Share(1, 1)


def test_the_share_in_one_course_looks_at_that_course_alone():
    people = [
        Person({CSE: HELD, FIRE: LATE}),
        Person({CSE: SOON, FIRE: HELD}),
        Person({CSE: AWAY, FIRE: FREE}),
    ]

    assert share_in(people, CSE) == Share(1, 2)
    assert share_in(people, FIRE) == Share(1, 2)
    assert share_in([], CSE) == Share(0, 0)


def test_somebody_with_two_jobs_is_in_both_groups_and_without_a_team_in_none():
    two = Person({CSE: HELD}, places={(1, 7, None), (2, 7, 9)})

    assert grouped([two], by=0) == {1: [two], 2: [two]}
    assert grouped([two], by=1) == {7: [two]}
    assert grouped([two], by=2) == {9: [two]}


def test_the_least_up_to_date_group_comes_first_and_of_equals_the_largest():
    shares = {1: Share(1, 1), 2: Share(1, 2), 3: Share(2, 4), 4: Share(0, 0), 5: Share(0, 1)}

    assert [key for key, _ in worst_first(shares)] == [5, 3, 2, 1]


@pytest.mark.parametrize(
    ("people", "right", "wrong", "share", "most"),
    [
        (10, 6, {"wait": 3, "ask": 1}, Share(6, 10), "wait"),
        (9, 1, {"wait": 8}, None, ""),
        (10, 8, {"wait": 2}, Share(8, 10), ""),
        (10, 10, {}, Share(10, 10), ""),
        (12, 6, {"wait": 3, "ask": 3}, Share(6, 12), "ask"),
    ],
)
def test_under_ten_people_nothing_is_said(people, right, wrong, share, most):
    answered = Answered(people, right, wrong)

    assert (answered.share, answered.most_chosen_wrong) == (share, most)


def test_everything_a_list_may_be_asked_for_has_its_ranks():
    assert set(map(str, State)) < set(RANKS)
    assert RANKS["to_do"] == RANKS["not_started"] == list(range(12))
