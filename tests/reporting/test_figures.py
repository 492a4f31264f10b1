"""Figures: shares that never round to all or nothing, and silence about fewer than ten people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.compliance.ranks import rank_of
from courses.compliance.status import State
from courses.reporting.figures import (
    RANKS,
    Answered,
    Figures,
    Person,
    Share,
    Sums,
    meets,
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


def figures_of(*people):
    """Return the figures of these people."""
    figures = Figures()
    for person in people:
        figures.add(person)
    return figures


def test_a_person_counts_once_in_each_state():
    figures = figures_of(
        Person({CSE: LATE, FIRE: LATE}),
        Person({CSE: LATE, FIRE: SOON}, begun={CSE, FIRE}),
        Person({CSE: HELD, FIRE: rank_of(State.RENEWAL_OPEN, 0)}),
        Person({CSE: rank_of(State.IN_DATE, 1), FIRE: rank_of(State.IN_DATE, 2)}),
        Person({CSE: AWAY, FIRE: FREE}),
    )

    assert figures.all == Sums(
        people=5,
        asked=4,
        overdue=2,
        due_soon=1,
        to_do=2,
        renewal_open=1,
        expiring=(1, 1, 1),
    )
    assert figures.all.up_to_date == Share(2, 4)
    assert figures.not_started == 1


def test_people_of_different_places_and_of_the_same_are_added_up():
    late, soon = Person({CSE: LATE}, places={(1, 7, None)}), Person({CSE: SOON}, places={(2, 7, 9)})
    opened = Person({CSE: rank_of(State.RENEWAL_OPEN, 0)}, places={(1, 7, None)})
    figures = figures_of(late, late, late, soon, soon, opened)

    first = Sums(people=4, asked=4, overdue=3, to_do=3, renewal_open=1, expiring=(1, 0, 0))
    second = Sums(people=2, asked=2, due_soon=2, to_do=2)
    assert figures.groups == {
        frozenset({(1, 7, None)}): first,
        frozenset({(2, 7, 9)}): second,
    }
    assert figures.grouped(by=0) == {1: first, 2: second}
    assert figures.all == Sums(6, 6, 3, 2, 5, 1, (1, 0, 0))


def test_who_is_excused_or_not_asked_is_in_no_share():
    free = figures_of(Person({CSE: AWAY}), Person({CSE: FREE}), Person({}))

    assert free.all.up_to_date == Share(0, 0)
    assert figures_of(Person({CSE: AWAY, FIRE: HELD})).all.up_to_date == Share(1, 1)


def test_the_share_in_one_course_looks_at_that_course_alone():
    figures = figures_of(
        Person({CSE: HELD, FIRE: LATE}),
        Person({CSE: SOON, FIRE: HELD}),
        Person({CSE: AWAY, FIRE: HELD}),
        Person({CSE: AWAY, FIRE: FREE}),
    )

    assert figures.courses == {CSE: Share(1, 2), FIRE: Share(2, 3)}


def test_somebody_with_two_jobs_is_in_both_groups_and_without_a_team_in_none():
    figures = figures_of(Person({CSE: HELD}, places={(1, 7, None), (2, 7, 9)}))
    one = Sums(people=1, asked=1)

    assert figures.grouped(by=0) == {1: one, 2: one}
    assert figures.grouped(by=1) == {7: one}
    assert figures.grouped(by=2) == {9: one}
    assert figures.all == one


@pytest.mark.parametrize(
    ("ranks", "begun", "statuses"),
    [
        ({CSE: LATE, FIRE: HELD}, (), {"overdue", "to_do", "not_started", "in_date"}),
        ({CSE: LATE, FIRE: HELD}, (CSE,), {"overdue", "to_do", "in_date"}),
        ({CSE: HELD, FIRE: AWAY}, (), {"in_date", "up_to_date", "exempt"}),
        ({CSE: FREE}, (), {"not_required"}),
        ({}, (), {"not_required"}),
    ],
)
def test_a_person_meets_what_a_list_asks_for(ranks, begun, statuses):
    person = Person(ranks, begun)

    assert {status for status in RANKS if meets(person, status)} == statuses


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
