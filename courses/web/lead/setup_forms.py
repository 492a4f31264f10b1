"""Forms of the set-up pages: the organisation itself, its sites, teams, jobs and tags."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.accounts.models import Nation, Sector, Site
from courses.web.forms import HouseForm
from courses.web.layout import Button

NATIONS = [
    (nation.value, nation.label)
    for nation in (Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND)
]


def nation_field(label: Any) -> forms.ChoiceField:
    """Return the question in which nation something is."""
    return forms.ChoiceField(
        label=label,
        choices=NATIONS,
        widget=forms.RadioSelect,
        help_text=_("Decides which helplines and services staff see."),
        error_messages={"required": _("Choose the nation")},
    )


def name_field(label: Any, *, missing: Any, hint: Any = "", longest: int = 200) -> forms.CharField:
    """Return the question for a name of at most ``longest`` characters."""
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, error_messages={"required": missing}
    )


class OrganisationForm(HouseForm):
    """What the organisation says of itself."""

    button = _("Save details")
    heading = _("Organisation details")
    name = name_field(
        _("Name of the organisation"),
        missing=_("Enter the name"),
        hint=_("Shown at the top of every page and printed on new certificates."),
    )
    nation = nation_field(_("In which nation is it?"))
    sector = forms.ChoiceField(
        label=_("What kind of work does it do?"),
        choices=Sector.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of work")},
    )
    concern_page = forms.ChoiceField(
        label=_("Who may open your page “Worried about a child?”"),
        choices=[
            ("public", _("Anybody with the link, signed out too")),
            ("members", _("Only your own staff, signed in")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Open to anybody, staff can reach it on any phone in a hurry. "
            "It shows the names and numbers you enter under Contacts."
        ),
        error_messages={"required": _("Choose who may open the page")},
    )
    help_email = forms.EmailField(
        label=_("Whom do staff ask for help with this training?"),
        help_text=_("An email address, at the foot of every page. Not for concerns about a child."),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Enter an email address such as name@example.org")},
    )

    def clean_help_email(self) -> str:
        """Return the address in small letters."""
        return str(self.cleaned_data["help_email"]).lower()


class PlaceForm(HouseForm):
    """The name of one site, team, job or tag; with ``heading`` the page is about nothing else."""

    button = _("Save")
    shows_summary = False  # the page shows it above its heading
    kind = ""  # the main button
    noun = ""

    def __init__(self, *, sites: Sequence[Site] = (), is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_new = is_new
        if "site" in self.fields:
            every = [("", _("No site: across the organisation"))]
            self.fields["site"].choices = every + [(one.slug, one.name) for one in sites]  # type: ignore[attr-defined]

    def buttons(self) -> list[Button]:
        """Return the main button, named after what is added."""
        first, *rest = super().buttons()
        return [Button(self.add_label, once=True) if self.is_new else first, *rest]

    add_label: Any = _("Add")


class SiteForm(PlaceForm):
    """One site."""

    add_label = _("Add site")
    name = name_field(
        _("Name of the site"),
        missing=_("Enter the name of the site"),
        hint=_("As staff call it, such as “North” or “Main building”."),
    )
    nation = nation_field(_("In which nation is the site?"))


class TeamForm(PlaceForm):
    """One team."""

    add_label = _("Add team")
    name = name_field(
        _("Name of the team"),
        missing=_("Enter the name of the team"),
        hint=_("Such as “Year 4” or “Night staff”."),
    )
    site = forms.ChoiceField(
        label=_("At which site?"),
        required=False,
        error_messages={"invalid_choice": _("Choose a site from the list")},
    )


class JobForm(PlaceForm):
    """One job."""

    add_label = _("Add job")
    name = name_field(
        _("Name of the job"),
        missing=_("Enter the name of the job"),
        hint=_("Such as “Class teacher” or “Volunteer”. Rules can name a job."),
    )


class TagForm(PlaceForm):
    """One tag."""

    add_label = _("Add tag")
    name = name_field(
        _("Name of the tag"),
        missing=_("Enter the name of the tag"),
        hint=_(
            "Such as “First aider” or “Drives the minibus”. Rules and lists can name a tag. Do not"
            " write about health, family or beliefs."
        ),
        longest=60,
    )

    def clean_name(self) -> str:
        """Return the name; a semicolon parts the tags of a staff file.

        :raises ValidationError: when the name holds one.
        """
        name: str = self.cleaned_data["name"]
        if ";" in name:
            raise forms.ValidationError(_("Leave out the semicolon: it parts tags in a staff file"))
        return name


class RemoveForm(HouseForm):
    """The one button that deletes or takes away."""

    kind = "warning"
    once = True
    shows_summary = False

    def __init__(self, *, label: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.label, self.cancel_url = label, cancel_url

    def buttons(self) -> list[Button]:
        """Return the button that names what goes, and the way back."""
        return [
            Button(self.label, kind="warning", once=True),
            Button(_("Cancel"), url=self.cancel_url),
        ]
