"""All questions of an attempt on one page: what was sent, what of it is new, what is wrong."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from courses.assessment.models import Response
from courses.catalogue.item_types import answers
from courses.catalogue.models import Item
from courses.web.item_forms import ChoiceForm, ItemForm, MatchForm, MultipleForm, OrderForm


class OnSheet(ItemForm):
    """A question among all of a quiz on one page: one button and one summary for all of them."""

    heading_field = ""
    shows_summary: ClassVar[bool] = False


class SheetChoiceForm(OnSheet, ChoiceForm):
    """One answer of several, among all questions."""


class SheetMultipleForm(OnSheet, MultipleForm):
    """Several answers, among all questions."""


class SheetOrderForm(OnSheet, OrderForm):
    """Options to put in order, among all questions."""


class SheetMatchForm(OnSheet, MatchForm):
    """Options to match, among all questions."""


SHEET_FORMS: dict[str, type[OnSheet]] = {
    Item.Kind.CHOICE: SheetChoiceForm,
    Item.Kind.MULTIPLE: SheetMultipleForm,
    Item.Kind.ORDER: SheetOrderForm,
    Item.Kind.MATCH: SheetMatchForm,
}


class SeenForm(forms.Form):
    """What each answer was when the page was made, in a hidden field.

    It tells what somebody changed there from what has been changed in another window since.
    """

    def __init__(self, responses: Sequence[Response], *, data: Mapping[str, Any] | None = None):
        super().__init__(data)
        for response in responses:
            self.fields[field_of(response)] = forms.CharField(
                required=False, initial=as_text(response.chosen), widget=forms.HiddenInput
            )

    def said(self, response: Response) -> str:
        """Return what the sent page said that the answer was."""
        return str(self.data.get(field_of(response), ""))


def field_of(response: Response) -> str:
    """Return the name of the hidden field of one question."""
    return f"seen-{response.position}"


def as_text(chosen: Mapping[str, object]) -> str:
    """Return a stored answer as one text, the same for the same answer."""
    return json.dumps(chosen, sort_keys=True, separators=(",", ":")) if chosen else ""


@dataclass(slots=True)
class Question:
    """One question of the page; ``form`` holds what was typed, where that was not in order."""

    response: Response
    form: OnSheet

    @property
    def position(self) -> int:
        """Return its number."""
        return self.response.position

    @property
    def saved_at(self) -> datetime | None:
        """Return when its answer was saved, None where there is none."""
        return self.response.saved_at if self.is_answered else None

    @property
    def is_answered(self) -> bool:
        """Test whether an answer is saved."""
        return answers.is_answered(self.response.chosen)

    @property
    def has_lines(self) -> bool:
        """Test whether it is a list for each option, with the question above them."""
        return bool(self.form.heading)


def question_of(response: Response, data: Mapping[str, Any] | None = None) -> Question:
    """Return one question, options in this attempt's order, with the kept answer or ``data``."""
    item = response.item
    options = {option.identifier: option for option in item.options.all()}
    ordered = [options[identifier] for identifier in response.option_order["options"]]
    prefix = f"q{response.position}"
    form = SHEET_FORMS[item.kind](item, ordered, chosen=response.chosen, data=data, prefix=prefix)
    return Question(response, form)


def asked(responses: Sequence[Response]) -> list[Question]:
    """Return every question as it is kept."""
    return [question_of(response) for response in responses]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with the page: the answers that are new, and every question as it is shown again.

    A question left empty stays as it is kept, and so does one that was not changed on this page:
    another window may have changed it since.
    """

    given: dict[Response, dict[str, object]]
    questions: list[Question]

    @property
    def new(self) -> list[tuple[Response, ItemForm]]:
        """Return each question with a new answer, and its form."""
        return [(one.response, one.form) for one in self.questions if one.response in self.given]

    @property
    def has_errors(self) -> bool:
        """Test whether something sent cannot be kept as it is."""
        return any(question.form.errors for question in self.questions)


def sent(responses: Sequence[Response], data: Mapping[str, Any]) -> Sent:
    """Return what ``data`` says of the questions."""
    seen = SeenForm(responses, data=data)
    given: dict[Response, dict[str, object]] = {}
    questions = []
    for response in responses:
        question = question_of(response, data)
        if not question.form.is_touched:
            question = question_of(response)
        elif question.form.is_valid():
            chosen = question.form.chosen()
            if as_text(chosen) not in {seen.said(response), as_text(response.chosen)}:
                given[response] = chosen
        questions.append(question)
    return Sent(given, questions)
