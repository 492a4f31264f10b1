from fractions import Fraction

from courses.catalogue.item_types import OptionFact, mark, problems

OPTIONS = (OptionFact("tell", correct=True), OptionFact("wait"), OptionFact("ask"))


def test_the_right_answer_earns_everything():
    assert mark("choice", OPTIONS, ["tell"]) == Fraction(1)


def test_any_other_answer_earns_nothing():
    for chosen in ([], ["wait"], ["tell", "wait"], ["tell", "tell"], ["gone"], {"tell": "tell"}):
        assert mark("choice", OPTIONS, chosen) == Fraction(0)


def test_one_right_answer_is_needed_and_no_more():
    assert problems("choice", OPTIONS) == []
    assert problems("choice", [OptionFact("a"), OptionFact("b")]) == [
        "No option is marked correct: true"
    ]
    assert problems("choice", [OptionFact("a", correct=True), OptionFact("b", correct=True)]) == [
        "2 options are marked correct, but the kind choice has one right answer"
    ]
    assert problems("choice", [OptionFact("a", correct=True)]) == [
        "A question needs at least two options"
    ]
