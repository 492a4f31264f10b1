"""What a try would have come to under a corrected key, in exact fractions."""

from fractions import Fraction

import pytest

from courses.assessment.corrected import (
    Answered,
    Corrected,
    answered,
    is_corrected,
    would_pass,
)
from courses.catalogue.item_types import OptionFact

TELL, WAIT = OptionFact("tell", correct=True), OptionFact("wait")
QUESTION = Corrected("worry", "choice", False, (OptionFact("tell"), OptionFact("wait", True)))
LOST, WON = Answered(Fraction(1), Fraction(0), False), Answered(Fraction(0), Fraction(1), False)


def test_an_answer_counts_by_the_key_as_it_is_now():
    assert answered(QUESTION, was=Fraction(0), chosen={"v": 1, "chosen": ["wait"]}) == WON
    assert answered(QUESTION, was=Fraction(1), chosen={"v": 1, "chosen": ["tell"]}) == LOST


def test_an_answer_that_is_offered_no_more_keeps_what_it_had():
    found = answered(QUESTION, was=Fraction(1), chosen={"v": 1, "chosen": ["gone"]})

    assert (found.was, found.now) == (1, 1)


@pytest.mark.parametrize(
    ("score", "others_missed", "corrected", "passes"),
    [
        (Fraction(7, 10), 0, [WON], True),
        (Fraction(7, 10), 0, [], False),
        (Fraction(7, 10), 1, [WON], False),
        (Fraction(8, 10), 0, [LOST], False),
        (Fraction(8, 10), 0, [WON, LOST], True),
        (Fraction(9, 10), 0, [Answered(Fraction(1), Fraction(0), True)], False),
    ],
)
def test_the_standard_is_that_under_which_it_was_taken(score, others_missed, corrected, passes):
    found = would_pass(
        score=score,
        drawn=10,
        mastery=Fraction(8, 10),
        others_missed=others_missed,
        corrected=corrected,
    )

    assert found is passes


def test_a_key_is_corrected_where_an_option_of_both_counts_otherwise():
    assert is_corrected([TELL, WAIT], [OptionFact("tell"), WAIT]) is True
    assert is_corrected([TELL, WAIT], [WAIT, TELL]) is False
    assert is_corrected([TELL, WAIT], [TELL, OptionFact("ask")]) is False
