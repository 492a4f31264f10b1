"""The forms of rules: who must hold which course, by when, for how long; and its last day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.places import Places
from courses.compliance.models import Requirement
from courses.compliance.possible import FIRST_DAY
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.lead.rule_term_forms import REAL, TermsForm

EVERYONE = "everyone"
LONGEST_AHEAD = timedelta(days=5 * 366)
ORDER = (
    "who",
    "at",
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


def spots(places: Places) -> list[tuple[str, Any]]:
    """Return the places at which a rule may hold alone, in groups."""
    groups: list[tuple[str, Any]] = [("", _("Everywhere"))]
    for kind, label, rows in (
        ("site", _("Sites"), places.sites),
        ("team", _("Teams"), places.teams),
    ):
        if rows:
            groups.append((str(label), [(f"{kind}:{one.pk}", one.name) for one in rows]))
    return groups


class RuleForm(TermsForm):
    """A new rule."""

    button = _("Check the rule")
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
    at = forms.ChoiceField(
        label=_("Only at one place?"),
        help_text=_("For a job, or for everyone, at one site or in one team."),
        required=False,
        error_messages={"invalid_choice": _("Choose a place from the list")},
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
        super().__init__(*args, courses=courses, **kwargs)
        self.fields["who"].choices = audiences(places, whole=whole)  # type: ignore[attr-defined]
        self.fields["at"].choices = spots(places)  # type: ignore[attr-defined]
        self.fields["course"].choices = list(courses.items())  # type: ignore[attr-defined]
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, each at the field where it can be mended."""
        cleaned = super().clean()
        starts, on = cleaned.get("effective_from"), cleaned.get("due_on")
        if cleaned.get("due") == "day" and starts and on:
            self.check_due_day(starts, on)
        if starts is not None and starts < FIRST_DAY:
            self.add_error("effective_from", _("Enter a day from 1 January 2000 on"))
        check_place(self)
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

    def place(self, kind: str) -> int | None:
        """Return the id of the role, site or team that the rule names, or None."""
        return place_of(self.cleaned_data, kind)


def check_place(form: HouseForm) -> None:
    """Refuse a second place beside a site or a team."""
    who = str(form.cleaned_data.get("who", ""))
    if form.cleaned_data.get("at") and who.startswith(("site:", "team:")):
        form.add_error("at", _("The rule names a place already. Choose no other here"))


def place_of(data: Mapping[str, Any], kind: str) -> int | None:
    """Return the id of the role, site or team among the answers, or None."""
    for answer in (data.get("who"), data.get("at")):
        named, _mark, pk = str(answer or "").partition(":")
        if named == kind:
            return int(pk)
    return None


def who_of(rule: Requirement) -> dict[str, str]:
    """Return the answers that name whom ``rule`` names."""
    place = ""
    if rule.team_id or rule.site_id:
        place = f"team:{rule.team_id}" if rule.team_id else f"site:{rule.site_id}"
    if rule.role_id:
        return {"who": f"role:{rule.role_id}", "at": place}
    return {"who": place or EVERYONE, "at": ""}


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
