"""Forms of an organisation's look: its logo, its colour, its certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.accounts import logo
from courses.accounts.colour import ColourRefused, nearest_readable, read
from courses.web.forms import HouseForm
from courses.web.layout import Button


class LogoForm(HouseForm):
    """A logo to upload, or the wish to have none."""

    button = _("Upload logo")
    heading_field = "logo"
    once = True
    logo = forms.FileField(
        label=_("What is your logo?"),
        help_text=_(
            "A PNG, JPEG or WebP picture of at most 5 MB, made for white paper. "
            "We draw it anew, so anything hidden in the file is left out."
        ),
        error_messages={
            "required": _("Choose a picture"),
            "empty": _("The file is empty. Choose another picture"),
        },
    )

    def __init__(self, *, has_logo: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.has_logo = has_logo

    def buttons(self) -> list[Button]:
        """Return the buttons, with one to take the logo away where there is one."""
        first, *rest = super().buttons()
        away = Button(_("Remove the logo"), name="remove", value="yes", kind="secondary")
        return [first, *([away] if self.has_logo else []), *rest]

    def clean_logo(self) -> bytes:
        """Return the picture as it will be kept.

        :raises ValidationError: when it cannot be a logo.
        """
        upload = self.cleaned_data["logo"]
        try:
            return logo.redrawn(upload.read(logo.MOST_BYTES + 1))
        except logo.LogoRefused as error:
            raise forms.ValidationError(str(error)) from error


class ColourForm(HouseForm):
    """The one colour of the organisation."""

    button = _("Save colour")
    heading_field = "accent"
    accent = forms.CharField(
        label=_("What is your colour?"),
        required=False,
        max_length=30,
        help_text=_(
            "As # and six digits or letters a to f, like #0b5f69. It colours the line at the top, "
            "your name and the buttons. Leave it empty for the usual colour."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    marks_optional = False
    suggestion = ""

    def buttons(self) -> list[Button]:
        """Return the buttons, with the colour that would do where the typed one does not."""
        first, *rest = super().buttons()
        instead = [
            Button(
                _("Use %s instead") % self.suggestion,
                name="accent",
                value=self.suggestion,
                kind="secondary",
            )
        ]
        return [first, *(instead if self.suggestion else []), *rest]

    def clean_accent(self) -> str:
        """Return the colour in its one spelling, or empty text.

        :raises ValidationError: when it is no colour, or white words on it could not be read.
        """
        typed = str(self.cleaned_data["accent"])
        if not typed:
            return ""
        try:
            colour = read(typed)
        except ColourRefused as error:
            raise forms.ValidationError(str(error)) from error
        if not colour.is_readable:
            self.suggestion = nearest_readable(colour).text
            raise forms.ValidationError(
                _("White on %(colour)s is %(contrast)s and needs 4.5:1. Try %(other)s"),
                params={
                    "colour": colour.text,
                    "contrast": colour.contrast,
                    "other": self.suggestion,
                },
            )
        return colour.text


class CertificateForm(HouseForm):
    """What the organisation prints on its certificates."""

    button = _("Save certificate")
    heading = _("Certificates")
    signatory = forms.CharField(
        label=_("Whose name stands on certificates?"),
        required=False,
        max_length=120,
        help_text=_("Name and job, such as “Noor Hussain, head of training”."),
    )
    prints_logo = forms.ChoiceField(
        label=_("Print your logo on certificates?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        help_text=_("Certificates issued before stay as they were printed."),
        error_messages={"required": _("Choose yes or no")},
    )
