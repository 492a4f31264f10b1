"""The forms about training that somebody did elsewhere, for whoever did it and for the lead."""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.web.forms import HouseForm

YEARS_BACK = 10


class CourseForm(HouseForm):
    """A form about one course of several."""

    once = True
    marks_optional = False
    course = forms.ChoiceField(
        label=gettext_lazy("Course"),
        error_messages={"required": gettext_lazy("Choose a course")},
    )

    def __init__(self, *args: Any, titles: Mapping[Any, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((str(pk), title) for pk, title in titles.items()), key=itemgetter(1))
        none = [("", _("Choose"))] if len(choices) > 1 else []
        self.fields["course"].choices = none + choices  # type: ignore[attr-defined]


class RecordForm(CourseForm):
    """Training that somebody held elsewhere."""

    button = gettext_lazy("Record the training")
    completed_on = forms.DateField(
        label=gettext_lazy("Completed on which day?"),
        error_messages={
            "required": gettext_lazy("Enter the day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        help_text=gettext_lazy("For example, 90"),
        min_value=1,
        max_value=6_000,
        error_messages={
            "required": gettext_lazy("Enter the minutes"),
            "invalid": gettext_lazy("Enter the minutes as a number, such as 90"),
            "min_value": gettext_lazy("Enter at least 1 minute"),
            "max_value": gettext_lazy("Enter at most 6,000 minutes"),
        },
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it?"),
        help_text=gettext_lazy(
            "Who held it and what you saw, such as a certificate and its number."
        ),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Enter what shows it"),
            "max_length": gettext_lazy("Enter at most 200 characters"),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_completed_on(self) -> date:
        """Return the day.

        :raises ValidationError: for a day to come, or longer ago than a training can count.
        """
        day: date = self.cleaned_data["completed_on"]
        if day > self.today:
            raise forms.ValidationError(_("Enter today or a day in the past"))
        if day.year < self.today.year - YEARS_BACK:
            raise forms.ValidationError(_("Enter a day in the last 10 years"))
        return day
