from typing import get_args

from courses.catalogue.item_types import KINDS
from courses.packages.schema.question import Question

OPTION = {"id": "a", "text": "x", "feedback": "y"}
QUESTION = {
    "id": "q",
    "kind": "choice",
    "used_in": ["check", "quiz"],
    "outcome": "o",
    "anchor": "lesson#block",
    "stem": "Why?",
    "options": [OPTION, {**OPTION, "id": "b"}],
}


def test_the_kinds_are_those_of_the_registry():
    assert set(get_args(Question.model_fields["kind"].annotation)) == set(KINDS)


def test_the_procedure_is_cited_once():
    question = Question.model_validate({**QUESTION, "facts": ["f", "p"], "procedure": "p"})

    assert question.cited == ("f", "p")


def test_a_held_question_and_one_for_checks_alone_are_not_drawn():
    assert Question.model_validate(QUESTION).is_drawn is True
    assert Question.model_validate({**QUESTION, "held": True}).is_drawn is False
    assert Question.model_validate({**QUESTION, "used_in": ["check"]}).is_drawn is False
