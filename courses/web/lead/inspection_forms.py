"""The forms of inspection packs, links to them, and the log of gaps."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from courses.accounts.models import Site
from courses.reporting.packs import LINK_DAYS, MOST_LINK_DAYS
from courses.web.forms import HouseForm
from courses.web.lead.days import DayForm

TOKEN_BYTES = 32
TOKEN = RegexValidator(r"^[A-Za-z0-9_-]{43}\Z")  # what 32 random bytes give


def choose_site(form: forms.Form, sites: Sequence[Site], everything: Any) -> None:
    """Offer ``sites`` in the field ``site`` of ``form``; without a choice, leave it out."""
    form.fields["site"].choices = [  # type: ignore[attr-defined]
        ("", everything),
        *((site.slug, site.name) for site in sites),
    ]


class PackForm(DayForm):
    """Which day a pack looks at, what counts, and whose people it shows."""

    button = _("Make the pack")
    once = True
    marks_optional = False
    site = forms.ChoiceField(
        label=_("Whose people?"),
        required=False,
        error_messages={"invalid_choice": _("Choose a site from the list")},
    )

    def __init__(self, *, sites: Sequence[Site], today: date, data: Any = None) -> None:
        super().__init__(today=today, data=data)
        self.fields["as_at"].help_text = _("Left empty, today. Or any past day, such as 3 3 2026")
        choose_site(self, sites, _("Everybody I can see"))


class ShareForm(HouseForm):
    """For whom a link is, and how long it works; ``key`` is its token, made with the form."""

    button = _("Make the link")
    once = True
    marks_optional = False
    for_whom = forms.CharField(
        label=_("Who is the link for?"),
        help_text=_("So that you know it again, such as the inspector's office."),
        max_length=100,
        error_messages={"required": _("Enter who the link is for")},
    )
    days = forms.IntegerField(
        label=_("For how many days does it work?"),
        help_text=_("From 1 to %d days. You can cancel it at any time.") % MOST_LINK_DAYS,
        min_value=1,
        max_value=MOST_LINK_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "3"}),
        error_messages={
            "required": _("Enter a number of days"),
            "invalid": _("Enter a whole number of days, such as 14"),
            "min_value": _("Enter at least 1 day"),
            "max_value": _("Enter at most %d days") % MOST_LINK_DAYS,
        },
    )
    key = forms.CharField(widget=forms.HiddenInput, validators=[TOKEN])

    def __init__(self, data: Any = None, *, action: str) -> None:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        super().__init__(data, initial={"days": LINK_DAYS, "key": token})
        self.action = action


class GapForm(HouseForm):
    """One line of the log: what is missing, what is done, by whom and by when."""

    once = True
    gap = forms.CharField(
        label=_("What is missing?"),
        help_text=_("Do not name or describe real children or cases."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Enter what is missing")},
    )
    plan = forms.CharField(
        label=_("What will be done?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Enter what will be done")},
    )
    owner = forms.CharField(
        label=_("Who sees to it?"),
        max_length=100,
        error_messages={"required": _("Enter who sees to it")},
    )
    due_on = forms.DateField(
        label=_("By when?"),
        widget=forms.DateInput,
        error_messages={
            "required": _("Enter the day by which it is done"),
            "invalid": _("Enter a real date, such as 27 3 2026"),
        },
    )
    site = forms.ChoiceField(
        label=_("Where?"),
        required=False,
        error_messages={
            "required": _("Choose a site"),
            "invalid_choice": _("Choose a site from the list"),
        },
    )
    done_on = forms.DateField(
        label=_("Done on"),
        help_text=_("Leave empty while it is open."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": _("Enter a real date, such as 27 3 2026")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sites: Sequence[Site],
        whole: bool,
        today: date,
        is_new: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.today, self.sites = today, {site.slug: site for site in sites}
        self.button = _("Note this gap") if is_new else _("Save")  # type: ignore[misc]
        choose_site(self, sites, _("All sites") if whole else _("Choose"))
        self.fields["site"].required = not whole
        if is_new:
            del self.fields["done_on"]

    def clean_done_on(self) -> date | None:
        """Return the day it was done.

        :raises ValidationError: for a day to come.
        """
        day: date | None = self.cleaned_data["done_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("Enter today or a day in the past"))
        return day

    def chosen(self) -> dict[str, Any]:
        """Return what to write, the site as a row."""
        found = dict(self.cleaned_data)
        found["action"] = found.pop("plan")
        found["site"] = self.sites.get(found["site"])
        return found
