"""Whom to tell now, and support for the reader.

Nothing is stored, and no address of ours logs who looked.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from courses.accounts.models import Organisation
from courses.accounts.queries import (
    memberships_of,
    open_to_all,
    organisation_by_slug,
    site_by_slug,
    sites_of,
)
from courses.catalogue.contacts import contacts_for
from courses.common.dates import local_date
from courses.web.middleware import concern_url, place_of
from courses.web.presenters import concern_panel, shown_contact
from courses.web.public.gate import anybody

SUPPORT_NEEDS = {"staff-support", "adult-survivor"}


def open_organisation(request: HttpRequest, slug: str) -> Organisation:
    """Return the organisation at this address if its concern page is open to the sender.

    :raises Http404: when it is missing, or open to its members only and the sender is none today.
    """
    organisation = organisation_by_slug(slug)
    if organisation is None:
        raise Http404
    if not (organisation.concern_page_is_public or is_member(request, organisation)):
        raise Http404
    request.organisation = organisation  # type: ignore[attr-defined] # the frame shows its look
    return organisation


def is_member(request: HttpRequest, organisation: Organisation) -> bool:
    """Test whether the sender is signed in and belongs to ``organisation`` today."""
    if not request.user.is_authenticated:
        return False
    mine = memberships_of(user=request.user, on=local_date(timezone.now()))
    return any(membership.organisation_id == organisation.pk for membership in mine)


@anybody(methods=["GET"])
def national(request: HttpRequest) -> HttpResponse:
    """Show the national routes, and to whoever is signed in the people of their own site."""
    own = concern_url(request, place_of(request)) if request.user.is_authenticated else request.path
    if own != request.path:
        return redirect(own)
    today = local_date(timezone.now())
    panel = concern_panel(contacts_for(organisation=None, site=None), place="", on=today)
    context = {"panel": panel, "is_national": True, "organisations": open_to_all()}
    return render(request, "courses/public/concern.html", context)


@anybody(methods=["GET"])
def of_organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the organisation's places to choose from, or its one place at once."""
    found = open_organisation(request, organisation)
    sites = sites_of(found)
    if len(sites) == 1:
        return redirect("public:concern_at", found.slug, sites[0].slug)
    context = {"organisation": found, "sites": sites}
    return render(request, "courses/public/concern_sites.html", context)


@anybody(methods=["GET"])
def of_site(request: HttpRequest, organisation: str, site: str) -> HttpResponse:
    """Show whom to tell at one site: its own people first, then the national routes."""
    found = open_organisation(request, organisation)
    place = site_by_slug(organisation=found, slug=site)
    if place is None:
        raise Http404
    panel = concern_panel(
        contacts_for(organisation=found, site=place),
        place=f"{found.name}, {place.name}",
        on=local_date(timezone.now()),
        names_checker=is_member(request, found),
    )
    return render(request, "courses/public/concern.html", {"panel": panel})


@anybody(methods=["GET"])
def support(request: HttpRequest) -> HttpResponse:
    """Show support for staff whom the subject touches."""
    today = local_date(timezone.now())
    contacts = contacts_for(organisation=None, site=None).national
    wanted = [c for c in contacts if SUPPORT_NEEDS & set(c.needs.get("needs", []))]
    context = {"contacts": [shown_contact(contact, on=today) for contact in wanted]}
    return render(request, "courses/public/support.html", context)
