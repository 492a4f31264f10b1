"""The forms of rules: who must hold which course, by when, for how long; and its last day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.places import Places
from courses.compliance.status import Revision
from courses.web.forms import HouseForm
from courses.web.layout import Button

EVERYONE = "everyone"
LONGEST_AHEAD = timedelta(days=5 * 366)
FIRST_DAY = date(2000, 1, 1)
REAL = {"invalid": _("Enter a real date")}
NUMBER = _("Enter a whole number")


def audiences(places: Places, *, whole: bool) -> list[tuple[str, Any]]:
    """Return whom a rule may name, in groups; everyone and a job only over the organisation."""
    groups: list[tuple[str, Any]] = []
    if whole:
        groups.append((EVERYONE, _("Everyone")))
    for kind, label, rows in (
        ("site", _("Everyone at a site"), places.sites),
        ("team", _("Everyone in a team"), places.teams),
        ("role", _("Everyone with a job"), places.roles if whole else ()),
    ):
        if rows:
            groups.append((str(label), [(f"{kind}:{one.pk}", one.name) for one in rows]))
    return groups


class RuleForm(HouseForm):
    """A new rule."""

    button = _("Check the rule")
    marks_optional = False
    heading: str | Promise = _("New rule")
    who = forms.ChoiceField(
        label=_("Who must hold the course?"),
        error_messages={
            "required": _("Choose who must hold the course"),
            "invalid_choice": _("Choose who must hold the course"),
        },
    )
    course = forms.ChoiceField(
        label=_("Which course?"),
        error_messages={
            "required": _("Choose a course"),
            "invalid_choice": _("Choose a course from the list"),
        },
    )
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
    effective_from = forms.DateField(
        label=_("From which day does the rule hold?"),
        help_text=_(
            "Days to finish count from here for whoever works here by then, and for others from"
            " their start."
        ),
        error_messages={"required": _("Enter the day"), **REAL},
    )

    def __init__(
        self, *args: Any, places: Places, courses: dict[str, str], whole: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = audiences(places, whole=whole)  # type: ignore[attr-defined]
        self.fields["course"].choices = list(courses.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, each at the field where it can be mended."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, on = cleaned.get("effective_from"), cleaned.get("due_on")
        kind = cleaned.get("due")
        if kind == "days" and cleaned.get("due_days") is None and "due_days" not in self.errors:
            self.add_error("due_days", _("Enter how many days after they start"))
        if kind == "day" and "due_on" not in self.errors:
            self.check_due_day(starts, on)
        if starts is not None and starts < FIRST_DAY:
            self.add_error("effective_from", _("Enter a day from 1 January 2000 on"))
        return cleaned

    def check_due_day(self, starts: date | None, on: date | None) -> None:
        """Refuse a due day that is missing, before the rule begins, or very far away."""
        if on is None:
            self.add_error("due_on", _("Enter the day on which it is due"))
        elif starts is not None and on < starts:
            message = _("The due day is before the rule begins. Enter a later day")
            self.add_error("due_on", message)
        elif starts is not None and on > starts + LONGEST_AHEAD:
            self.add_error("due_on", _("Enter a due day within five years of the rule's first day"))

    def check_start(self, today: date) -> None:
        """Refuse a first day that is years ahead of ``today``."""
        starts = self.cleaned_data.get("effective_from")
        if starts is not None and starts > today + timedelta(days=2 * 366):
            self.add_error("effective_from", _("Enter a first day within two years from now"))

    def place(self, kind: str) -> int | None:
        """Return the id of the role, site or team that the rule names, or None."""
        named, _mark, pk = str(self.cleaned_data["who"]).partition(":")
        return int(pk) if named == kind else None

    def due_fields(self) -> dict[str, Any]:
        """Return when it is due, by the kind that was chosen."""
        by_days = self.cleaned_data["due"] == "days"
        return {
            "due_days": self.cleaned_data["due_days"] if by_days else None,
            "due_on": None if by_days else self.cleaned_data["due_on"],
        }

    def revision(self) -> Revision:
        """Return the rule as the pure rules of status read it."""
        return Revision(
            effective_from=self.cleaned_data["effective_from"],
            effective_until=None,
            valid_months=self.cleaned_data["valid_months"],
            renew_window_days=60,
            role_id=self.place("role"),
            site_id=self.place("site"),
            team_id=self.place("team"),
            **self.due_fields(),
        )


class ConfirmRuleForm(RuleForm):
    """The same once more, hidden, for the page that shows what the rule would do."""

    heading = ""
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    def buttons(self) -> list[Button]:
        """Return the button that saves, and the way back."""
        return [
            Button(_("Save the rule"), name="confirmed", value="1", once=True),
            Button(_("Change the rule"), name="change", value="1", kind="secondary"),
        ]


class EndRuleForm(HouseForm):
    """The last day of a rule."""

    button = _("End the rule")
    kind = "warning"
    once = True
    last_day = forms.DateField(
        label=_("What is the last day on which the rule holds?"),
        help_text=_(
            "Earlier days keep the status they had. A rule that has not begun is taken back."
        ),
        error_messages={"required": _("Enter the last day"), **REAL},
    )
