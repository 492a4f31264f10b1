"""The forms of rules: who must hold which course, by when, for how long; and its last day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.compliance.possible import FIRST_DAY
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.lead.rule_audience_forms import ORDER, AudienceForm
from courses.web.lead.rule_term_forms import REAL

LONGEST_AHEAD = timedelta(days=5 * 366)
FIELDS = (
    *ORDER,
    "course",
    "due",
    "due_days",
    "due_on",
    "valid_months",
    "renewal",
    "fixed_on",
    "renew_window_days",
    "grace_days",
    "refresher",
    "effective_from",
)


class RuleForm(AudienceForm):
    """A new rule."""

    button = _("Check the rule")
    heading: str | Promise = _("New rule")
    course = forms.ChoiceField(
        label=_("Which course?"),
        error_messages={
            "required": _("Choose a course"),
            "invalid_choice": _("Choose a course from the list"),
        },
    )
    effective_from = forms.DateField(
        label=_("From which day does the rule hold?"),
        help_text=_(
            "Days to finish count from here for whoever works here by then, and for others from"
            " their start."
        ),
        error_messages={"required": _("Enter the day"), **REAL},
    )

    def __init__(self, *args: Any, courses: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, courses=courses, **kwargs)
        self.fields["course"].choices = list(courses.items())  # type: ignore[attr-defined]
        self.order_fields(FIELDS)

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, each at the field where it can be mended."""
        cleaned = super().clean()
        starts, on = cleaned.get("effective_from"), cleaned.get("due_on")
        if cleaned.get("due") == "day" and starts and on:
            self.check_due_day(starts, on)
        if starts is not None and starts < FIRST_DAY:
            self.add_error("effective_from", _("Enter a day from 1 January 2000 on"))
        return cleaned

    def check_due_day(self, starts: date, on: date) -> None:
        """Refuse a due day before the rule begins, or very far away."""
        if on < starts:
            message = _("The due day is before the rule begins. Enter a later day")
            self.add_error("due_on", message)
        elif on > starts + LONGEST_AHEAD:
            self.add_error("due_on", _("Enter a due day within five years of the rule's first day"))

    def check_start(self, today: date) -> None:
        """Refuse a first day that is years ahead of ``today``."""
        starts = self.cleaned_data.get("effective_from")
        if starts is not None and starts > today + timedelta(days=2 * 366):
            self.add_error("effective_from", _("Enter a first day within two years from now"))


class ConfirmRuleForm(RuleForm):
    """The same once more, hidden, for the page that shows what the rule would do."""

    heading = ""
    form_id = "check"
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide()

    def buttons(self) -> list[Button]:
        """Return the button that saves, and the way back."""
        return [
            Button(_("Save the rule"), name="confirmed", value="1", once=True),
            Button(_("Change the rule"), name="change", value="1", kind="secondary"),
        ]


class EndRuleForm(HouseForm):
    """The last day of a rule."""

    button = _("Continue")
    last_day = forms.DateField(
        label=_("What is the last day on which the rule holds?"),
        help_text=_(
            "Earlier days keep the status they had. A rule that has not begun is taken back."
        ),
        error_messages={"required": _("Enter the last day"), **REAL},
    )

    def check_day(self, today: date) -> None:
        """Refuse a day that has passed, or is very far away."""
        day: date = self.cleaned_data["last_day"]
        if day < today:
            self.add_error("last_day", _("Enter today or a later day: the past keeps its status"))
        elif day > today + LONGEST_AHEAD:
            self.add_error("last_day", _("Enter a day within five years from now"))


class ConfirmEndForm(HouseForm):
    """The same once more, hidden, for the page that shows who would change."""

    once = True
    form_id = "check"
    last_day = forms.CharField(widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *, last_day: date, mark: str, cancel_url: str) -> None:
        super().__init__(initial={"last_day": last_day.isoformat(), "mark": mark})
        self.cancel_url = cancel_url

    def buttons(self) -> list[Button]:
        """Return the button that ends the rule, and the ways back."""
        return [
            Button(_("End the rule"), name="confirmed", value="1", kind="warning", once=True),
            Button(_("Change the day"), name="change", value="1", kind="secondary"),
            Button(_("Cancel"), url=self.cancel_url),
        ]
