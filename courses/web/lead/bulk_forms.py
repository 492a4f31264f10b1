"""The forms of what is done for many people, and the same hidden on the page that checks it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.models import Tag, Team
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.lead.excuses import MORE_TIME, REASONS

LONGEST = timedelta(days=366)


def reason_field(reasons: Iterable[str | Promise]) -> forms.ChoiceField:
    """Return the question for one of a few short reasons."""
    return forms.ChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Other leads and inspectors see it. Never health or private life."),
        choices=[("", gettext_lazy("Choose")), *((str(one), one) for one in reasons)],
        error_messages={"required": gettext_lazy("Choose a reason")},
    )


def answers_of(form: HouseForm) -> list[dict[str, str]]:
    """Return what was filled in as rows of question and answer."""
    rows = []
    for name, field in form.fields.items():
        if name != "key":
            value = form.cleaned_data[name]
            words: dict[Any, Any] = dict(getattr(field, "choices", ()))
            given = value if isinstance(value, list) else [value]
            shown = ", ".join(str(words.get(one, one)) for one in given) or _("None")
            shown = f"{value:%-d %B %Y}" if isinstance(value, date) else shown
            rows.append({"key": str(field.label), "value": shown})
    return rows


class BulkForm(HouseForm):
    """What is to be done for the people chosen; ``key`` makes it once only."""

    marks_optional = False
    heading: str | Promise = gettext_lazy("Remind")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def details(self) -> dict[str, Any]:
        """Return what was asked as plain values."""
        return {}

    def words(self) -> list[dict[str, str]]:
        """Return what was asked as rows of question and answer."""
        return answers_of(self)


class EnrolForm(BulkForm):
    """Which course to give."""

    heading = gettext_lazy("Give a course")
    course = forms.ChoiceField(
        label=gettext_lazy("Which course?"),
        error_messages={
            "required": gettext_lazy("Choose a course"),
            "invalid_choice": gettext_lazy("Choose a course from the list"),
        },
    )

    def __init__(self, *args: Any, titles: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses: Any = self.fields["course"]
        courses.choices = [("", _("Choose"))] + [(str(pk), title) for pk, title in titles.items()]

    def details(self) -> dict[str, Any]:
        """Return the course."""
        return {"course": int(self.cleaned_data["course"])}


class ExcuseForm(EnrolForm):
    """From which course to excuse, why and until when."""

    heading = gettext_lazy("Excuse from a course")
    reason = reason_field(REASONS)
    last_day = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("Until its end they count as exempt, from today."),
        error_messages={
            "required": gettext_lazy("Enter the last day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> date:
        """Return the day.

        :raises ValidationError: for a day that has passed, or more than a year ahead.
        """
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("Enter today or a later day"))
        if day > self.today + LONGEST:
            raise forms.ValidationError(_("Enter a day at most a year ahead"))
        return day

    def details(self) -> dict[str, Any]:
        """Return course, reason and last day."""
        kept = self.cleaned_data
        more = {"reason": kept["reason"], "last_day": kept["last_day"].isoformat()}
        return {**super().details(), **more}


class AssignForm(EnrolForm):
    """Which course to give, and by which day it is to be completed."""

    heading = gettext_lazy("Give a course by a day")
    due_on = forms.DateField(
        label=gettext_lazy("To be completed by which day?"),
        help_text=gettext_lazy(
            "After it they are overdue, whatever the rules say. Once is enough."
        ),
        error_messages={
            "required": gettext_lazy("Enter the day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        """Return the day.

        :raises ValidationError: for a day that has passed, or more than two years ahead.
        """
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("Enter today or a later day"))
        if day > self.today + 2 * LONGEST:
            raise forms.ValidationError(_("Enter a day at most two years ahead"))
        return day

    def details(self) -> dict[str, Any]:
        """Return course and due day."""
        return {**super().details(), "due_on": self.cleaned_data["due_on"].isoformat()}


class ExtendForm(AssignForm):
    """For which course to give more time, why and until when."""

    heading = gettext_lazy("Give a later due day")
    field_order = ("key", "course", "reason", "due_on")
    reason = reason_field(MORE_TIME)
    due_on = forms.DateField(
        label=gettext_lazy("Due on which day?"),
        help_text=gettext_lazy("At most 12 weeks later in all. Earlier days keep their status."),
        error_messages={
            "required": gettext_lazy("Enter the new due day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )

    def details(self) -> dict[str, Any]:
        """Return course, due day and reason."""
        return {**super().details(), "reason": self.cleaned_data["reason"]}


class TeamForm(BulkForm):
    """Into which team."""

    heading = gettext_lazy("Change team")
    team = forms.ChoiceField(
        label=gettext_lazy("Into which team?"),
        help_text=gettext_lazy("From today on. Earlier days keep the team they had."),
        error_messages={
            "required": gettext_lazy("Choose a team"),
            "invalid_choice": gettext_lazy("Choose a team from the list"),
        },
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), one.name) for one in teams]
        box: Any = self.fields["team"]
        box.choices = [("", _("Choose")), *named, ("none", _("No team"))]

    def details(self) -> dict[str, Any]:
        """Return the team, None for no team."""
        team = self.cleaned_data["team"]
        return {"team": None if team == "none" else int(team)}


class TagForm(BulkForm):
    """Which tag, and whether it is put on or taken off."""

    heading = gettext_lazy("Change a tag")
    tag = forms.ChoiceField(
        label=gettext_lazy("Which tag?"),
        error_messages={
            "required": gettext_lazy("Choose a tag"),
            "invalid_choice": gettext_lazy("Choose a tag from the list"),
        },
    )
    how = forms.ChoiceField(
        label=gettext_lazy("What shall be done?"),
        help_text=gettext_lazy("From today on. Earlier days keep the tags they had."),
        choices=[
            ("on", gettext_lazy("Put the tag on")),
            ("off", gettext_lazy("Take the tag off")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to put it on or take it off")},
    )

    def __init__(self, *args: Any, tags: Sequence[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["tag"]
        box.choices = [("", _("Choose")), *((str(one.pk), one.name) for one in tags)]
        if not tags:
            box.help_text = _(
                "Your organisation has no tags yet. An administrator adds them under Set-up."
            )

    def details(self) -> dict[str, Any]:
        """Return the tag, and whether it is taken off."""
        kept = self.cleaned_data
        return {"tag": int(kept["tag"]), "takes_off": kept["how"] == "off"}


FORMS: Final[dict[str, type[BulkForm]]] = {
    "remind": BulkForm,
    "enrol": EnrolForm,
    "assign": AssignForm,
    "exempt": ExcuseForm,
    "extend": ExtendForm,
    "move": TeamForm,
    "tag": TagForm,
}


class CheckForm(HouseForm):
    """The same once more, hidden: who exactly, and the button that does it.

    ``digest``: of the people on the page that the lead looked at.
    """

    once = True
    form_id = "check"
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *,
        filled: HouseForm | None,
        digest: str,
        button: str,
        may_change: bool,
        cancel_url: str,
    ) -> None:
        super().__init__(initial={"digest": digest})
        kept = filled.cleaned_data if filled else {"key": uuid4()}
        for name, value in kept.items():
            is_list = isinstance(value, list)
            widget = forms.MultipleHiddenInput if is_list else forms.HiddenInput
            shown = value.isoformat() if isinstance(value, date) else value
            self.fields[name] = forms.CharField(
                initial=shown if is_list else str(shown), widget=widget
            )
        self.words, self.may_change, self.cancel_url = button, may_change, cancel_url

    def buttons(self) -> list[Button]:
        """Return the button that does it, where there is anybody, and the ways back."""
        change = Button(_("Change"), name="change", value="1", kind="secondary")
        do_it = Button(self.words, name="confirmed", value="1", once=True)
        found = [do_it] if self.words else []
        found += [change] if self.may_change else []
        return [*found, Button(_("Cancel"), url=self.cancel_url)]
