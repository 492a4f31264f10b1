"""What every form of a rule asks: when it is due, how long it holds, and how it is renewed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.accounts.typed_days import day_of
from courses.compliance.models import Requirement
from courses.compliance.possible import Fault
from courses.compliance.reading import fixed_of
from courses.compliance.renewing import LEAP_YEAR, Renewal
from courses.compliance.services import Asked
from courses.web.forms import HouseForm

REAL = {"invalid": _("Enter a real date")}
NUMBER = _("Enter a whole number")
# Where each fault is mended, and how.
WORDS = {
    Fault.STARTS_TOO_EARLY: ("effective_from", _("Enter a day from 1 January 2000 on")),
    Fault.STARTS_TOO_LATE: ("effective_from", _("Enter a first day within two years from now")),
    Fault.ENDS_BEFORE_IT_STARTS: (
        "effective_from",
        _("The rule ends before that day. Enter an earlier day"),
    ),
    Fault.DUE_BEFORE_START: (
        "due_on",
        _("The due day is before the rule begins. Enter a later day"),
    ),
    Fault.DUE_BEFORE_OPENING: (
        "due",
        _("The course opens on a later day. Let the rule begin, or be due, on that day or later"),
    ),
    Fault.DUE_TOO_LATE: ("due_on", _("Enter a due day within five years of the first day")),
    Fault.NO_MONTHS: ("valid_months", _("Enter 1 month or more, or nothing")),
    Fault.TOO_MANY_MONTHS: ("valid_months", _("Enter at most 120 months")),
    Fault.WINDOW_TOO_LONG: (
        "renew_window_days",
        _("Renewal would never close: enter fewer days than it is valid"),
    ),
    Fault.NO_WHOLE_YEARS: (
        "valid_months",
        _("Renewal on a day of the year counts whole years: enter 12, 24, 36 and so on"),
    ),
    Fault.NO_SUCH_DAY: ("fixed_on", _("Enter a day and a month, such as 1 September")),
    Fault.GRACE_TOO_LONG: ("grace_days", _("Enter at most 30 days")),
    Fault.GRACE_OF_NOTHING: (
        "grace_days",
        _("Nothing runs out here. Enter after how many months, or no days of grace"),
    ),
    Fault.REFRESHER_OF_NOTHING: (
        "refresher",
        _("Nothing is renewed here. Enter after how many months, or choose no shorter course"),
    ),
    Fault.RENEWS_ITSELF: ("refresher", _("Choose another course than the one to be held")),
    Fault.RENEWS_IN_A_CIRCLE: (
        "refresher",
        _("Another rule renews that course by this one, so neither would ever be done in full"),
    ),
}


class TermsForm(HouseForm):
    """When a course is due, how long it holds, and how it is renewed."""

    marks_optional = False
    due = forms.ChoiceField(
        label=_("When is it due the first time?"),
        choices=[
            ("days", _("Some days after they start")),
            ("day", _("On one day, the same for everybody")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it is due the first time")},
    )
    due_days = forms.IntegerField(
        label=_("How many days after they start?"),
        help_text=_("Only for the first choice. For example 28."),
        required=False,
        min_value=0,
        max_value=730,
        error_messages={
            "invalid": NUMBER,
            "min_value": _("Enter 0 days or more"),
            "max_value": _("Enter at most 730 days"),
        },
    )
    due_on = forms.DateField(
        label=_("On which day?"),
        help_text=_(
            "Only for the second choice. Whoever starts later has it due on their first day."
        ),
        required=False,
        error_messages=REAL,
    )
    valid_months = forms.IntegerField(
        label=_("After how many months must it be done again?"),
        help_text=_("For example 12. Leave empty where once is enough."),
        required=False,
        min_value=1,
        max_value=120,
        error_messages={
            "invalid": NUMBER,
            "min_value": _("Enter 1 month or more, or nothing"),
            "max_value": _("Enter at most 120 months"),
        },
    )
    renewal = forms.ChoiceField(
        label=_("From where do the months count?"),
        choices=[
            (Renewal.COMPLETION.value, _("From each completion")),
            (Renewal.ANNIVERSARY.value, _("From the anniversary of their first completion")),
            (Renewal.FIXED_DAY.value, _("To one day of the year, such as 1 September")),
        ],
        required=False,
    )
    fixed_on = forms.CharField(
        label=_("Which day of the year?"),
        help_text=_("Only for one day of the year. For example 1 September."),
        required=False,
        max_length=30,
    )
    renew_window_days = forms.IntegerField(
        label=_("How many days before the end does renewal open?"),
        help_text=_(
            "For example 60. Renewing early never shortens what is still in date, and counts for"
            " the next period."
        ),
        min_value=0,
        max_value=366,
        error_messages={
            "required": _("Enter how many days before the end, or 0"),
            "invalid": NUMBER,
            "min_value": _("Enter 0 days or more"),
            "max_value": _("Enter at most 366 days"),
        },
    )
    grace_days = forms.IntegerField(
        label=_("How many days of grace are there to renew once it has run out?"),
        help_text=_("At most 30. Nobody is called overdue in these days. Leave empty for none."),
        required=False,
        min_value=0,
        max_value=30,
        error_messages={
            "invalid": NUMBER,
            "min_value": _("Enter 0 days or more"),
            "max_value": _("Enter at most 30 days"),
        },
    )
    refresher = forms.ChoiceField(
        label=_("Is there a shorter course that renews it?"),
        help_text=_("It counts once the course itself was completed, never the first time."),
        required=False,
        error_messages={"invalid_choice": _("Choose a course from the list")},
    )

    def __init__(self, *args: Any, courses: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No, the same course again")), *courses.items()]
        self.fields["refresher"].choices = choices  # type: ignore[attr-defined]

    def clean_renewal(self) -> str:
        """Return from where the months count: from each completion unless it is said."""
        return str(self.cleaned_data["renewal"] or Renewal.COMPLETION.value)

    def clean_fixed_on(self) -> tuple[int, int] | None:
        """Return the month and day that was typed, or None where nothing was.

        :raises ValidationError: when it is no day of a year.
        """
        typed = str(self.cleaned_data["fixed_on"]).strip()
        if not typed:
            return None
        day = day_of(f"{typed} {LEAP_YEAR}") or day_of(f"{typed}/{LEAP_YEAR}")
        if day is None:
            raise forms.ValidationError(WORDS[Fault.NO_SUCH_DAY][1])
        return day.month, day.day

    def clean_grace_days(self) -> int:
        """Return the days of grace, none where nothing was entered."""
        return self.cleaned_data["grace_days"] or 0

    def clean(self) -> dict[str, Any]:
        """Refuse what is missing for the kind of due day or renewal that was chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("due")
        if kind == "days" and cleaned.get("due_days") is None and "due_days" not in self.errors:
            self.add_error("due_days", _("Enter how many days after they start"))
        if kind == "day" and cleaned.get("due_on") is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Enter the day on which it is due"))
        return cleaned

    def show_faults(self, faults: Collection[Fault]) -> None:
        """Show each of ``faults`` at the field where it is mended, unless that has an error."""
        for fault in faults:
            field, words = WORDS[fault]
            if field not in self.errors:
                self.add_error(field, words)

    def due_fields(self) -> dict[str, Any]:
        """Return when it is due, by the kind that was chosen."""
        by_days = self.cleaned_data["due"] == "days"
        return {
            "due_days": self.cleaned_data["due_days"] if by_days else None,
            "due_on": None if by_days else self.cleaned_data["due_on"],
        }

    def terms(self) -> Asked:
        """Return what the rule shall ask for, as rows keep it, without the shorter course."""
        data = self.cleaned_data
        is_fixed = data["renewal"] == Renewal.FIXED_DAY.value
        month, day = (is_fixed and data["fixed_on"]) or (None, None)
        return {
            "valid_months": data["valid_months"],
            "renewal": data["renewal"],
            "fixed_month": month,
            "fixed_day": day,
            "renew_window_days": data["renew_window_days"],
            "grace_days": data["grace_days"],
            "due_days": self.due_fields()["due_days"],
            "due_on": self.due_fields()["due_on"],
        }

    def hidden(self) -> dict[str, Any]:
        """Return the answers as hidden fields carry them."""
        carried = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }
        fixed = self.cleaned_data.get("fixed_on")
        return carried | {"fixed_on": f"{fixed[1]}/{fixed[0]}" if fixed else ""}


def terms_of(rule: Requirement) -> dict[str, Any]:
    """Return what the form shows at first of a rule that is there."""
    fixed = fixed_of(rule)
    return {
        "due": "day" if rule.due_on else "days",
        "due_days": rule.due_days,
        "due_on": rule.due_on,
        "valid_months": rule.valid_months,
        "renewal": rule.renewal,
        "fixed_on": f"{date(LEAP_YEAR, *fixed):%-d %B}" if fixed else "",
        "renew_window_days": rule.renew_window_days,
        "grace_days": rule.grace_days,
        "refresher": rule.refresher.slug if rule.refresher else "",
    }
