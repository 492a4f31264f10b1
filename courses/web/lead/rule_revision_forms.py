"""The forms that revise a rule: when it is due, how long it holds, from which day that counts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.compliance.models import Requirement
from courses.compliance.possible import SHORTEST_MONTH, Fault
from courses.web.layout import Button
from courses.web.lead.rule_audience_forms import AudienceForm, who_of
from courses.web.lead.rule_forms import FIELDS, LONGEST_AHEAD
from courses.web.lead.rule_term_forms import REAL, terms_of


class RevisionForm(AudienceForm):
    """What a rule shall ask for, and of whom, from a day on; the course stays."""

    button = _("See who would change")
    heading: str | Promise = _("Revise a rule")
    effective_from = forms.DateField(
        label=_("From which day does the change hold?"),
        help_text=_("Earlier days keep the status they had. Nobody is given fresh days."),
        error_messages={"required": _("Enter the day"), **REAL},
    )

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first
        self.order_fields(FIELDS)

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, each at the field where it can be mended."""
        cleaned = super().clean()
        starts = cleaned.get("effective_from")
        if cleaned.get("due") == "day" and starts and cleaned.get("due_on"):
            self.check_due_day(starts, cleaned["due_on"])
        months, window = cleaned.get("valid_months"), cleaned.get("renew_window_days")
        if months and window and window >= months * SHORTEST_MONTH:
            self.show_faults([Fault.WINDOW_TOO_LONG])
        return cleaned

    def check_due_day(self, starts: date, on: date) -> None:
        """Refuse a due day before the change holds, or very far away."""
        if on < starts:
            message = _("The due day is before the change holds. Enter a later day")
            self.add_error("due_on", message)
        elif on > starts + LONGEST_AHEAD:
            self.add_error("due_on", _("Enter a due day within five years of the first day"))

    def clean_effective_from(self) -> date:
        """Return the day.

        :raises ValidationError: when it has passed, or is years ahead.
        """
        day: date = self.cleaned_data["effective_from"]
        if day < self.first:
            message = _("Enter %(day)s or a later day: the past keeps its status")
            told = {"day": f"{self.first.day} {self.first:%B %Y}"}
            raise forms.ValidationError(message, params=told)
        if day > self.first + timedelta(days=2 * 366):
            raise forms.ValidationError(_("Enter a day within two years from now"))
        return day


class ConfirmRevisionForm(RevisionForm):
    """The same once more, hidden, for the page that shows who would change."""

    heading = ""
    form_id = "check"
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide()

    def buttons(self) -> list[Button]:
        """Return the button that saves, and the way back."""
        return [
            Button(_("Save this change"), name="confirmed", value="1", once=True),
            Button(_("Change it again"), name="change", value="1", kind="secondary"),
        ]


def fields_of(rule: Requirement, first: date) -> dict[str, Any]:
    """Return what the form shows at first: the rule as it is, from the first day it may change."""
    return {**terms_of(rule), **who_of(rule.audience), "effective_from": first}
