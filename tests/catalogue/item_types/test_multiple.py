from fractions import Fraction
from itertools import chain, combinations

from courses.catalogue.item_types import OptionFact, mark, problems

OPTIONS = (OptionFact("a", correct=True), OptionFact("b"), OptionFact("c", correct=True))


def test_credit_is_given_for_all_right_answers_and_no_other_alone():
    subsets = chain.from_iterable(combinations("abc", size) for size in range(4))

    credit = {subset: mark("multiple", OPTIONS, subset) for subset in subsets}

    assert [subset for subset, earned in credit.items() if earned] == [("a", "c")]
    assert credit["a", "c"] == Fraction(1)


def test_the_order_of_the_answers_does_not_count():
    assert mark("multiple", OPTIONS, ["c", "a"]) == Fraction(1)


def test_some_but_not_all_options_are_right():
    assert problems("multiple", OPTIONS) == []
    assert problems("multiple", [OptionFact("a"), OptionFact("b")]) == [
        "A question with several answers needs at least three options",
        "No option is marked correct: true",
    ]
    assert problems("multiple", [OptionFact(name, correct=True) for name in "abc"]) == [
        "Every option is marked correct, so there is nothing to decide"
    ]
