"""What the demonstration's people answer."""

import pytest

from courses.catalogue.item_types import OptionFact, mark
from courses.catalogue.item_types.answers import read
from courses.usecases.load_demo_answers import answer, hardest

OPTIONS = {
    "choice": [OptionFact("a", correct=True), OptionFact("b"), OptionFact("c")],
    "multiple": [OptionFact("a", correct=True), OptionFact("b", correct=True), OptionFact("c")],
    "order": [OptionFact("b", place=2), OptionFact("a", place=1)],
    "match": [OptionFact("a", pair="One"), OptionFact("b", pair="Two")],
}


@pytest.mark.parametrize("kind", OPTIONS)
def test_a_right_answer_has_full_credit_and_a_wrong_one_none(kind):
    options = OPTIONS[kind]

    def credit(is_right):
        chosen = answer(kind, options, is_right=is_right, who="E013")
        return mark(kind, options, read(kind, chosen))

    assert (credit(True), credit(False)) == (1, 0)


def test_people_choose_different_wrong_answers_and_each_the_same_again():
    def wrong(who):
        return answer("choice", OPTIONS["choice"], is_right=False, who=who)["chosen"]

    people = [f"E{number:03}" for number in range(20)]
    assert {*map(tuple, map(wrong, people))} == {("b",), ("c",)}
    assert list(map(wrong, people)) == list(map(wrong, people))


def test_what_is_hard_depends_on_the_question_and_on_the_person():
    items = [f"item-{number}" for number in range(12)]

    assert sorted(hardest(items, who="E013")) == sorted(items)
    assert hardest(items, who="E013") == hardest(items[::-1], who="E013")
    assert hardest(items, who="E013") != hardest(items, who="E014")
