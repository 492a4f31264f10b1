"""Training rooms: the list, opening one, its page, its parts, the wall, closing it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.places import places_in
from courses.catalogue.queries import courses_offered, titles_of
from courses.common.dates import local_date
from courses.learning.openings import NotOpenYet
from courses.learning.together import Gathering
from courses.learning.together_queries import (
    Part,
    finished_in,
    gathering_in,
    gatherings_in,
    parts_of,
    seats_in,
)
from courses.usecases.enrol_staff import NothingPublished
from courses.usecases.open_gathering import open_gathering
from courses.usecases.run_gathering import close_gathering, open_part
from courses.usecases.seat_people import GatheringOver
from courses.web.lead import gathering_rows as rows
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.gathering_forms import CloseRoomForm, NextPartForm, OpenRoomForm
from courses.web.lead.taking import exports_of
from courses.web.presenters import day_in_words
from courses.web.reading import asks_again
from courses.web.responses import SeeOther

LOOKS_AGAIN: Final = 10  # seconds after which the wall asks again by itself


def own_gathering(request: LeadRequest, reference: UUID) -> Gathering:
    """Return the room at this address where it lies in the sender's scope.

    :raises Http404: when it is missing, another organisation's, or of other places.
    """
    found = gathering_in(request.scope, reference)
    if found is None:
        raise Http404
    return found


def room_url(gathering: Gathering) -> str:
    """Return the address of the room's page."""
    return reverse("lead:gathering", args=[gathering.organisation.slug, gathering.reference])


def say_closed(request: LeadRequest, gathering: Gathering) -> HttpResponse:
    """Say that nothing changes any more, on the room's page."""
    messages.warning(request, _("This room is closed. Nothing was changed."))
    return SeeOther(room_url(gathering))


@leads(Permission.RUN_GATHERINGS, methods=["GET"])
def gatherings(request: LeadRequest) -> HttpResponse:
    """Show the rooms of the sender's scope, open ones first."""
    now = timezone.now()
    shown = [
        {
            "reference": one.reference,
            "title": one.version.title,
            "place": rows.place_of(one),
            "day": day_in_words(local_date(one.opened_at)),
            "is_open": one.is_open(now),
        }
        for one in gatherings_in(request.scope)
    ]
    context = {
        "organisation": request.organisation,
        "open": [one for one in shown if one["is_open"]],
        "exports": exports_of(request, "rooms"),
        "may_export": True,
        "people": shown,
        "closed": [one for one in shown if not one["is_open"]],
    }
    return render(request, "courses/lead/gatherings.html", context)


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def new(request: LeadRequest) -> HttpResponse:
    """Open a room for one course and the people of one place."""
    places = places_in(request.scope)
    courses = {one.slug: one for one in courses_offered(request.organisation)}
    titles = titles_of(list(courses.values()))
    form = OpenRoomForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        courses={slug: titles[one.pk] for slug, one in courses.items()},
        places=places,
        whole=request.scope.whole,
    )
    form.cancel_url = reverse("lead:gatherings", args=[request.organisation.slug])
    if form.is_valid():
        try:
            opened = open_gathering(
                organisation=request.organisation,
                course=courses[form.cleaned_data["course"]],
                site=places.site(form.chosen("site")),
                team=places.team(form.chosen("team")),
                key=form.cleaned_data["key"],
                by=request.user,
                at=timezone.now(),
            )
        except NothingPublished:
            form.add_error("course", _("This course has just been withdrawn. Choose another"))
        except NotOpenYet as closed:
            words = _("This course opens on %s. Choose another, or change its opening day")
            form.add_error("course", words % day_in_words(closed.opens_on))
        else:
            return SeeOther(room_url(opened))
    context = {"form": form, "has_courses": bool(courses)}
    return render(request, "courses/lead/gathering_new.html", context)


@leads(Permission.RUN_GATHERINGS, methods=["GET"])
def gathering(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Show one room: its code, its parts, and who is present and how far."""
    found = own_gathering(request, gathering)
    is_open = found.is_open(timezone.now())
    parts = parts_of(found.version)
    people = rows.people_of(seats_in(found, request.scope), is_open=is_open)
    if not is_open:
        people.sort(key=rows.stage)
    context = {
        "organisation": request.organisation,
        "gathering": found,
        "is_open": is_open,
        "place": rows.place_of(found),
        "day": day_in_words(local_date(found.opened_at)),
        "opened": rows.clock(found.opened_at),
        "ended": rows.clock(found.ends_at),
        "code": rows.shown_code(found),
        "form_address": rows.form_address(),
        "parts": rows.shown_parts(found, parts, finished_in(found, parts)),
        "next_form": next_form(request, found, parts) if is_open else None,
        "people": people,
        "figures": rows.summary(people, is_open=is_open),
        "without_pin": sum(not one.has_pin for one in people),
        "to_come": sum(not one.has_joined for one in people if one.has_pin),
    }
    return render(request, "courses/lead/gathering.html", context)


def next_form(request: LeadRequest, found: Gathering, parts: Sequence[Part]) -> NextPartForm | None:
    """Return the button that opens the next of ``parts``, or None where everything is open."""
    if found.open_parts >= len(parts):
        return None
    words = _("Open the next part: %s") % rows.title_of(parts[found.open_parts])
    form = NextPartForm(initial={"seen": found.open_parts}, words=words)
    form.action = reverse("lead:gathering_next", args=[request.organisation.slug, found.reference])
    return form


@leads(Permission.RUN_GATHERINGS, methods=["POST"])
def next_part(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Open the next part, once, however many leads press at the same moment."""
    found = own_gathering(request, gathering)
    form = NextPartForm(request.POST)
    if form.is_valid():
        try:
            went_on = open_part(
                gathering=found,
                seen=form.cleaned_data["seen"],
                by_id=request.user.pk,
                at=timezone.now(),
            )
        except GatheringOver:
            return say_closed(request, found)
        if not went_on:
            words = _(
                "That part was open already: somebody was quicker, or this was a second click."
            )
            messages.info(request, words)
    return SeeOther(room_url(found))


@leads(Permission.RUN_GATHERINGS, methods=["GET"])
def wall(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Show the room on the big screen: its code, the open part, how many have finished it.

    No name, answer or score. It asks again by itself, by the header Refresh, until that is stopped.
    """
    found = own_gathering(request, gathering)
    is_open = found.is_open(timezone.now())
    looks_again = is_open and asks_again(request)
    context = {
        **on_the_wall(found),
        "gathering": found,
        "is_open": is_open,
        "code": rows.shown_code(found),
        "form_address": rows.form_address(),
        "join_address": rows.join_address(found),
        "room_url": room_url(found),
        "answers_url": f"{room_url(found)}wall/answers/",
        "looks_again": looks_again,
        "seconds": LOOKS_AGAIN,
    }
    response = render(request, "courses/lead/wall.html", context)
    if looks_again:
        response["Refresh"] = str(LOOKS_AGAIN)
    return response


def on_the_wall(found: Gathering) -> dict[str, Any]:
    """Return the part that is open now, and how many have joined and finished it."""
    parts = parts_of(found.version)
    number = min(found.open_parts, len(parts))
    now = parts[number - 1 : number] if number else []
    (count,) = finished_in(found, now or parts[:1] or parts) if parts else (None,)
    return {
        "part": rows.title_of(now[0]) if now else "",
        "number": number,
        "total": len(parts),
        "finished": rows.finished_words(count) if now and count else "",
        "joined": count.joined if count else 0,
    }


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def close(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Ask once more, and close the room."""
    found = own_gathering(request, gathering)
    form = CloseRoomForm(request.POST if request.method == "POST" else None)
    form.cancel_url = room_url(found)
    if form.is_valid():
        close_gathering(gathering=found, by_id=request.user.pk, at=timezone.now())
        messages.success(request, _("The room is closed. Everybody's work is kept."))
        return SeeOther(room_url(found))
    context = {"form": form, "gathering": found, "is_open": found.is_open(timezone.now())}
    return render(request, "courses/lead/gathering_close.html", context)
