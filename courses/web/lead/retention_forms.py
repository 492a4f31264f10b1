"""The forms of what is held and until when: a day to look ahead to, periods, a legal hold."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.retention import Periods
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


def period_words(name: str, number: int) -> str:
    """Return the period ``name`` as "24 months" or "30 days"."""
    if name.endswith("_days"):
        return ngettext("%d day", "%d days", number) % number
    return ngettext("%d month", "%d months", number) % number


class PeriodsForm(HouseForm):
    """For how long each kind is kept, within its bounds."""

    button = gettext_lazy("Continue")
    marks_optional = False
    attendance_months = forms.IntegerField(
        label=gettext_lazy("Who was expected and present in a training room")
    )
    request_days = forms.IntegerField(
        label=gettext_lazy("Requests to join, after they were made or decided")
    )
    declined_months = forms.IntegerField(
        label=gettext_lazy("Files of training elsewhere that was not accepted")
    )
    accepted_months = forms.IntegerField(
        label=gettext_lazy("Files of training elsewhere that was accepted")
    )

    def __init__(self, *args: Any, bounds: Mapping[str, tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            least, most = bounds[name]
            unit = _("days") if name.endswith("_days") else _("months")
            words = {"least": least, "most": most, "unit": unit, "what": field.label}
            said = _("In %(unit)s, from %(least)d to %(most)d")
            wrong = _("%(what)s: enter a whole number of %(unit)s, from %(least)d to %(most)d")
            if least == most:
                said, wrong = _("In %(unit)s, %(least)d alone"), _("%(what)s: enter %(least)d")
            field.help_text, wrong = said % words, wrong % words
            field.error_messages = dict.fromkeys(("required", "invalid"), wrong)
            field.validators = [
                MinValueValidator(least, message=wrong),
                MaxValueValidator(most, message=wrong),
            ]
            field.widget = forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}
            )
        self.fields["accepted_months"].help_text += ". " + _(
            "Never shorter than a rule of yours lets such training count."
        )

    @property
    def periods(self) -> Periods:
        """Return what was asked for, once it is valid."""
        return Periods(**self.cleaned_data)


class ConfirmPeriodsForm(HouseForm):
    """The same once more, hidden, with what was foreseen for them."""

    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *, filled: PeriodsForm, mark: str, cancel_url: str) -> None:
        super().__init__(initial={"mark": mark})
        for name, value in filled.cleaned_data.items():
            self.fields[name] = forms.IntegerField(initial=value, widget=forms.HiddenInput)
        self.cancel_url = cancel_url

    def buttons(self) -> list[Button]:
        """Return the button that saves them, and the ways back."""
        return [
            Button(_("Save the periods"), name="confirmed", value="1", once=True),
            Button(_("Change"), name="change", value="1", kind="secondary"),
            Button(_("Cancel"), url=self.cancel_url),
        ]
