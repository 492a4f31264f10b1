"""The forms that revise a rule: when it is due, how long it holds, from which day that counts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.compliance.models import Requirement
from courses.compliance.queries import version_key
from courses.compliance.status import Revision
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.lead.rule_forms import LONGEST_AHEAD, NUMBER, REAL, RuleForm

SHORTEST_MONTH = 28


class RevisionForm(HouseForm):
    """What a rule shall ask for from a day on; whom it names and the course stay."""

    button = _("See who would change")
    marks_optional = False
    heading: str | Promise = _("Revise a rule")
    due = RuleForm.base_fields["due"]
    due_days = RuleForm.base_fields["due_days"]
    due_on = RuleForm.base_fields["due_on"]
    valid_months = RuleForm.base_fields["valid_months"]
    renew_window_days = forms.IntegerField(
        label=_("How many days before the end does renewal open?"),
        help_text=_("For example 60. Renewing early never shortens what is still in date."),
        min_value=0,
        max_value=366,
        error_messages={
            "required": _("Enter how many days before the end, or 0"),
            "invalid": NUMBER,
            "min_value": _("Enter 0 days or more"),
            "max_value": _("Enter at most 366 days"),
        },
    )
    effective_from = forms.DateField(
        label=_("From which day does the change hold?"),
        help_text=_("Earlier days keep the status they had. Nobody is given fresh days."),
        error_messages={"required": _("Enter the day"), **REAL},
    )

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, each at the field where it can be mended."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, starts = cleaned.get("due"), cleaned.get("effective_from")
        if kind == "days" and cleaned.get("due_days") is None and "due_days" not in self.errors:
            self.add_error("due_days", _("Enter how many days after they start"))
        if kind == "day" and cleaned.get("due_on") is None and "due_on" not in self.errors:
            self.add_error("due_on", _("Enter the day on which it is due"))
        if kind == "day" and starts and cleaned.get("due_on"):
            self.check_due_day(starts, cleaned["due_on"])
        months, window = cleaned.get("valid_months"), cleaned.get("renew_window_days")
        if months and window and window >= months * SHORTEST_MONTH:
            message = _("Renewal would never close: enter fewer days than it is valid")
            self.add_error("renew_window_days", message)
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

    def asked(self) -> dict[str, Any]:
        """Return what the rule shall ask for, as the use case takes it."""
        data, by_days = self.cleaned_data, self.cleaned_data["due"] == "days"
        return {
            "due_days": data["due_days"] if by_days else None,
            "due_on": None if by_days else data["due_on"],
            "valid_months": data["valid_months"],
            "renew_window_days": data["renew_window_days"],
        }

    def revision_of(self, rule: Requirement) -> Revision:
        """Return the change to ``rule`` as the pure rules of status read it."""
        return Revision(
            effective_from=self.cleaned_data["effective_from"],
            effective_until=rule.effective_until,
            role_id=rule.role_id,
            site_id=rule.site_id,
            team_id=rule.team_id,
            minimum_version=version_key(rule.minimum_version),
            **self.asked(),
        )

    def hidden(self) -> dict[str, Any]:
        """Return the answers as hidden fields carry them."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }


class ConfirmRevisionForm(RevisionForm):
    """The same once more, hidden, for the page that shows who would change."""

    heading = ""
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    def buttons(self) -> list[Button]:
        """Return the button that saves, and the way back."""
        return [
            Button(_("Save this change"), name="confirmed", value="1", once=True),
            Button(_("Change it again"), name="change", value="1", kind="secondary"),
        ]


def fields_of(rule: Requirement, first: date) -> dict[str, Any]:
    """Return what the form shows at first: the rule as it is, from the first day it may change."""
    return {
        "due": "day" if rule.due_on else "days",
        "due_days": rule.due_days,
        "due_on": rule.due_on,
        "valid_months": rule.valid_months,
        "renew_window_days": rule.renew_window_days,
        "effective_from": first,
    }
