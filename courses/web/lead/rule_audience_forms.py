"""What every form of a rule asks about whom it names: everyone, or some by site, team, job, tag."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.accounts.places import Places
from courses.compliance.audience import EVERYONE, KINDS, Audience
from courses.web.lead.rule_term_forms import TermsForm

ALL, SOME = "everyone", "some"
ORDER = ("who", "sites", "teams", "roles", "tags")


def ticks(label: Any, invalid: Any, hint: Any = "") -> forms.MultipleChoiceField:
    """Return the question which of the organisation's own names a rule shall name."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": invalid},
    )


class AudienceForm(TermsForm):
    """Whom a rule names; a lead of some places names those alone."""

    who = forms.ChoiceField(
        label=_("Who must hold the course?"),
        choices=[(ALL, _("Everyone")), (SOME, _("Only some people, chosen below"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who must hold the course"),
            "invalid_choice": _("Choose who must hold the course"),
        },
    )
    sites = ticks(
        _("At which sites?"),
        _("Choose sites from the list"),
        _("Whoever works at any one you tick. None ticked: at all of them."),
    )
    teams = ticks(
        _("In which teams?"),
        _("Choose teams from the list"),
        _("Whoever is in any one you tick. None ticked: whatever their team."),
    )
    roles = ticks(
        _("With which jobs?"),
        _("Choose jobs from the list"),
        _("Whoever has any one you tick. None ticked: whatever their job."),
    )
    tags = ticks(
        _("With which tags?"),
        _("Choose tags from the list"),
        _("Whoever has any one you tick. None ticked: whatever their tags."),
    )

    def __init__(
        self, *args: Any, places: Places, courses: dict[str, str], whole: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, courses=courses, **kwargs)
        self.whole = whole
        self.site_of = {one.pk: one.site_id for one in places.teams}
        for kind in KINDS:
            named = [(str(one.pk), one.name) for one in getattr(places, kind)]
            self.fields[kind].choices = named  # type: ignore[attr-defined]
            if not named:
                del self.fields[kind]
        if not whole:
            del self.fields["who"]

    def clean(self) -> dict[str, Any]:
        """Refuse what does not say whom the rule names."""
        cleaned = super().clean()
        audience = audience_of(cleaned)
        ticked = next((kind for kind in ORDER if kind in self.fields and kind != "who"), "who")
        if any(kind in self.errors for kind in KINDS):
            return cleaned
        if not self.whole and not (audience.sites or audience.teams):
            self.add_error(ticked, _("Tick at least one of your sites or teams"))
        if cleaned.get("who") == SOME and audience == EVERYONE:
            self.add_error(ticked, _("Tick at least one site, team, job or tag"))
        if cleaned.get("who") == ALL and audience != EVERYONE:
            message = _("Choose “Only some people”, or take away what you ticked below")
            self.add_error("who", message)
        if audience.sites and audience.teams and not self.meet(audience):
            message = _("No team that you tick is at a site that you tick, so nobody is named")
            self.add_error("teams", message)
        return cleaned

    def meet(self, audience: Audience) -> bool:
        """Test whether somebody can be in one of the teams and at one of the sites."""
        return any(self.site_of[team] in {None, *audience.sites} for team in audience.teams)

    def hide(self) -> None:
        """Hide every field, for the page that confirms what was answered."""
        for name, field in self.fields.items():
            many = name in KINDS
            field.widget = forms.MultipleHiddenInput() if many else forms.HiddenInput()


def audience_of(data: Mapping[str, Any]) -> Audience:
    """Return whom the answers name."""
    return Audience.of(**{kind: [int(pk) for pk in data.get(kind) or ()] for kind in KINDS})


def who_of(audience: Audience) -> dict[str, Any]:
    """Return the answers that name ``audience``."""
    ticked = {kind: [str(pk) for pk in getattr(audience, kind)] for kind in KINDS}
    return {"who": ALL if audience == EVERYONE else SOME, **ticked}


def answers_of(data: QueryDict) -> dict[str, Any]:
    """Return what was answered, to be shown once more."""
    return data.dict() | {kind: data.getlist(kind) for kind in KINDS}
