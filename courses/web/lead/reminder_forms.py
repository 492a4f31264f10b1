"""The forms of reminders: when they go, their words, a pause, days on which none leaves."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.notifications.plan import PLACEHOLDERS, Plan, unknown_in
from courses.notifications.planning import words_of
from courses.web.forms import HouseForm

MOST_STAGES = 6
FURTHEST = 180
NEVER = "never"
WEEKDAYS = [
    (NEVER, _("Never")),
    *(
        (str(number), label)
        for number, label in enumerate(
            (
                _("Every Monday"),
                _("Every Tuesday"),
                _("Every Wednesday"),
                _("Every Thursday"),
                _("Every Friday"),
                _("Every Saturday"),
                _("Every Sunday"),
            )
        )
    ),
]
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
ENTER_TIME = _("Enter a time, such as 8pm or 20:00")
REAL = {"invalid": _("Enter a real date")}
WHOLE = _("Enter a whole number")


class TimeOfDay(forms.CharField):
    """A time of day as people type it: 8pm, 20:00, 7.30 am."""

    def clean(self, value: Any) -> time:
        """Return the time.

        :raises ValidationError: when it is none.
        """
        typed = str(super().clean(value)).strip().lower()
        typed = {"midnight": "0:00", "noon": "12:00"}.get(typed, typed)
        found = CLOCK.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(ENTER_TIME)
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and not 1 <= hour <= 12:
            raise forms.ValidationError(ENTER_TIME)
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(ENTER_TIME)
        return time(hour, minute)


class PlanForm(HouseForm):
    """When reminders go, and when leads are told how their teams stand."""

    button = _("Save")
    heading = _("When reminders go")
    before = forms.CharField(
        label=_("How many days before the due day?"),
        help_text=_("Up to six numbers with commas, such as 30, 14, 3."),
        max_length=60,
        error_messages={"required": _("Enter at least one number of days")},
    )
    every_days = forms.IntegerField(
        label=_("When it is overdue, again after how many days?"),
        help_text=_("The first goes on the day after the due day."),
        min_value=1,
        max_value=90,
        error_messages={
            "required": _("Enter a number of days"),
            "invalid": WHOLE,
            "min_value": _("Enter 1 day or more"),
            "max_value": _("Enter at most 90 days"),
        },
    )
    repeats = forms.IntegerField(
        label=_("How many times again?"),
        min_value=0,
        max_value=26,
        error_messages={
            "required": _("Enter how many times, or 0"),
            "invalid": WHOLE,
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter at most 26"),
        },
    )
    quiet_from = TimeOfDay(
        label=_("From what time in the evening does no reminder leave?"),
        help_text=_("For example 8pm. The same time twice means no quiet hours."),
        max_length=10,
        error_messages={"required": ENTER_TIME},
    )
    quiet_until = TimeOfDay(
        label=_("Until what time in the morning?"),
        max_length=10,
        error_messages={"required": ENTER_TIME},
    )
    digest_on = forms.ChoiceField(
        label=_("When are training leads told how their teams stand?"),
        help_text=_("How many people of each site and team are overdue and due soon. No names."),
        choices=WEEKDAYS,
    )

    def clean_before(self) -> str:
        """Return the days as "30, 14, 3".

        :raises ValidationError: when they are no numbers, too many or too far.
        """
        parts = [part.strip() for part in self.cleaned_data["before"].split(",") if part.strip()]
        if not parts or not all(part.isdecimal() for part in parts):
            raise forms.ValidationError(_("Enter whole numbers with commas, such as 30, 14, 3"))
        days = {int(part) for part in parts}
        if len(days) > MOST_STAGES:
            raise forms.ValidationError(_("Enter at most six numbers"))
        if max(days) > FURTHEST:
            raise forms.ValidationError(_("Enter at most 180 days before"))
        return words_of(days)

    def clean_digest_on(self) -> int | None:
        """Return the weekday, Monday 0, or None."""
        chosen = self.cleaned_data["digest_on"]
        return None if chosen == NEVER else int(chosen)


def as_initial(plan: Plan) -> dict[str, Any]:
    """Return what the form shows of a plan."""
    return {
        "before": words_of(plan.before),
        "every_days": plan.every_days,
        "repeats": plan.repeats,
        "quiet_from": f"{plan.quiet_from:%H:%M}",
        "quiet_until": f"{plan.quiet_until:%H:%M}",
        "digest_on": NEVER if plan.digest_on is None else str(plan.digest_on),
    }


class Words(forms.CharField):
    """Some lines of a mail, with placeholders that stand for something."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        """Return the words.

        :raises ValidationError: when a placeholder stands for nothing.
        """
        words = str(super().clean(value))
        if unknown := unknown_in(words):
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise forms.ValidationError(
                _("{%(name)s} stands for nothing. Use only %(known)s"),
                params={"name": unknown[0], "known": known},
            )
        return words


class WordsForm(HouseForm):
    """The words of a reminder around the list of courses."""

    button = _("Save the words")
    heading = _("The words of reminders")
    opening = Words(
        label=_("Before the list of courses"),
        help_text=_(
            "Leave empty for the usual words. {name}, {organisation}, {courses} (how many) and"
            " {first_day} (the first due day) are replaced. Do not name what the training is about."
        ),
        required=False,
        max_length=600,
    )
    closing = Words(
        label=_("At the end"),
        help_text=_("For example whom to ask for time. Leave empty for the usual words."),
        required=False,
        max_length=600,
    )


class PauseForm(HouseForm):
    """Until when no reminder leaves."""

    button = _("Pause reminders")
    kind = "warning"
    heading = _("Pause reminders")
    paused_until = forms.DateField(
        label=_("What is the last day of the pause?"),
        help_text=_(
            "The day after it, whoever is then due or overdue has one mail. At most a year ahead."
        ),
        error_messages={"required": _("Enter the last day"), **REAL},
    )

    def check(self, today: date) -> None:
        """Refuse a day that is over, or more than a year ahead."""
        day = self.cleaned_data.get("paused_until")
        if day is None:
            return
        if day < today:
            self.add_error("paused_until", _("Enter today or a later day"))
        elif (day - today).days > FURTHEST * 2 + 6:
            self.add_error("paused_until", _("Enter a day within a year from now"))


class QuietDaysForm(HouseForm):
    """Days on which nothing optional leaves."""

    button = _("Add these days")
    heading = _("Days without reminders")
    name = forms.CharField(
        label=_("What are the days?"),
        help_text=_("For example Christmas holidays."),
        max_length=60,
        error_messages={"required": _("Enter what the days are")},
    )
    first_day = forms.DateField(
        label=_("First day"), error_messages={"required": _("Enter the first day"), **REAL}
    )
    last_day = forms.DateField(
        label=_("Last day"), error_messages={"required": _("Enter the last day"), **REAL}
    )

    def check(self, today: date) -> None:
        """Refuse days that end before they begin, are over, or are more than a year."""
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first is None or last is None:
            return
        if last < first:
            self.add_error("last_day", _("The last day is before the first. Enter a later day"))
        elif last < today:
            self.add_error("last_day", _("These days are over. Enter days to come"))
        elif (last - first).days > FURTHEST * 2 + 6:
            self.add_error("last_day", _("Enter at most a year"))
