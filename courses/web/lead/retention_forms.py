"""The forms of what is held and until when: a day to look ahead to, and a legal hold."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.common.dates import add_months
from courses.web.forms import HouseForm
from courses.web.layout import Button

MOST_MONTHS: Final = 120


def next_month(day: date) -> date:
    """Return the first day of the month after ``day``."""
    return add_months(day.replace(day=1), 1)


class AheadForm(HouseForm):
    """Up to which day to look ahead."""

    method = "get"
    button = gettext_lazy("Show what goes")
    kind = "secondary"
    marks_optional = False
    shows_summary = False
    by = forms.DateField(
        label=gettext_lazy("What goes until which day?"),
        help_text=gettext_lazy("Nothing is removed by looking. For example, 1 9 2027"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Enter a real date, such as 1 9 2027")},
    )

    def __init__(self, *, today: date, data: Any) -> None:
        super().__init__(data=data)
        self.today = today

    def clean_by(self) -> date | None:
        """Return the day.

        :raises ValidationError: for a day in the past or more than ten years ahead.
        """
        day: date | None = self.cleaned_data["by"]
        if day is not None and not self.today <= day <= add_months(self.today, MOST_MONTHS):
            raise forms.ValidationError(_("Enter a day from today to ten years ahead"))
        return day

    @property
    def day(self) -> date:
        """Return the day looked ahead to: the first of the next month where none is sound."""
        return self.cleaned_data.get("by") or next_month(self.today)


class HoldForm(HouseForm):
    """Who comes under a legal hold, and why."""

    marks_optional = False
    person = forms.CharField(
        label=gettext_lazy("Whose records?"),
        help_text=gettext_lazy("Staff number or email address, of somebody who has left too."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter a staff number or an email address")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why are they held?"),
        help_text=gettext_lazy(
            "Such as “Employment tribunal”. Do not name or describe a child, a case or health:"
            " the person can read this."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the reason")},
    )


class ConfirmHoldForm(HoldForm):
    """The same once more, hidden, below the name of whom it found."""

    def __init__(self, *, member: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.member = member
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    def buttons(self) -> list[Button]:
        """Return the button that holds just this record, and the way back."""
        words = _("Put under a legal hold")
        return [
            Button(words, name="confirmed", value=str(self.member), once=True),
            Button(_("Cancel"), url=self.cancel_url),
        ]


class ReleaseForm(HouseForm):
    """Taking a legal hold off."""

    button = gettext_lazy("Take the hold off")
    kind = "warning"
    once = True
