"""The form of the day a lead's page looks at, and of what was known by then."""

from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.common.dates import day_ends
from courses.web.forms import HouseForm

EARLIEST: Final = date(1900, 1, 1)
THEN: Final = "that-day"
KNOWN: Final[list[tuple[str, str | Promise]]] = [
    ("", gettext_lazy("Everything we know today")),
    (THEN, gettext_lazy("Only what was recorded by that day")),
]


class DayForm(HouseForm):
    """The day a page looks at; today where none is given."""

    as_at = forms.DateField(
        label=gettext_lazy("As at"),
        help_text=gettext_lazy("Any past day, to see who was trained then. For example, 3 3 2026"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Enter a real date, such as 3 3 2026")},
    )
    known_at = forms.ChoiceField(
        label=gettext_lazy("For a past day, count"),
        help_text=gettext_lazy(
            "Training and changes can be recorded late. The second choice leaves out what came"
            " after that day."
        ),
        required=False,
        choices=KNOWN,
        initial="",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose what to count from the list")},
    )

    def __init__(self, *, today: date, data: Any) -> None:
        super().__init__(data=data)
        self.today = today

    def clean_as_at(self) -> date | None:
        """Return the day, None for today and for none.

        :raises ValidationError: for a day in the future, or before 1900.
        """
        day: date | None = self.cleaned_data["as_at"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("Enter today or a day in the past"))
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(_("Enter a day from the year 1900 on"))
        return None if day == self.today else day

    def clean(self) -> dict[str, Any]:
        """Return the fields; of today everything is known."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("as_at"):
            cleaned.pop("known_at", None)
        return cleaned

    @property
    def day(self) -> date | None:
        """Return the past day looked at; None for today and for what is wrong."""
        day: date | None = self.cleaned_data.get("as_at")
        return day

    @property
    def moment(self) -> datetime | None:
        """Return the end of that day where only what was recorded by then counts, else None."""
        if self.day is None or self.cleaned_data.get("known_at") != THEN:
            return None
        return day_ends(self.day)


class LookForm(DayForm):
    """The day on which to look at a page, asked for above it."""

    method = "get"
    marks_optional = False
    shows_summary = False
    button = gettext_lazy("Show this day")
