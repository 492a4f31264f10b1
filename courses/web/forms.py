"""The base of every form: buttons, heading, linked error summary, and a day in three fields."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.common.names import in_one_line
from courses.web.layout import Button, Buttons, ErrorSummary, Heading, Part


class DayPart(forms.TextInput):
    """The day, the month or the year of a ``DayInput``."""

    template_name = "govuk/widgets/date_part.html"


class DayInput(forms.MultiWidget):
    """A day typed in three fields: ``name_day``, ``name_month``, ``name_year``.

    A single value under ``name`` itself, such as 2027-03-12, is taken too.
    """

    template_name = "govuk/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": DayPart(attrs={"title": _("Day"), "size": "2"}),
            "month": DayPart(attrs={"title": _("Month"), "size": "2"}),
            "year": DayPart(attrs={"title": _("Year"), "size": "4"}),
        }
        super().__init__(parts, attrs)

    def decompress(self, value: date | str | None) -> list[str | int | None]:
        """Return day, month and year; what was typed wrongly comes back as typed."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        if value:
            year, _first, rest = value.partition("-")
            month, _second, day = rest.partition("-")
            return [day, month, year]
        return [None, None, None]

    def value_from_datadict(  # type: ignore[override] # one value: a DateField reads it
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str | None:
        """Return year-month-day as typed, or None when all three are empty."""
        if data.get(name):
            return str(data[name])
        day, month, year = (
            str(part or "").strip() for part in super().value_from_datadict(data, files, name)
        )
        return f"{year}-{month}-{day}" if day or month or year else None


class NameField(forms.CharField):
    """A name on one line, of what can be seen."""

    def to_python(self, value: Any) -> str:
        """Return the name as it is kept; one of hidden characters alone is empty."""
        return in_one_line(str(super().to_python(value)))


class Radios(forms.RadioSelect):
    """Radio buttons; ``cut`` stands before each and after the last."""

    cut = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs to know."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["cut"] = self.cut
        return context


class Checkboxes(Radios, forms.CheckboxSelectMultiple):
    """Checkboxes, likewise."""


class HouseForm(forms.Form):
    """A form in the house pattern; ``{% crispy form %}`` renders it whole.

    ``heading`` is the page's h1, above the fields, and ``intro`` says below it what the form does.
    With ``heading_field`` the label or legend of that field is the h1 instead, for one question a
    page. ``caption`` stands small within either. ``cancel_url`` adds a link after the buttons.
    ``form_id`` lets a button elsewhere send the form. ``shows_summary`` is False where the page
    shows the error summary itself, in the block error_summary.
    """

    button: ClassVar[str | Promise] = _("Continue")
    secondary: ClassVar[Sequence[Button]] = ()
    kind: ClassVar[Literal["", "secondary", "warning"]] = ""
    once: ClassVar[bool] = False
    method: ClassVar[Literal["post", "get"]] = "post"
    heading_field: ClassVar[str] = ""
    marks_optional: ClassVar[bool] = True
    shows_summary: ClassVar[bool] = True

    heading: str | Promise = ""
    caption: str | Promise = ""
    intro: str | Promise = ""
    action: str = ""
    cancel_url: str = ""
    form_id: str = ""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")  # no label of ours ends with a colon
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field.widget) is forms.DateInput:
                field.widget = DayInput(attrs=field.widget.attrs)
                field.widget.is_required = field.required

    def body(self) -> list[str | Part]:
        """Return the names of the fields in order; override to put parts between them."""
        return list(self.fields)

    def buttons(self) -> list[Button]:
        """Return the buttons in order, the main one first."""
        buttons = [Button(self.button, kind=self.kind, once=self.once), *self.secondary]
        if self.cancel_url:
            buttons.append(Button(_("Cancel"), url=self.cancel_url))
        return buttons

    @property
    def helper(self) -> FormHelper:
        """Return what crispy needs to render this form."""
        parts: list[str | Part] = [ErrorSummary()] if self.shows_summary else []
        if self.heading:
            parts.append(Heading())
        helper = FormHelper()  # type: ignore[no-untyped-call]
        helper.form_method = self.method
        helper.form_action = self.action
        helper.form_id = self.form_id
        helper.layout = Layout(  # type: ignore[no-untyped-call]
            *parts, *self.body(), Buttons(self.buttons())
        )
        return helper
