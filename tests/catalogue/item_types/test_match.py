from fractions import Fraction

from courses.catalogue.item_types import OptionFact, mark, problems

OPTIONS = (
    OptionFact("danger", pair="999"),
    OptionFact("worry", pair="lead"),
    OptionFact("image", pair="report it"),
)


def test_credit_is_the_share_of_right_pairs():
    assert mark("match", OPTIONS, {"danger": "999", "worry": "lead", "image": "report it"}) == 1
    assert mark("match", OPTIONS, {"danger": "999", "worry": "999"}) == Fraction(1, 3)
    assert mark("match", OPTIONS, {}) == 0
    assert mark("match", OPTIONS, ["danger"]) == 0


def test_every_option_needs_a_pair_and_two_differ():
    assert problems("match", OPTIONS) == []
    assert problems("match", [OptionFact("a", pair="x"), OptionFact("b")]) == [
        "Every option of a matching question needs a pair"
    ]
    assert problems("match", [OptionFact("a", pair="x"), OptionFact("b", pair="x")]) == [
        "The pairs are all the same, so there is nothing to match"
    ]
    assert problems("match", [OptionFact("a", pair="x")]) == ["Matching needs at least two options"]
