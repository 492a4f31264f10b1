"""Answers to requests that Django refuses before any page of ours."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.contacts import contacts_for
from courses.common.dates import local_date
from courses.web.in_room import is_in_room, seat_of
from courses.web.middleware import BRAND_PATH, place_of
from courses.web.presenters import ConcernPanel, concern_panel
from courses.web.public.gate import anybody
from courses.web.reading import reading_of
from courses.web.responses import SeeOther


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say what to do; somebody who wanted to leave is taken away all the same, signed in still."""
    if request.path == reverse("public:leave"):
        return SeeOther(settings.EXIT_URL)
    return told(request, "403_csrf.html", status=403)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the page is not for the reader, and whom to tell of a worry all the same."""
    return told(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is no such page, in the same words for what is there and not the reader's.

    Where looks are kept, which no sign-in is asked for, it says so without a page.
    """
    if request.path.startswith(BRAND_PATH):
        return HttpResponse(status=404)
    return told(request, "404.html", status=404)


def told(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """Return an error page with whom to tell at the reader's own place, or the national routes."""
    return render(request, template, {"panel": whom_to_tell(request)}, status=status)


def whom_to_tell(request: HttpRequest) -> ConcernPanel:
    """Return the contacts of the reader's own site, and the national routes where there are none.

    Signed out nobody's site is known, nor that of a seat that was not asked for: a mistyped address
    does not tell whether its room is still open. All of both stand behind "Report a concern".
    """
    is_known = request.user.is_authenticated and is_in_room(request) == bool(seat_of(request))
    place = place_of(request) if is_known else None
    contacts = contacts_for(
        organisation=place.organisation if place else None, site=place.site if place else None
    )
    return concern_panel(
        replace(contacts, national=()) if contacts.local else contacts,
        place=f"{place.organisation.name}, {place.site.name}" if place else "",
        on=local_date(timezone.now()),
    )


@anybody(methods=["GET", "POST"])
def not_offered(request: HttpRequest) -> HttpResponse:
    """Answer like a missing page, at addresses of installed packages that this platform closes.

    :raises Http404: always.
    """
    raise Http404(request.path)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, as the reader likes to read: without a query or a session."""
    page = loader.get_template("500.html").render({"reading": reading_of(request)})
    return HttpResponse(page, status=500)
