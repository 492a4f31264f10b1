"""Joining a training room by room code, staff code and PIN; signed out, and with no e-mail."""

import secrets

from allauth.core.internal import ratelimit
from django import forms
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.common.codes import tidy
from courses.learning.together import Seat
from courses.learning.together_queries import seat_to_join
from courses.usecases.join_gathering import join_gathering
from courses.web.forms import HouseForm
from courses.web.in_room import KEY, seat_of
from courses.web.public.gate import RATES, anybody
from courses.web.responses import SeeOther

BACKEND = "courses.accounts.sign_in_backend.Backend"
PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}


class JoinRoomForm(HouseForm):
    """The three codes that let one person into one room."""

    button = gettext_lazy("Join")
    heading = gettext_lazy("Join a training room")
    once = True
    marks_optional = False
    code = forms.CharField(
        label=gettext_lazy("Room code"),
        help_text=gettext_lazy("On the big screen. Spaces and small letters do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": gettext_lazy("Enter the room code from the big screen")},
    )
    staff_code = forms.CharField(
        label=gettext_lazy("Staff code"),
        help_text=gettext_lazy("On your slip."),
        max_length=80,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": gettext_lazy("Enter the staff code from your slip")},
    )
    pin = forms.CharField(
        label=gettext_lazy("PIN"),
        help_text=gettext_lazy("Six digits, on your slip."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Enter the PIN from your slip")},
    )


@anybody(methods=["GET", "POST"], limit="join")
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the codes and let their owner in; whatever is wrong gets the same words.

    After five wrong tries of one staff code the form pauses for it, and names who can help.
    """
    if seat_of(request):
        return SeeOther(reverse("learner:gathering"))
    if request.method != "POST":
        form = JoinRoomForm(initial={"code": request.GET.get("code", "")[:40]})
        return page(request, form)
    form = JoinRoomForm(request.POST)
    if not form.is_valid():
        return page(request, form)
    code, staff_code = tidy(form.cleaned_data["code"]), tidy(form.cleaned_data["staff_code"])
    found = seat_to_join(code=code, staff_code=staff_code, at=timezone.now())
    # Counted before the PIN is looked at, and given back when it is right. A new PIN counts anew.
    key = f"{code} {staff_code} {found.pin_hash if found else ''}"
    tried = ratelimit.consume(request, app=RATES, action="room_pin", key=key)
    if tried is None:
        return render(request, "courses/public/room_paused.html", status=429)
    mark = secrets.token_hex(16)
    pin = tidy(form.cleaned_data["pin"])
    seat = join_gathering(seat=found, pin=pin, mark=mark, at=timezone.now())
    if seat is None:
        form.add_error(None, wrong())
        return page(request, form)
    tried.rollback()
    let_in(request, seat)
    return SeeOther(reverse("learner:gathering"))


def page(request: HttpRequest, form: JoinRoomForm) -> HttpResponse:
    """Return the page that asks for the codes."""
    context = {"form": form, "was_handed_on": "handed" in request.GET}
    return render(request, "courses/public/join_room.html", context)


def wrong() -> str:
    """Return what is said of a wrong code and a wrong PIN alike."""
    return _(
        "The room code, the staff code or the PIN is not right, or the room is closed. Check all"
        " three. After 5 wrong tries you wait 5 minutes; whoever leads the training can give you a"
        " new PIN."
    )


def let_in(request: HttpRequest, seat: Seat) -> None:
    """Sign in by PIN: a fresh session that knows its seat, whoever was signed in here before."""
    logout(request)
    login(request, seat.membership.user, backend=BACKEND)
    request.session[KEY] = {"id": seat.pk, "mark": seat.mark}


@anybody(methods=["GET"])
def over(request: HttpRequest) -> HttpResponse:
    """Say that the room is over, that everything is kept, and how to go on."""
    return render(request, "courses/public/room_over.html")
