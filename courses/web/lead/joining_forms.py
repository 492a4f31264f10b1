"""The forms about asking to join: ways an administrator opens, and what a lead decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.join_requests import JoinRequest
from courses.accounts.mail_domains import AnybodysDomain, NoDomain, own_domain
from courses.accounts.models import Role, Site
from courses.accounts.staff_list import DAYS_AHEAD, EARLIEST
from courses.web.forms import HouseForm
from courses.web.layout import Part
from courses.web.lead.choosing import Ticks
from courses.web.lead.staff_forms import choices_of

MOST_PEOPLE: Final = 10_000
# Whoever asked is sent the words that are chosen.
REASONS: Final = (
    gettext_lazy("We could not tell who you are."),
    gettext_lazy("You are on the list already, with another email address."),
    gettext_lazy("You work at another site. Ask there."),
    gettext_lazy("This training is not for your work with us."),
)


class CodeForm(HouseForm):
    """A joining code for one site."""

    button = gettext_lazy("Make the code")
    heading = gettext_lazy("Make a joining code")
    once = True
    site = forms.ChoiceField(
        label=gettext_lazy("For which site?"),
        help_text=gettext_lazy("Its training leads see who asks, and approve or decline."),
        error_messages={
            "required": gettext_lazy("Choose a site"),
            "invalid_choice": gettext_lazy("Choose a site from the list"),
        },
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Until its end people can ask. Leave it empty to end it yourself."),
        required=False,
        error_messages={"invalid": gettext_lazy("Enter a real date")},
    )
    most_people = forms.IntegerField(
        label=gettext_lazy("Most people"),
        help_text=gettext_lazy("For example 40. Whoever is declined does not count."),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": gettext_lazy("Enter the most people as a number, such as 40"),
            "min_value": gettext_lazy("Enter at least 1"),
            "max_value": gettext_lazy("Enter at most 10,000"),
        },
    )

    def __init__(self, *args: Any, sites: Sequence[Site], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites, self.today = sites, today
        self.fields["site"].choices = choices_of(sites, nothing=_("Choose a site"))  # type: ignore[attr-defined]

    def clean_last_day(self) -> date | None:
        """Return the day.

        :raises ValidationError: for a day that has passed.
        """
        day: date | None = self.cleaned_data["last_day"]
        if day and day < self.today:
            raise forms.ValidationError(_("Enter today or a later day, or leave it empty"))
        return day

    def way(self) -> dict[str, Any]:
        """Return what was asked: the site, and the fields of the way."""
        kept = dict(self.cleaned_data)
        site = next(one for one in self.sites if str(one.pk) == kept.pop("site"))
        return {"site": site, **kept}


class DomainForm(CodeForm):
    """An e-mail domain whose owners may ask to join at one site."""

    button = gettext_lazy("Let them ask")
    heading = gettext_lazy("Name an email domain")
    domain = forms.CharField(
        label=gettext_lazy("Which email domain?"),
        help_text=gettext_lazy("What stands behind the @ of your work addresses, and there alone."),
        max_length=260,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the email domain")},
    )
    field_order = ("domain", "site", "last_day", "most_people")

    def clean_domain(self) -> str:
        """Return the domain in small letters.

        :raises ValidationError: when it is none, or anybody can have an address there.
        """
        try:
            return own_domain(self.cleaned_data["domain"])
        except NoDomain as error:
            words = _("Enter a domain such as elm-park.example")
            raise forms.ValidationError(words) from error
        except AnybodysDomain as error:
            words = _("Anybody can have an address at %s. Make a joining code instead")
            raise forms.ValidationError(words % error) from error


@dataclass(frozen=True, slots=True)
class Line:
    """One request as the list shows it; ``here`` says who is here already, ``url`` their page.

    ``is_second``: approved, whoever is here already would stand here twice, by two addresses.
    """

    request: JoinRequest
    here: str = ""
    url: str = ""
    is_second: bool = False


class RequestTable(Part):
    """The table of requests with a box each, in place of the plain boxes."""

    template = "courses/lead/join_requests_table.html"

    def context(self, form: Any) -> dict[str, Any]:
        """Return the lines, each with its box."""
        boxes = [box.tag() for box in form["chosen"]]
        return {"form": form, "rows": list(zip(form.lines, boxes, strict=True))}


class ApproveForm(HouseForm):
    """Whom to approve, in which job and from which day."""

    button = gettext_lazy("Approve the people ticked")
    once = True
    marks_optional = False
    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who asks to join"),
        coerce=int,
        widget=Ticks,
        error_messages={
            "required": gettext_lazy("Tick who is approved"),
            "invalid_choice": gettext_lazy(
                "Somebody has decided about one of them meanwhile. Look at the list, then tick"
            ),
        },
    )
    job = forms.ChoiceField(
        label=gettext_lazy("Their job"),
        help_text=gettext_lazy("Rules by job give them their courses. It can be changed later."),
        error_messages={
            "required": gettext_lazy("Choose a job"),
            "invalid_choice": gettext_lazy("Choose a job from the list"),
        },
    )
    start = forms.DateField(
        label=gettext_lazy("They work here since"),
        help_text=gettext_lazy("Their time to finish a course counts from this day."),
        error_messages={
            "required": gettext_lazy("Enter the day"),
            "invalid": gettext_lazy("Enter a real date"),
        },
    )
    despite = forms.BooleanField(
        label=gettext_lazy("Whoever looks like somebody already here is another person"),
        required=False,
    )

    def __init__(
        self, *args: Any, lines: Sequence[Line], roles: Sequence[Role], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.today = lines, today
        if not any(one.is_second for one in lines):
            del self.fields["despite"]
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (one.request.pk, one.request.name) for one in lines
        ]
        self.fields["job"].choices = choices_of(roles, nothing=_("Choose a job"))  # type: ignore[attr-defined]

    def body(self) -> list[str | Part]:
        """Return the table, then what holds for everybody ticked."""
        return [RequestTable(), *[name for name in self.fields if name != "chosen"]]

    def clean_start(self) -> date:
        """Return the day.

        :raises ValidationError: for a day that nobody here can have begun on.
        """
        day: date = self.cleaned_data["start"]
        if not EARLIEST <= day <= self.today + timedelta(days=DAYS_AHEAD):
            raise forms.ValidationError(_("Enter a day from 1950 to a year ahead"))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse to let somebody stand here twice before it is said that they are two people."""
        cleaned = super().clean() or self.cleaned_data
        ids = cleaned.get("chosen", ())
        twice = [one for one in self.lines if one.is_second and one.request.pk in ids]
        if twice and not cleaned.get("despite"):
            words = _("%s may be here already. Decline their request, or tick that it is another")
            self.add_error("despite", words % ", ".join(one.request.name for one in twice))
        return cleaned

    def requests(self) -> list[JoinRequest]:
        """Return the requests that were ticked."""
        ids: Sequence[int] = self.cleaned_data["chosen"]
        return [one.request for one in self.lines if one.request.pk in ids]


class DeclineForm(HouseForm):
    """Why a request is declined."""

    button = gettext_lazy("Decline it")
    once = True
    heading_field = "reason"
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it declined?"),
        help_text=gettext_lazy("They are sent these words."),
        choices=[(str(words), words) for words in REASONS],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a reason"),
            "invalid_choice": gettext_lazy("Choose a reason from the list"),
        },
    )


class EndForm(HouseForm):
    """The button that ends a way to join, once it is said what follows."""

    button = gettext_lazy("End it")
    kind = "warning"
    once = True


class RenewForm(HouseForm):
    """The button that replaces a joining code, once it is said what follows."""

    button = gettext_lazy("Make a new code")
    kind = "warning"
    once = True
