"""Forms of learning outside the courses: what was held, who was there, and taking it back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.places import Places
from courses.learning.updates import TeamUpdate
from courses.web.forms import HouseForm
from courses.web.lead.gathering_forms import CHOOSE_PLACE, ChooseForm

OLDEST = timedelta(days=366)
KINDS = (
    (TeamUpdate.Kind.BRIEFING, gettext_lazy("Team talk, such as one printed from here")),
    (TeamUpdate.Kind.SESSION, gettext_lazy("Face-to-face session with a trainer")),
    (TeamUpdate.Kind.PRACTICE, gettext_lazy("Practice that somebody watched and signed off")),
)
CHOOSE_KIND = gettext_lazy("Choose what it was")


class LogForm(HouseForm):
    """What was held; the key makes a double click one."""

    button = gettext_lazy("Save, and choose who was there")
    heading: str | Promise = gettext_lazy("Log a talk, session or practice")
    once = True
    marks_optional = False
    what = forms.ChoiceField(
        label=gettext_lazy("What was it?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_KIND, "invalid_choice": CHOOSE_KIND},
    )
    title = forms.CharField(
        label=gettext_lazy("What was it about?"),
        help_text=gettext_lazy("It stands in each person's record. Never a child or a real case."),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Enter what it was about"),
            "max_length": gettext_lazy("Enter at most 200 characters"),
        },
    )
    on = forms.DateField(
        label=gettext_lazy("On which day?"),
        error_messages={
            "required": gettext_lazy("Enter the day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        help_text=gettext_lazy("For example, 10"),
        min_value=1,
        max_value=600,
        error_messages={
            "required": gettext_lazy("Enter the minutes"),
            "invalid": gettext_lazy("Enter the minutes as a number, such as 10"),
            "min_value": gettext_lazy("Enter at least 1 minute"),
            "max_value": gettext_lazy("Enter at most 600 minutes"),
        },
    )
    led_by = forms.CharField(
        label=gettext_lazy("Who led it, or signed it off?"),
        help_text=gettext_lazy("A colleague, or a trainer and where they are from."),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Enter who led it"),
            "max_length": gettext_lazy("Enter at most 100 characters"),
        },
    )
    place = forms.ChoiceField(
        label=gettext_lazy("For the people of which place?"),
        help_text=gettext_lazy("You choose who was there on the next page."),
        required=False,
        error_messages={"invalid_choice": CHOOSE_PLACE},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Places, whole: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole, self.today = whole, today
        everybody = [("", _("The whole organisation"))] if whole else []
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            *everybody,
            *((f"site:{one.pk}", one.name) for one in places.sites),
            *((f"team:{one.pk}", one.name) for one in places.teams),
        ]

    def clean_place(self) -> str:
        """Keep who leads a part of the organisation to that part."""
        place: str = self.cleaned_data["place"]
        if not place and not self.whole:
            raise forms.ValidationError(CHOOSE_PLACE)
        return place

    def clean_on(self) -> date:
        """Return the day.

        :raises ValidationError: for a day to come, or more than a year ago.
        """
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Enter today or a day in the past"))
        if day < self.today - OLDEST:
            raise forms.ValidationError(_("Enter a day in the last year"))
        return day

    def chosen(self, kind: str) -> str:
        """Return the id of the site or team that was chosen, or empty."""
        named, _mark, pk = str(self.cleaned_data["place"]).partition(":")
        return pk if named == kind else ""


class PresentForm(ChooseForm):
    """Who was there."""

    button = gettext_lazy("Note the people ticked")

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, people=list(people), **kwargs)
        self.fields["members"].label = _("Who was there?")


class TakeBackForm(HouseForm):
    """Take back what was logged by mistake; nothing to fill in."""

    button = gettext_lazy("Take it back")
    kind = "warning"
    once = True
