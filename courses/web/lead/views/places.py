"""An organisation's sites, teams, jobs and tags: listed, added, renamed, deleted where unused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.models import Organisation, Role, Site, Tag, Team
from courses.accounts.permissions import Permission
from courses.accounts.place_rows import (
    NameTaken,
    PlaceInUse,
    PlaceRow,
    StaffElsewhere,
    job_by_slug,
    jobs_of,
    tag_by_slug,
    tags_of,
    team_of,
    teams_of,
)
from courses.accounts.queries import site_by_slug, sites_of
from courses.usecases.remove_place import remove_place, uses_of
from courses.usecases.save_place import save_place
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.setup_forms import JobForm, PlaceForm, RemoveForm, SiteForm, TagForm, TeamForm

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of place: its words, its form, and how its rows are found."""

    plural: Word
    list_name: str
    one_name: str
    form: type[PlaceForm]
    make: Callable[[Organisation], PlaceRow]
    rows: Callable[[Organisation], Any]
    empty: Word


SITES = Kind(
    gettext_lazy("Sites"),
    "sites",
    "site",
    SiteForm,
    lambda here: Site(organisation=here),
    sites_of,
    gettext_lazy("No site yet. Add the first place where your people work."),
)
TEAMS = Kind(
    gettext_lazy("Teams"),
    "teams",
    "team",
    TeamForm,
    lambda here: Team(organisation=here),
    teams_of,
    gettext_lazy("No team yet. Teams are for you to use or to leave out."),
)
JOBS = Kind(
    gettext_lazy("Jobs"),
    "jobs",
    "job",
    JobForm,
    lambda here: Role(organisation=here),
    jobs_of,
    gettext_lazy("No job yet. Add the jobs that your people do."),
)
TAGS = Kind(
    gettext_lazy("Tags"),
    "tags",
    "tag",
    TagForm,
    lambda here: Tag(organisation=here),
    tags_of,
    gettext_lazy("No tag yet. Tags are for you to use or to leave out."),
)
# What may refer to a place, in words; each is followed by how many there are.
USES: dict[str, Word] = {
    "membershipperiod": gettext_lazy("Times people work or worked there"),
    "grant": gettext_lazy("Access given for it, now or before"),
    "contact": gettext_lazy("Contacts entered for it"),
    "requirement": gettext_lazy("Rules that name it, now or before"),
    "team": gettext_lazy("Teams there"),
    "invitation": gettext_lazy("Invitations to it"),
    "joiningway": gettext_lazy("Joining codes and email domains for it, now or before"),
    "joinrequest": gettext_lazy("Requests to join there"),
    "tagging": gettext_lazy("Times people carry or carried it"),
}


def key_of(place: PlaceRow) -> str | int:
    """Return what stands for ``place`` in an address."""
    return place.pk if isinstance(place, Team) else place.slug


def listing(request: LeadRequest, kind: Kind) -> HttpResponse:
    """Show the places of one kind, and add one."""
    here = request.organisation
    url = reverse(f"lead:{kind.list_name}", args=[here.slug])
    form = kind.form(
        data=request.POST if request.method == "POST" else None,
        sites=sites_of(here),
        is_new=True,
    )
    if saved := saved_by(request, form, kind.make(here)):
        messages.success(request, _("%s is in the list") % saved.name)
        return redirect(url)
    rows = [
        (one, reverse(f"lead:{kind.one_name}", args=[here.slug, key_of(one)]))
        for one in kind.rows(here)
    ]
    context = {
        "kind": kind,
        "rows": rows,
        "form": form,
        "back_url": reverse("lead:setup", args=[here.slug]),
    }
    return render(request, "courses/lead/places.html", context)


def changing(request: LeadRequest, kind: Kind, place: PlaceRow | None) -> HttpResponse:
    """Rename one place.

    :raises Http404: when it is missing or another organisation's.
    """
    if place is None:
        raise Http404
    here = request.organisation
    back = reverse(f"lead:{kind.list_name}", args=[here.slug])
    site = getattr(place, "site", None)
    form = kind.form(
        data=request.POST if request.method == "POST" else None,
        sites=sites_of(here),
        initial={
            "name": place.name,
            "nation": getattr(place, "nation", ""),
            "site": site.slug if site else "",
        },
    )
    form.heading, form.cancel_url = place.name, back
    if saved := saved_by(request, form, place):
        messages.success(request, _("%s saved") % saved.name)
        return redirect(back)
    context = {
        "form": form,
        "title": form.heading,
        "back_url": back,
        "back": kind.plural,
        "remove_url": reverse(f"lead:remove_{kind.one_name}", args=[here.slug, key_of(place)]),
    }
    return render(request, "courses/lead/setup_form.html", context)


def saved_by(request: LeadRequest, form: PlaceForm, place: PlaceRow) -> PlaceRow | None:
    """Return ``place`` written as the form says, or None where it must be shown again."""
    if not form.is_valid():
        return None
    place.name = form.cleaned_data["name"]
    if isinstance(place, Site):
        place.nation = form.cleaned_data["nation"]
    if isinstance(place, Team):
        slug = form.cleaned_data["site"]
        place.site = site_by_slug(organisation=place.organisation, slug=slug) if slug else None
    try:
        return save_place(place=place, by=request.user, at=timezone.now())
    except NameTaken:
        form.add_error("name", _("You already have “%s”. Enter another name") % place.name)
    except StaffElsewhere as away:
        told = ngettext(
            "%d person of this team works at another site. Move them first",
            "%d people of this team work at another site. Move them first",
            away.people,
        )
        form.add_error("site", told % away.people)
    return None


def removing(request: LeadRequest, kind: Kind, place: PlaceRow | None) -> HttpResponse:
    """Delete one place that nothing refers to, or say what does.

    :raises Http404: when it is missing or another organisation's.
    """
    if place is None:
        raise Http404
    here = request.organisation
    back = reverse(f"lead:{kind.one_name}", args=[here.slug, key_of(place)])
    uses = uses_of(place)
    if request.method == "POST":
        try:
            remove_place(place=place, by=request.user, at=timezone.now())
        except PlaceInUse as error:
            uses = error.uses
        else:
            messages.success(request, _("%s deleted") % place.name)
            return redirect(f"lead:{kind.list_name}", here.slug)
    context = {
        "place": place,
        "uses": [
            {"key": USES.get(name, _("Other records")), "value": str(count)}
            for name, count in uses.items()
        ],
        "form": RemoveForm(label=_("Delete %s") % place.name, cancel_url=back),
        "back_url": back,
    }
    return render(request, "courses/lead/place_remove.html", context)


administrators = leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)


@administrators
def sites(request: LeadRequest) -> HttpResponse:
    """Show the sites and add one."""
    return listing(request, SITES)


@administrators
def site(request: LeadRequest, site: str) -> HttpResponse:
    """Rename one site, or correct its nation."""
    return changing(request, SITES, site_by_slug(organisation=request.organisation, slug=site))


@administrators
def remove_site(request: LeadRequest, site: str) -> HttpResponse:
    """Delete one site that nothing refers to."""
    return removing(request, SITES, site_by_slug(organisation=request.organisation, slug=site))


@administrators
def teams(request: LeadRequest) -> HttpResponse:
    """Show the teams and add one."""
    return listing(request, TEAMS)


@administrators
def team(request: LeadRequest, team: int) -> HttpResponse:
    """Rename one team, or move it to another site."""
    return changing(request, TEAMS, team_of(organisation=request.organisation, pk=team))


@administrators
def remove_team(request: LeadRequest, team: int) -> HttpResponse:
    """Delete one team that nothing refers to."""
    return removing(request, TEAMS, team_of(organisation=request.organisation, pk=team))


@administrators
def jobs(request: LeadRequest) -> HttpResponse:
    """Show the jobs and add one."""
    return listing(request, JOBS)


@administrators
def job(request: LeadRequest, job: str) -> HttpResponse:
    """Rename one job."""
    return changing(request, JOBS, job_by_slug(organisation=request.organisation, slug=job))


@administrators
def remove_job(request: LeadRequest, job: str) -> HttpResponse:
    """Delete one job that nothing refers to."""
    return removing(request, JOBS, job_by_slug(organisation=request.organisation, slug=job))


@administrators
def tags(request: LeadRequest) -> HttpResponse:
    """Show the tags and add one."""
    return listing(request, TAGS)


@administrators
def tag(request: LeadRequest, tag: str) -> HttpResponse:
    """Rename one tag."""
    return changing(request, TAGS, tag_by_slug(organisation=request.organisation, slug=tag))


@administrators
def remove_tag(request: LeadRequest, tag: str) -> HttpResponse:
    """Delete one tag that nothing refers to."""
    return removing(request, TAGS, tag_by_slug(organisation=request.organisation, slug=tag))
