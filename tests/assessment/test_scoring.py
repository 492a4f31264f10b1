"""Marking: exact fractions, the border of mastery, critical items."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.assessment.scoring import Mark, Marked, mark

CREDITS = st.builds(Fraction, st.integers(0, 6), st.just(6)) | st.sampled_from(
    [Fraction(0), Fraction(1), Fraction(1, 3), Fraction(2, 7)]
)


def items(*credits_, critical=()):
    return [Marked(f"q{n}", Fraction(c), n in critical) for n, c in enumerate(credits_)]


def test_the_score_stays_unreduced():
    assert mark(items(1, 1, 0, 0), mastery=Fraction(1, 2)) == Mark(2, 4, Fraction(1, 2))


def test_parts_of_a_credit_add_up_exactly():
    thirds = items(*[Fraction(1, 3)] * 3)

    outcome = mark(thirds, mastery=Fraction(1, 3))

    assert (outcome.numerator, outcome.denominator, outcome.passed) == (1, 3, True)


@pytest.mark.parametrize("n", range(1, 31))
def test_k_of_n_is_the_border(n):
    for k in range(1, n + 1):
        at, below = items(*[1] * k, *[0] * (n - k)), items(*[1] * (k - 1), *[0] * (n - k + 1))

        assert mark(at, mastery=Fraction(k, n)).passed is True
        assert mark(below, mastery=Fraction(k, n)).passed is False


@pytest.mark.parametrize(
    ("credit", "missed"), [(Fraction(1), ()), (Fraction(99, 100), ("q0",)), (Fraction(0), ("q0",))]
)
def test_a_critical_item_must_be_wholly_right_whatever_the_score(credit, missed):
    outcome = mark(items(credit, *[1] * 99, critical={0}), mastery=Fraction(1, 2))

    assert (outcome.missed, outcome.passed) == (missed, not missed)


def test_missed_critical_items_are_named_in_order():
    outcome = mark(items(0, 1, 0, 0, critical={0, 1, 3}), mastery=Fraction(1, 4))

    assert outcome.missed == ("q0", "q3")


def test_an_attempt_without_items_is_not_marked():
    with pytest.raises(ValueError, match="without items"):
        mark([], mastery=Fraction(1))


@settings(deadline=None)
@given(st.lists(st.tuples(CREDITS, st.booleans()), min_size=1, max_size=40), st.fractions(0, 1))
def test_the_mark_is_the_exact_mean_and_nothing_else_decides(drawn, mastery):
    marked = [Marked(f"q{n}", credit, critical) for n, (credit, critical) in enumerate(drawn)]

    outcome = mark(marked, mastery=mastery)

    mean = sum(credit for credit, _ in drawn) / Fraction(len(drawn))
    assert Fraction(outcome.numerator, outcome.denominator) == mean
    wrong = [f"q{n}" for n, (credit, critical) in enumerate(drawn) if critical and credit != 1]
    assert outcome.missed == tuple(wrong)
    assert outcome.passed is (mean >= mastery and wrong == [])
