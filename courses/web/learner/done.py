"""What the learner has completed, as To do shows it: the day, and the certificate."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse

from courses.accounts.models import User
from courses.certification.queries import Held, held_by
from courses.web.learner.todo import Entry, Row, row_of
from courses.web.presenters import day_in_words


def done_rows(entries: Sequence[Entry], *, learner: User, on: date) -> list[Row]:
    """Return what is completed, each with the day and its certificate; one query if any is."""
    done = [entry for entry in entries if not entry.is_open and not entry.is_excused]
    held = held_by(learner) if done else {}
    return [with_day(e, held.get((e.organisation.pk, e.course.pk)), on=on) for e in done]


def with_day(entry: Entry, held: Held | None, *, on: date) -> Row:
    """Return a completed entry with the day it was met, where there is one: no rule may ask it."""
    row = row_of(entry, on=on)
    if held is None:
        return row
    number = held.number
    return replace(
        row,
        completed=day_in_words(held.completed_on),
        certificate_url=reverse("learner:certificate", args=[number]) if number else "",
    )
