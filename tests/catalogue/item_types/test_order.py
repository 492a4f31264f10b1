from fractions import Fraction
from itertools import permutations

from courses.catalogue.item_types import OptionFact, mark, problems

OPTIONS = (
    OptionFact("second", place=2),
    OptionFact("first", place=1),
    OptionFact("third", place=3),
)


def test_only_the_whole_order_earns_credit():
    earned = {
        chosen: mark("order", OPTIONS, chosen)
        for chosen in permutations(["first", "second", "third"])
    }

    assert [chosen for chosen, credit in earned.items() if credit == Fraction(1)] == [
        ("first", "second", "third")
    ]
    assert sum(earned.values()) == Fraction(1)


def test_a_part_of_the_order_earns_nothing():
    assert mark("order", OPTIONS, ["first", "second"]) == Fraction(0)


def test_places_count_from_one_without_a_gap():
    assert problems("order", OPTIONS) == []
    assert problems("order", [OptionFact("a", place=1), OptionFact("b", place=3)]) == [
        "The places of the options must be 1 to 2, each once"
    ]
    assert problems("order", [OptionFact("a", place=1)]) == [
        "Putting in order needs at least two options"
    ]
