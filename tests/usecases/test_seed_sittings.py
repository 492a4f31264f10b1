"""Inventing sittings of a quiz."""

from random import Random

import pytest

from courses.assessment.scoring import Marked, mark
from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact
from courses.catalogue.models import Assessment
from courses.usecases import seed_sittings
from courses.usecases.seed_sittings import SITTINGS, invent_sittings, right_answer, wrong_answer

OPTIONS = {
    "choice": [OptionFact("a", correct=True), OptionFact("b", correct=False)],
    "multiple": [
        OptionFact("a", correct=True),
        OptionFact("b", correct=True),
        OptionFact("c", correct=False),
    ],
    "order": [OptionFact("a", place=2), OptionFact("b", place=1)],
    "match": [OptionFact("a", pair="A"), OptionFact("b", pair="B")],
}


@pytest.mark.parametrize("kind", OPTIONS)
def test_the_right_answer_has_full_credit_and_the_wrong_one_less(kind):
    options = OPTIONS[kind]

    assert item_types.mark(kind, options, right_answer(kind, options)) == 1
    assert item_types.mark(kind, options, wrong_answer(kind, options)) < 1


def test_every_sitting_is_marked_by_the_rules(small_course):
    sittings = invent_sittings(small_course, random=Random(1))

    assert len(sittings.passed) + len(sittings.failed) == SITTINGS
    assert {one.mark.passed for one in sittings.passed} == {True}
    assert {one.mark.passed for one in sittings.failed} == {False}
    for one in (*sittings.passed, *sittings.failed):
        marked = [Marked(a.item.identifier, a.credit, a.item.critical) for a in one.answered]
        assert mark(marked, mastery=one.mark.mastery) == one.mark
        assert len({a.item.identifier for a in one.answered}) == len(one.answered) == 2


def test_a_course_without_a_quiz_is_refused(small_course):
    Assessment.objects.all().delete()

    with pytest.raises(ValueError, match="a course with a quiz"):
        invent_sittings(small_course, random=Random(1))


def test_a_quiz_that_everybody_passes_is_refused(small_course, monkeypatch):
    monkeypatch.setattr(seed_sittings, "SLIPS", (0, 0))

    with pytest.raises(ValueError, match="some pass and some do not"):
        invent_sittings(small_course, random=Random(1))
