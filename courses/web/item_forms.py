"""One form class for each kind of question, drawn by the form pack."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.catalogue.item_types import answers
from courses.catalogue.models import Item, Option
from courses.common.html import plain_text, trusted
from courses.web.forms import Checkboxes, HouseForm, Radios
from courses.web.layout import Cut, Part

NOT_SURE = "not-sure"
Data = Any


class ItemForm(HouseForm):
    """What every question shares.

    Its options in the order shown, and the answer as it is stored.
    """

    button = _("Continue")
    once: ClassVar[bool] = True

    def __init__(
        self,
        item: Item,
        options: Sequence[Option],
        *,
        chosen: dict[str, Any],
        data: Data = None,
        prefix: str | None = None,
    ) -> None:
        self.item, self.options = item, options
        self.kept = answers.read(item.kind, chosen)
        super().__init__(data=data, prefix=prefix)
        self.fields.update(self.questions())

    def questions(self) -> dict[str, forms.Field]:
        """Return the fields of this question by name."""
        raise NotImplementedError

    def chosen(self) -> dict[str, object]:
        """Return the valid answer as it is stored."""
        raise NotImplementedError

    @property
    def is_touched(self) -> bool:
        """Test whether anything was chosen or typed here; an empty question is no error."""
        return any(
            field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
        )

    def mark_options(self, mark: str) -> None:
        """Let ``mark`` stand before each option and after the last."""
        self.fields["answer"].widget.cut = mark


class ChoiceForm(ItemForm):
    """One answer of several."""

    heading_field = "answer"

    def questions(self) -> dict[str, forms.Field]:
        """Return one group of radio buttons, none chosen beforehand."""
        return {
            "answer": forms.ChoiceField(
                label=trusted(self.item.stem_html),
                choices=[(option.identifier, trusted(option.html)) for option in self.options],
                widget=Radios,
                initial=next(iter(self.kept), None),
                error_messages={"required": _("Select an answer")},
            )
        }

    def chosen(self) -> dict[str, object]:
        """Return the chosen option."""
        return answers.write(self.item.kind, [self.cleaned_data["answer"]])


class MultipleForm(ItemForm):
    """Several answers."""

    heading_field = "answer"

    def questions(self) -> dict[str, forms.Field]:
        """Return one group of checkboxes."""
        return {
            "answer": forms.MultipleChoiceField(
                label=trusted(self.item.stem_html),
                help_text=self.how_many(),
                choices=[(option.identifier, trusted(option.html)) for option in self.options],
                widget=Checkboxes,
                initial=list(self.kept),
                error_messages={"required": self.how_many()},
            )
        }

    def how_many(self) -> str:
        """Return how many answers to select, in words."""
        number = self.item.choose
        return str(_("Select %d answers") % number if number else _("Select all that apply"))

    def clean_answer(self) -> list[str]:
        """Return the answers, as many as the question asks for."""
        chosen: list[str] = self.cleaned_data["answer"]
        if self.item.choose and len(chosen) != self.item.choose:
            raise forms.ValidationError(self.how_many())
        return chosen

    def chosen(self) -> dict[str, object]:
        """Return the chosen options."""
        return answers.write(self.item.kind, self.cleaned_data["answer"])


class LinesForm(ItemForm):
    """A list for each option: no field is the question, so the stem stands above them all."""

    cut = ""

    @property
    def heading(self) -> SafeString:  # type: ignore[override] # the page's h1, from the question
        """Return the question."""
        return trusted(self.item.stem_html)

    def mark_options(self, mark: str) -> None:
        """Let ``mark`` stand before each option and after the last."""
        self.cut = mark

    def body(self) -> list[str | Part]:
        """Return the names of the fields in order, parted where the form is to be cut."""
        parts = super().body()
        if not self.cut:
            return parts
        cut = Cut(self.cut)
        return [one for part in parts for one in (cut, part)] + [cut]


class OrderForm(LinesForm):
    """Options to put in order: a place for each."""

    def questions(self) -> dict[str, forms.Field]:
        """Return one list of places for each option."""
        numbers = [str(n) for n in range(1, len(self.options) + 1)]
        places = [("", _("Choose a place")), *((number, number) for number in numbers)]
        order = list(self.kept)
        return {
            option.identifier: forms.ChoiceField(
                label=trusted(option.html),
                choices=places,
                initial=str(order.index(option.identifier) + 1)
                if option.identifier in order
                else None,
                error_messages={"required": _("Choose a place for: %s") % plain_text(option.html)},
            )
            for option in self.options
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a place given twice."""
        cleaned: dict[str, Any] = super().clean() or {}
        places = list(cleaned.values())
        if len(places) == len(self.options) and len(set(places)) < len(places):
            self.add_error(self.options[0].identifier, _("Give each place once"))
        return cleaned

    def chosen(self) -> dict[str, object]:
        """Return the options in the order given."""
        placed = sorted(self.options, key=lambda option: int(self.cleaned_data[option.identifier]))
        return answers.write(self.item.kind, [option.identifier for option in placed])


class MatchForm(LinesForm):
    """Options to match with their pairs: a list for each."""

    def questions(self) -> dict[str, forms.Field]:
        """Return one list of pairs for each option, in alphabetical order."""
        texts = sorted({option.pair for option in self.options})
        pairs = [("", _("Choose what fits")), *((text, text) for text in texts)]
        kept = self.kept if isinstance(self.kept, dict) else {}
        return {
            option.identifier: forms.ChoiceField(
                label=trusted(option.html),
                choices=pairs,
                initial=kept.get(option.identifier),
                error_messages={"required": _("Choose what fits: %s") % plain_text(option.html)},
            )
            for option in self.options
        }

    def chosen(self) -> dict[str, object]:
        """Return the pair chosen for each option."""
        return answers.write(self.item.kind, dict(self.cleaned_data))


class InLesson(ItemForm):
    """A question inside a lesson: its own button, and its errors in the summary of the page."""

    button = _("Check my answer")
    heading_field = ""
    shows_summary: ClassVar[bool] = False


class CheckChoiceForm(InLesson, ChoiceForm):
    """One answer of several inside a lesson; "I am not sure" is an answer too, and teaches."""

    def questions(self) -> dict[str, forms.Field]:
        """Return the radio buttons with "I am not sure" as the last."""
        fields = super().questions()
        answer = fields["answer"]
        answer.choices = [*answer.choices, (NOT_SURE, _("I am not sure"))]  # type: ignore[attr-defined]
        return fields


class CheckMultipleForm(InLesson, MultipleForm):
    """Several answers inside a lesson, or "I am not sure" alone."""

    def questions(self) -> dict[str, forms.Field]:
        """Return the checkboxes with "I am not sure" as the last."""
        fields = super().questions()
        answer = fields["answer"]
        answer.choices = [*answer.choices, (NOT_SURE, _("I am not sure"))]  # type: ignore[attr-defined]
        return fields

    def clean_answer(self) -> list[str]:
        """Return the answers, as many as the question asks for, or that one is not sure."""
        chosen: list[str] = self.cleaned_data["answer"]
        if NOT_SURE not in chosen:
            return super().clean_answer()
        if len(chosen) > 1:
            raise forms.ValidationError(_("Select “I am not sure” alone, or not at all"))
        return chosen


class UnsureLines(InLesson, LinesForm):
    """Lists inside a lesson, which may be left empty by whoever says that they are not sure."""

    marks_optional: ClassVar[bool] = False

    @property
    def is_unsure(self) -> bool:
        """Test whether "I am not sure" was sent."""
        return self.is_bound and bool(self.data.get(self.add_prefix(NOT_SURE)))

    def questions(self) -> dict[str, forms.Field]:
        """Return the lists with "I am not sure" below them."""
        fields = super().questions()
        for field in fields.values():
            field.required = not self.is_unsure
        fields[NOT_SURE] = forms.MultipleChoiceField(
            label=_("Or"),
            choices=[(NOT_SURE, _("I am not sure"))],
            widget=forms.CheckboxSelectMultiple,
            initial=[NOT_SURE] if NOT_SURE in self.kept else [],
            required=False,
        )
        return fields

    def clean(self) -> dict[str, Any]:
        """Return the lists alone, or nothing where somebody is not sure."""
        if self.is_unsure:
            return {}
        self.cleaned_data.pop(NOT_SURE, None)
        return super().clean() or {}

    def chosen(self) -> dict[str, object]:
        """Return what was chosen, or that one is not sure."""
        if not self.is_unsure:
            return super().chosen()
        is_match = self.item.kind == Item.Kind.MATCH
        return answers.write(self.item.kind, {NOT_SURE: NOT_SURE} if is_match else [NOT_SURE])


class CheckOrderForm(UnsureLines, OrderForm):
    """Options to put in order inside a lesson."""


class CheckMatchForm(UnsureLines, MatchForm):
    """Options to match inside a lesson."""


QUIZ_FORMS: dict[str, type[ItemForm]] = {
    Item.Kind.CHOICE: ChoiceForm,
    Item.Kind.MULTIPLE: MultipleForm,
    Item.Kind.ORDER: OrderForm,
    Item.Kind.MATCH: MatchForm,
}
CHECK_FORMS: dict[str, type[ItemForm]] = {
    Item.Kind.CHOICE: CheckChoiceForm,
    Item.Kind.MULTIPLE: CheckMultipleForm,
    Item.Kind.ORDER: CheckOrderForm,
    Item.Kind.MATCH: CheckMatchForm,
}
