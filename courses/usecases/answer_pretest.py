"""Show beforehand what one knows of a lesson: all its checks at once, each answered for good."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact, answers
from courses.catalogue.models import Block, Item, Lesson
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.learning.queries import first_answers, lesson_states
from courses.usecases.complete_lesson import mark_complete


@transaction.atomic
def answer_pretest(
    *, enrolment: Enrolment, lesson: Lesson, given: Mapping[Block, dict[str, object]], at: datetime
) -> bool:
    """Keep the first answers to every check of ``lesson``, and complete it where all are right.

    Return whether the lesson is known. ``given``: by check block, whose options are prefetched.
    A lesson that is complete, was asked already or is not in the pre-test stays as it is.

    :raises ValueError: when an answer to one of its checks is missing.
    """
    learning.lock(enrolment=enrolment)
    state = next(one for one in lesson_states(enrolment) if one.lesson_id == lesson.pk)
    if not state.may_be_asked:
        return state.tested_out
    if {block.identifier for block in given} != set(state.checks):
        raise ValueError("Every check of the lesson is answered at once")
    chosen = {block.item: answer for block, answer in given.items() if block.item}
    learning.answer_first(enrolment=enrolment, given=chosen, at=at)
    # A check answered in the lesson meanwhile keeps that answer, and it is the one that counts.
    kept = first_answers(enrolment=enrolment, items=[item.pk for item in chosen])
    if not all(is_right(item, kept[item.pk]) for item in chosen):
        return False
    mark_complete(
        enrolment=enrolment, lesson=lesson, at=at, is_opened=state.opened, tested_out=True
    )
    return True


def is_right(item: Item, chosen: Mapping[str, object]) -> bool:
    """Test whether the stored answer earns full credit; "I am not sure" earns none."""
    facts = [OptionFact(o.identifier, o.correct, o.place, o.pair) for o in item.options.all()]
    return item_types.mark(item.kind, facts, answers.read(item.kind, chosen)) == 1
