"""Access: who may do what beyond learning, give it, end it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.access import access_at, access_in, member_at
from courses.accounts.membership import Access, Grant
from courses.accounts.models import Site, Team
from courses.accounts.permissions import Permission
from courses.accounts.place_rows import teams_of
from courses.accounts.queries import sites_of
from courses.common.history import Superseded
from courses.usecases.grant_access import LastAdministrator, end_access, grant_access
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads, proven
from courses.web.lead.taking import exports_of
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther

LEVELS = [
    (Access.LEAD, gettext_lazy("Training lead: sees who is trained, sets rules, invites staff")),
    (Access.AUTHOR, gettext_lazy("Author: imports courses")),
    (Access.ADMIN, gettext_lazy("Administrator: everything, also access")),
]


TEAM = "team:"


def words_of(place: Site | Team) -> str:
    """Return a place as the list offers it: a team with its site, where it has one."""
    if isinstance(place, Site):
        return place.name
    where = f"{place.name}, {place.site.name}" if place.site else place.name
    return _("Team: %s") % where


class GiveForm(HouseForm):
    """Who gets which access, over which place."""

    button = gettext_lazy("Give access")
    once = True
    marks_optional = False
    email = forms.CharField(
        label=gettext_lazy("Email address of somebody who works here"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the email address")},
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Which access?"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the access")},
    )
    site = forms.ChoiceField(
        label=gettext_lazy("Over which place?"),
        help_text=gettext_lazy(
            "A training lead may have one site or one team: they then see nobody else. Authors and"
            " administrators have the whole organisation."
        ),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a place from the list")},
    )

    def __init__(self, *args: Any, sites: list[Site], teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, Site | Team] = {one.slug: one for one in sites}
        self.places |= {f"{TEAM}{one.pk}": one for one in teams}  # no slug holds a colon
        self.fields["site"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole organisation")),
            *((name, words_of(place)) for name, place in self.places.items()),
        ]

    def chosen(self) -> tuple[Site | None, Team | None]:
        """Return the site or the team that was chosen; neither is the whole organisation."""
        place = self.places.get(self.cleaned_data["site"])
        return (place, None) if isinstance(place, Site) else (None, place)

    def clean(self) -> dict[str, Any]:
        """Keep authors and administrators to the whole organisation."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("site") and cleaned.get("access") in {Access.AUTHOR, Access.ADMIN}:
            self.add_error("site", _("Choose the whole organisation for this access"))
        return cleaned


class EndForm(HouseForm):
    """End one access; nothing to fill in."""

    button = gettext_lazy("End this access")
    kind = "warning"
    once = True


def list_url(request: LeadRequest) -> str:
    """Return the address of the list."""
    return reverse("lead:access", args=[request.organisation.slug])


def place_of(grant: Grant) -> str:
    """Return over which place an access goes, in words."""
    if grant.team:
        return grant.team.name
    return grant.site.name if grant.site else _("The whole organisation")


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def access(request: LeadRequest) -> HttpResponse:
    """Show who has access beyond learning."""
    rows = [
        {
            "thread": one.thread,
            "name": one.membership.user.name,
            "email": one.membership.user.email or "",
            "access": one.get_access_display(),
            "place": place_of(one),
            "since": day_in_words(one.valid_from),
            "until": day_in_words(one.valid_until) if one.valid_until else "",
        }
        for one in access_in(request.organisation, on=request.scope.on)
    ]
    context = {
        "rows": rows,
        "organisation": request.organisation,
        "exports": exports_of(request, "access"),
        "may_export": True,
        "people": rows,
    }
    return render(request, "courses/lead/access.html", context)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
@proven()
def give(request: LeadRequest) -> HttpResponse:
    """Give somebody who works here access."""
    sites = sites_of(request.organisation)
    asked, teams = (
        request.POST if request.method == "POST" else None,
        teams_of(request.organisation),
    )
    form = GiveForm(asked, sites=sites, teams=teams)
    form.heading, form.cancel_url = _("Give access"), list_url(request)
    if form.is_valid():
        data = form.cleaned_data
        member = member_at(request.organisation, data["email"], on=request.scope.on)
        if member is None:
            message = _("Nobody who works here has this address. Invite them first, or correct it")
            form.add_error("email", message)
        else:
            site, team = form.chosen()
            grant_access(
                membership=member,
                access=Access(data["access"]),
                site=site,
                team=team,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("%s has the access.") % member.user.name)
            return SeeOther(list_url(request))
    return render(request, "courses/lead/access_give.html", {"form": form})


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
@proven()
def end(request: LeadRequest, grant: UUID) -> HttpResponse:
    """Ask once more, and end one access at once.

    :raises Http404: when it is missing, over, or another organisation's.
    """
    found = access_at(request.organisation, grant, on=request.scope.on)
    if found is None:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)
    form.cancel_url = list_url(request)
    refused = ""
    if form.is_valid():
        try:
            end_access(grant=found, by=request.user, at=timezone.now())
        except LastAdministrator:
            refused = _("This is the last administrator. Make somebody else one first.")
        except Superseded:
            refused = _("Somebody else has changed this access. Look at the list again.")
        else:
            messages.success(request, _("The access has ended."))
            return SeeOther(list_url(request))
    context = {
        "form": form,
        "name": found.membership.user.name,
        "access": found.get_access_display(),
        "place": place_of(found),
        "refused": refused,
        "is_own": found.membership.user == request.user,
    }
    return render(request, "courses/lead/access_end.html", context)
