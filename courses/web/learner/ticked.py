"""Checks of a lesson that were ticked and not sent: they come with whatever else is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from courses.catalogue.models import Block, Lesson
from courses.catalogue.queries import check_at
from courses.learning.models import Enrolment
from courses.usecases.answer_check import answer_check
from courses.web.item_forms import ItemForm
from courses.web.lesson_page import check_form


def ticked(
    lesson: Lesson, blocks: Sequence[str], data: Mapping[str, Any]
) -> list[tuple[Block, ItemForm]]:
    """Return those of the checks ``blocks`` in which ``data`` chooses something, with their forms.

    Two queries a check.
    """
    found = []
    for identifier in blocks:
        block = check_at(lesson=lesson, identifier=identifier)
        form = check_form(block, {}, data=data) if block else None
        if block and form and form.is_touched:
            found.append((block, form))
    return found


def keep_ticked(
    *,
    enrolment: Enrolment,
    lesson: Lesson,
    blocks: Sequence[str],
    data: Mapping[str, Any],
    at: datetime,
) -> tuple[dict[str, ItemForm], tuple[str, ...]]:
    """Keep what was ticked in the checks ``blocks``, each as if it had been sent by itself.

    Return the forms with errors by their check, and which of ``blocks`` are still unanswered.

    :raises EnrolmentClosed: when it was closed meanwhile, as for a newer version.
    """
    wrong, done = {}, set()
    for block, form in ticked(lesson, blocks, data):
        if not form.is_valid():
            wrong[block.identifier] = form
            continue
        answer_check(enrolment=enrolment, lesson=lesson, block=block, chosen=form.chosen(), at=at)
        done.add(block.identifier)
    return wrong, tuple(one for one in blocks if one not in done)
