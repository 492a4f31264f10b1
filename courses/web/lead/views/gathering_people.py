"""Who is expected in a training room: choosing them, their slips, a new PIN, marking present."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.permissions import Permission
from courses.learning.together import Gathering, Seat
from courses.learning.together_queries import expected_in, people_by_id, seat_in, seats_in
from courses.usecases.seat_people import (
    MOST,
    GatheringOver,
    RoomFull,
    make_pins,
    mark_present,
    seat_people,
)
from courses.web.lead import gathering_rows as rows
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.gathering_forms import ChooseForm, FindForm
from courses.web.lead.views.gatherings import own_gathering, room_url, say_closed
from courses.web.responses import SeeOther

LIMIT = 100


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def people(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Choose who of the room's place is expected."""
    found = own_gathering(request, gathering)
    if not found.is_open(timezone.now()):
        return say_closed(request, found)
    finder = FindForm(request.GET)
    search = finder.cleaned_data["find"] if finder.is_valid() else ""
    shown = expected_in(found, request.scope, search=search, limit=LIMIT)
    is_post = request.method == "POST"
    ticked = people_by_id(found, request.scope, ids_in(request)) if is_post else []
    by_id = {one.pk: one for one in [*shown, *ticked]}
    form = ChooseForm(request.POST if is_post else None, people=list(by_id.values()))
    form.cancel_url = room_url(found)
    if form.is_valid():
        wanted = (
            shown if "all" in request.POST else [by_id[pk] for pk in form.cleaned_data["members"]]
        )
        try:
            added = seat_people(
                gathering=found, members=wanted, by_id=request.user.pk, at=timezone.now()
            )
        except GatheringOver:
            return say_closed(request, found)
        except RoomFull:
            words = _("A room takes %d people. Choose fewer, or open another room") % MOST
            form.add_error("members", words)
        else:
            words = ngettext("%d person added", "%d people added", added) % added
            messages.success(request, words)
            return SeeOther(room_url(found))
    context = {
        "gathering": found,
        "place": rows.place_of(found),
        "finder": finder,
        "form": form,
        "shown": shown,
        "is_cut": len(shown) == LIMIT,
        "search": search,
        "room_url": room_url(found),
    }
    return render(request, "courses/lead/gathering_people.html", context)


def ids_in(request: LeadRequest) -> list[int]:
    """Return the ids that were ticked, as far as they are numbers that a row can have."""
    return [
        int(one) for one in request.POST.getlist("members") if one.isdecimal() and len(one) < 19
    ]


@leads(Permission.RUN_GATHERINGS, methods=["POST"])
def slips(request: LeadRequest, gathering: UUID) -> HttpResponse:
    """Make PINs for those who have none, or anew for those who are not here yet, to be printed."""
    found = own_gathering(request, gathering)
    again = "again" in request.POST
    seats = [
        one
        for one in seats_in(found, request.scope)
        if not one.pin_hash or (again and one.joined_at is None)
    ]
    return slips_page(request, found, seats)


@leads(Permission.RUN_GATHERINGS, methods=["POST"])
def new_pin(request: LeadRequest, gathering: UUID, seat: int) -> HttpResponse:
    """Make one person a new PIN, to be printed; the one before no longer works."""
    found = own_gathering(request, gathering)
    return slips_page(request, found, [own_seat(request, found, seat)])


def own_seat(request: LeadRequest, gathering: Gathering, seat_id: int) -> Seat:
    """Return one person of the sender's scope in this room.

    :raises Http404: when missing or foreign.
    """
    seat = seat_in(gathering, request.scope, seat_id)
    if seat is None:
        raise Http404
    return seat


def slips_page(request: LeadRequest, gathering: Gathering, seats: Sequence[Seat]) -> HttpResponse:
    """Return the slips of ``seats`` with new PINs, which this answer alone ever shows."""
    try:
        pins = make_pins(gathering=gathering, seats=seats, by_id=request.user.pk, at=timezone.now())
    except GatheringOver:
        return say_closed(request, gathering)
    if not pins:
        messages.info(request, _("Everybody has a slip. Add people, or make somebody a new PIN."))
        return SeeOther(room_url(gathering))
    context = {
        "gathering": gathering,
        "organisation": request.organisation,
        "slips": [
            {
                "name": one.membership.user.name,
                "staff_code": one.staff_code,
                "pin": f"{pin[:3]} {pin[3:]}",
            }
            for one, pin in pins
        ],
        "code": rows.shown_code(gathering),
        "form_address": rows.form_address(),
        "room_url": room_url(gathering),
    }
    return render(request, "courses/lead/gathering_slips.html", context)


@leads(Permission.RUN_GATHERINGS, methods=["POST"])
def present(request: LeadRequest, gathering: UUID, seat: int) -> HttpResponse:
    """Mark somebody present, or take that back."""
    found = own_gathering(request, gathering)
    one = own_seat(request, found, seat)
    try:
        mark_present(
            seat=one,
            present="absent" not in request.POST,
            by_id=request.user.pk,
            at=timezone.now(),
        )
    except GatheringOver:
        return say_closed(request, found)
    return SeeOther(f"{room_url(found)}#people")
