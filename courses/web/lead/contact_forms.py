"""The form of one contact that staff see when they are worried."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.accounts.models import Site
from courses.catalogue.slots import BY_IDENTIFIER, SLOTS, is_phone
from courses.web.forms import HouseForm


class ContactForm(HouseForm):
    """Whom to tell, for one site or for all, and how to reach them."""

    button = _("Save contact")
    once = True
    slot = forms.ChoiceField(
        label=_("What is this contact for?"),
        choices=[("", _("Choose")), *((slot.identifier, slot.label) for slot in SLOTS)],
        error_messages={
            "required": _("Choose what the contact is for"),
            "invalid_choice": _("Choose what the contact is for, from the list"),
        },
    )
    site = forms.ChoiceField(
        label=_("For which site?"),
        required=False,
        help_text=_("A contact of a site replaces the one for all sites there."),
        error_messages={"invalid_choice": _("Choose a site from the list")},
    )
    name = forms.CharField(
        label=_("Name of the person, service or form"),
        max_length=200,
        error_messages={"required": _("Enter a name")},
    )
    purpose = forms.CharField(
        label=_("When to turn to them"),
        required=False,
        max_length=300,
        help_text=_(
            "Left empty, we say what the kind of contact is. "
            "Do not name or describe real children or cases."
        ),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("Such as 01632 960001, or +44 1632 960001 ext 12."),
    )
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        error_messages={"invalid": _("Enter an email address like name@example.org")},
    )
    url = forms.URLField(
        label=_("Web address"),
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text=_("The page of a service, your own recording form, or your policy."),
        error_messages={"invalid": _("Enter a web address like https://example.org/form")},
    )
    hours = forms.CharField(
        label=_("When they answer"),
        required=False,
        max_length=200,
        help_text=_("Such as “School days, 8 am to 5 pm”."),
    )

    def __init__(self, *, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        every = [("", _("All sites"))]
        self.fields["site"].choices = every + [(one.slug, one.name) for one in sites]  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """Return the number with single spaces.

        :raises ValidationError: when nobody could dial it.
        """
        phone = " ".join(str(self.cleaned_data["phone"]).split())
        if phone and not is_phone(phone):
            raise forms.ValidationError(
                _("Enter a telephone number in digits, like 01632 960001 or +44 1632 960001")
            )
        return phone

    def clean_url(self) -> str:
        """Return the web address.

        :raises ValidationError: when it is not one that a browser opens as a page.
        """
        url = str(self.cleaned_data["url"])
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter a web address that begins with https://"))
        return url

    def clean(self) -> dict[str, Any]:
        """Ask for the one way to reach this kind of contact, and fill in its usual words."""
        data = super().clean() or self.cleaned_data
        slot = BY_IDENTIFIER.get(data.get("slot", ""))
        if slot is None or self.errors:
            return data
        if slot.is_link and not data["url"]:
            self.add_error("url", _("Enter the web address: staff open it from the page"))
        elif not (data["phone"] or data["email"] or data["url"]):
            self.add_error("phone", _("Enter a telephone number, or else an email or web address"))
        data["purpose"] = data["purpose"] or slot.purpose
        return data
