"""Asking to join an organisation: who you are, the code from the mail, where, and what follows.

Nothing is written and nothing shown before the address is proven; what was typed is in the session.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.asking_queries import ways_for
from courses.accounts.join_requests import JoiningWay
from courses.common.codes import tidy
from courses.common.dates import local_date
from courses.usecases.ask_to_join import JoiningOver, WorksHere, ask_to_join, send_code
from courses.web.forms import HouseForm, NameField
from courses.web.public.gate import RATES, anybody
from courses.web.responses import SeeOther

KEY = "asking"
LIFE = timedelta(minutes=15)  # as long as a code waits in the outbox
TRIES = 5
PLAIN = {"autocomplete": "off", "spellcheck": "false"}
CODE = {**PLAIN, "autocapitalize": "characters"}


class AskForm(HouseForm):
    """Who asks."""

    button = gettext_lazy("Email me a code")
    heading = gettext_lazy("Ask to join")
    once = True
    email = forms.EmailField(
        label=gettext_lazy("Your work email address"),
        help_text=gettext_lazy("We send a code to it, and later the answer."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your work email address"),
            "invalid": gettext_lazy("Enter an email address such as name@example.org"),
        },
    )
    name = NameField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As your organisation has it. It stands on your certificate."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your name"),
            "max_length": gettext_lazy("Use 200 characters or fewer"),
        },
    )
    code = forms.CharField(
        label=gettext_lazy("Joining code"),
        help_text=gettext_lazy(
            "On the notice of your organisation. Without one, your work email address may do."
        ),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
    )
    staff_number = forms.CharField(
        label=gettext_lazy("Staff number"),
        help_text=gettext_lazy("If you know it."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"max_length": gettext_lazy("Use 40 characters or fewer")},
    )

    def clean_email(self) -> str:
        """Return the address in small letters."""
        return str(self.cleaned_data["email"]).lower()


class CodeForm(HouseForm):
    """The code from the mail."""

    button = gettext_lazy("Continue")
    heading_field = "code"
    once = True
    code = forms.CharField(
        label=gettext_lazy("Code from the email"),
        max_length=40,
        widget=forms.TextInput(attrs={**CODE, "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Enter the code from the email")},
    )


class PlaceForm(HouseForm):
    """Where to join, of the places that the joining code or the address opens."""

    button = gettext_lazy("Send my request")
    once = True
    way = forms.ChoiceField(
        label=gettext_lazy("Where do you work?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose where you work"),
            "invalid_choice": gettext_lazy("Choose one from the list"),
        },
    )

    def __init__(self, *args: Any, ways: list[JoiningWay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["way"]
        box.choices = [(str(one.pk), f"{one.organisation}, {one.site}") for one in ways]
        if len(ways) == 1:
            box.initial = str(ways[0].pk)


class OtherCodeForm(HouseForm):
    """Another joining code, where the first and the address open nothing."""

    button = gettext_lazy("Try this code")
    once = True
    marks_optional = False
    code = forms.CharField(
        label=gettext_lazy("Joining code"),
        help_text=gettext_lazy("Spaces and small letters do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": gettext_lazy("Enter the joining code")},
    )


def mark_of(email: str, code: str) -> str:
    """Return what the session keeps of a mailed code: bound to its address."""
    return salted_hmac("courses.join-code", f"{email} {tidy(code)}", algorithm="sha256").hexdigest()


def kept(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return what the sender typed and has shown so far; empty where nothing, or too long ago."""
    asking: dict[str, Any] = request.session.get(KEY) or {}
    return asking if asking.get("until", "") > at.isoformat() else {}


def keep(request: HttpRequest, asking: dict[str, Any], *, at: datetime) -> None:
    """Keep it for a quarter of an hour from now on."""
    request.session[KEY] = {**asking, "until": (at + LIFE).isoformat()}


def has_tries(request: HttpRequest, asking: dict[str, Any]) -> bool:
    """Count one try before it is looked at; after five everything begins anew."""
    tries = asking["tries"] + 1
    if tries > TRIES:
        request.session.pop(KEY)
        return False
    request.session[KEY] = asking | {"tries": tries}
    return True


@anybody(methods=["GET", "POST"], limit="join")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask who wants to join, and send a code to the address, whoever has it."""
    now = timezone.now()
    if request.method != "POST":
        typed = kept(request, at=now)
        start = {name: typed.get(name, "") for name in AskForm.base_fields}
        start["code"] = request.GET.get("code", start["code"])[:40]
        return page(request, AskForm(initial=start), "ask")
    form = AskForm(request.POST)
    if not form.is_valid():
        return page(request, form, "ask")
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, app=RATES, action="request_login_code", key=email):
        return render(request, "429.html", status=429)
    code = send_code(email=email, at=now)
    asking = {**form.cleaned_data, "mark": mark_of(email, code), "tries": 0, "is_proven": False}
    keep(request, asking, at=now)
    return SeeOther(reverse("public:ask_code"))


@anybody(methods=["GET", "POST"], limit="join")
def code(request: HttpRequest) -> HttpResponse:
    """Take the code from the mail: it proves the address."""
    now = timezone.now()
    asking = kept(request, at=now)
    if not asking or asking["is_proven"]:
        return SeeOther(reverse("public:ask_place" if asking else "public:ask"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not has_tries(request, asking):
            return over(request)
        if constant_time_compare(
            mark_of(asking["email"], form.cleaned_data["code"]), asking["mark"]
        ):
            keep(request, asking | {"is_proven": True, "tries": 0}, at=now)
            return SeeOther(reverse("public:ask_place"))
        form.add_error("code", _("The code is not right. Look at the newest email, or start again"))
    return page(request, form, "code", email=asking["email"])


@anybody(methods=["GET", "POST"], limit="join")
def place(request: HttpRequest) -> HttpResponse:
    """Show where the owner of the address may ask to join, and write the request down."""
    now = timezone.now()
    asking = kept(request, at=now)
    if not asking or not asking["is_proven"]:
        return SeeOther(reverse("public:ask_code" if asking else "public:ask"))
    ways = ways_for(email=asking["email"], code=asking["code"], on=local_date(now))
    if not ways:
        return nowhere(request, asking)
    form = PlaceForm(request.POST if request.method == "POST" else None, ways=ways)
    if form.is_valid():
        way = next(one for one in ways if str(one.pk) == form.cleaned_data["way"])
        return asked(request, asking, way, at=now)
    return page(request, form, "place", asking=asking)


def nowhere(request: HttpRequest, asking: dict[str, Any]) -> HttpResponse:
    """Say that neither code nor address opens anything, and take another code."""
    form = OtherCodeForm(request.POST if "code" in request.POST else None)
    if form.is_valid():
        if not has_tries(request, asking):
            return over(request)
        request.session[KEY] |= {"code": form.cleaned_data["code"]}
        return SeeOther(reverse("public:ask_place"))
    return page(request, form, "nowhere", asking=asking)


def asked(
    request: HttpRequest, asking: dict[str, Any], way: JoiningWay, *, at: datetime
) -> HttpResponse:
    """Write the request down and say what follows; whoever works there is told to sign in."""
    names = {"organisation": way.organisation.name, "site": way.site.name}
    fields = {name: asking[name] for name in ("email", "name", "staff_number")}
    try:
        ask_to_join(way=way, at=at, **fields)
    except WorksHere:
        names["is_here"] = "yes"
    except JoiningOver:
        return SeeOther(reverse("public:ask_place"))
    keep(request, asking | {"done": names}, at=at)
    return SeeOther(reverse("public:ask_done"))


@anybody(methods=["GET"])
def done(request: HttpRequest) -> HttpResponse:
    """Say what follows once somebody has asked."""
    names = kept(request, at=timezone.now()).get("done")
    if not names:
        return SeeOther(reverse("public:ask"))
    return render(request, "courses/public/ask_done.html", names)


def over(request: HttpRequest) -> HttpResponse:
    """Say that there were too many wrong tries, and lead back to the beginning."""
    return render(request, "courses/public/ask_over.html", status=429)


def page(request: HttpRequest, form: HouseForm, name: str, **more: Any) -> HttpResponse:
    """Return one page of the way."""
    return render(request, f"courses/public/ask_{name}.html", {"form": form, **more})
