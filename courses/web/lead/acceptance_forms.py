"""The forms about signed records of other platforms: whose are trusted, and what is accepted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.certification.issuer_keys import KeyRefused, keys_in
from courses.web.forms import HouseForm

HERE = "here"
MOST_MONTHS = 60


class IssuerForm(HouseForm):
    """Another platform and the keys it publishes."""

    button = _("Accept its signed records")
    heading = _("Name another platform")
    once = True
    name = forms.CharField(
        label=_("What is it called?"),
        help_text=_("Leads see this name, such as Tidewater Schools training."),
        max_length=200,
        error_messages={"required": _("Enter its name")},
    )
    address = forms.URLField(
        label=_("What is its address?"),
        help_text=_("As people type it, such as https://training.example.org"),
        max_length=200,
        assume_scheme="https",
        error_messages={
            "required": _("Enter its address"),
            "invalid": _("Enter an address that begins with https://"),
        },
    )
    keys = forms.CharField(
        label=_("Its public key"),
        help_text=_(
            "Open its address followed by /api/issuer.json yourself and copy all it shows. A key"
            " in PEM or JSON will do too. Never take it from whoever brings a record."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Paste its public key")},
    )

    def clean_address(self) -> str:
        """Return the address without a final slash.

        :raises ValidationError: when it is not one of https.
        """
        address = str(self.cleaned_data["address"]).rstrip("/")
        if not address.startswith("https://"):
            raise forms.ValidationError(_("Enter an address that begins with https://"))
        return address

    def clean_keys(self) -> list[dict[str, str]]:
        """Return the keys.

        :raises ValidationError: when there is none that we accept.
        """
        try:
            return keys_in(self.cleaned_data["keys"])
        except KeyRefused as error:
            raise forms.ValidationError(str(error)) from error


class AcceptanceForm(HouseForm):
    """Which course of whose records stands for which of ours, how fresh, and who decides."""

    button = _("Save the rule")
    heading = _("Accept a course from signed records")
    once = True
    issuer = forms.ChoiceField(
        label=_("Whose records?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose records")},
    )
    their_course = forms.SlugField(
        label=_("Which course there?"),
        help_text=_(
            "Its short name, as the record writes it beside “course”, such as"
            " recognise-respond-report. It stands with each record that waits for you."
        ),
        max_length=60,
        error_messages={
            "required": _("Enter the short name of the course there"),
            "invalid": _("Enter letters, digits and hyphens, as the record writes it"),
        },
    )
    course = forms.ChoiceField(
        label=_("Which course here does it stand for?"),
        error_messages={
            "required": _("Choose a course from the list"),
            "invalid_choice": _("Choose a course from the list"),
        },
    )
    months = forms.IntegerField(
        label=_("Completed at most how many months ago?"),
        help_text=_(
            "For example, 12. What has run out by its own record is never accepted at once."
        ),
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages={
            "required": _("Enter the months as a number, such as 12"),
            "invalid": _("Enter the months as a number, such as 12"),
            "min_value": _("Enter at least 1 month"),
            "max_value": _("Enter at most 60 months"),
        },
    )
    how = forms.ChoiceField(
        label=_("Who decides?"),
        choices=[
            ("lead", _("A training lead looks at each")),
            ("rule", _("It is accepted at once, where signature, person and days fit")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who decides")},
    )

    def __init__(self, *args: Any, issuers: Any, titles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = (HERE, _("This site: another organisation that uses it"))
        self.fields["issuer"].choices = [here, *issuers]  # type: ignore[attr-defined]
        first = ("", _("Choose a course"))
        self.fields["course"].choices = [first, *titles]  # type: ignore[attr-defined]


class EndForm(HouseForm):
    """The button that ends something, once it is said what follows."""

    button = _("End it")
    kind = "warning"
    once = True
