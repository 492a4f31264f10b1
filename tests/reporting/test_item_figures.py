"""Figures of questions against worked examples, and what they do not tell."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.reporting.figures import Share
from courses.reporting.item_figures import (
    Flag,
    discrimination_of,
    flags_of,
    groups_apart,
    unpicked_of,
    whole_tens,
)

SITTINGS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 19).map(lambda right: right / 19)),
    min_size=30,
    max_size=60,
)


def correlation(pairs):
    """Return Pearson's coefficient, worked out from its definition."""
    xs, ys = [float(x) for x, _ in pairs], [y for _, y in pairs]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    up = sum((x - mx) * (y - my) for x, y in pairs)
    return up / (sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)) ** 0.5


@given(SITTINGS)
def test_discrimination_is_pearsons_coefficient_of_right_and_rest(pairs):
    found = discrimination_of(pairs)

    if found is not None:
        assert isclose(found.value, correlation(pairs), abs_tol=1e-9)


def test_a_worked_example():
    pairs = [(True, 0.9)] * 20 + [(False, 0.5)] * 10

    found = discrimination_of(pairs)

    assert (found.people, found.right) == (30, 20)
    assert isclose(found.mean_right, 0.9)
    assert isclose(found.mean_wrong, 0.5)
    assert isclose(found.value, 1.0)


def test_too_few_or_all_alike_say_nothing():
    assert discrimination_of([(True, 0.9), (False, 0.5)] * 14) is None
    assert discrimination_of([(True, 0.9)] * 28 + [(False, 0.5)] * 2) is None
    assert discrimination_of([(True, 0.5)] * 15 + [(False, 0.5)] * 15) is None


def test_an_option_that_fewer_than_five_in_a_hundred_choose_is_unpicked():
    wrong, chosen = ["wait", "ask"], {"wait": 1, "tell": 18}

    assert unpicked_of(wrong, chosen, people=19) == []
    assert unpicked_of(wrong, chosen, people=20) == ["ask"]
    assert unpicked_of(wrong, chosen, people=21) == ["wait", "ask"]


def test_the_flags_say_the_most_pressing_first():
    against = discrimination_of([(True, 0.5)] * 10 + [(False, 0.9)] * 20)

    assert flags_of(Share(10, 30), discrimination=against, unpicked=["ask"]) == [
        Flag.CHECK_KEY,
        Flag.MANY_WRONG,
        Flag.UNPICKED,
    ]
    assert flags_of(Share(96, 100), discrimination=None, unpicked=[]) == [Flag.VERY_EASY]
    assert flags_of(Share(95, 100), discrimination=None, unpicked=[]) == []


def test_only_whole_tens_count():
    assert [whole_tens(number) for number in (9, 10, 19, 20)] == [0, 10, 10, 20]


def test_each_group_counts_in_whole_tens_and_a_small_one_not_at_all():
    found = groups_apart({"site": {"A": range(21), "B": range(30, 40), "C": range(50, 59)}})

    assert found == {"site": {"A": frozenset(range(20)), "B": frozenset(range(30, 40))}}
    assert groups_apart({}) == {}


@pytest.mark.parametrize(
    ("team", "is_shown"),
    [
        (range(10), True),
        (range(1, 11), False),
        (range(4, 14), False),
        (range(5, 15), True),
        (range(100, 110), True),
    ],
    ids=["the same ten", "one differs", "four differ", "five differ", "others"],
)
def test_a_group_of_nearly_the_same_people_as_one_of_an_earlier_breakdown_is_left_out(
    team, is_shown
):
    found = groups_apart({"site": {"A": range(10)}, "team": {"T": team}})

    assert found["site"] == {"A": frozenset(range(10))}
    assert found["team"] == ({"T": frozenset(team)} if is_shown else {})
