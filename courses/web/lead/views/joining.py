"""By which codes and e-mail domains people may ask to join; an administrator's to open and end."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.asking import AlreadyOpen
from courses.accounts.asking_queries import way_of, ways_of
from courses.accounts.join_requests import JoiningWay
from courses.accounts.permissions import Permission
from courses.accounts.queries import sites_of
from courses.common.codes import halved
from courses.usecases.open_joining import (
    JoiningEnded,
    end_joining,
    open_joining,
    renew_joining,
)
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.joining_forms import CodeForm, DomainForm, EndForm, RenewForm
from courses.web.responses import SeeOther


@dataclass(frozen=True, slots=True)
class Line:
    """One way to join as the page shows it; ``over`` says why nobody can ask by it today."""

    way: JoiningWay
    code: str
    address: str
    over: str = ""


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def joining(request: LeadRequest) -> HttpResponse:
    """Show the codes and domains by which people may ask to join."""
    lines = [line_of(request, one) for one in ways_of(request.organisation)]
    context = {
        "organisation": request.organisation,
        "codes": [one for one in lines if one.way.code],
        "domains": [one for one in lines if one.way.domain],
        "address": f"{settings.SITE_URL}{reverse('public:ask')}",
    }
    return render(request, "courses/lead/joining.html", context)


def line_of(request: LeadRequest, way: JoiningWay) -> Line:
    """Return one way as the page shows it."""
    code = halved(way.code) if way.code else ""
    address = f"{settings.SITE_URL}{reverse('public:ask')}?code={way.code}"
    over = ""
    if way.last_day and way.last_day < request.scope.on:
        over = _("Its last day has passed. Nobody can ask by it.")
    elif way.most_people is not None and way.people >= way.most_people:
        over = _("It is full. Nobody else can ask by it.")
    return Line(way, code, address, over)


def back_to(request: LeadRequest) -> str:
    """Return the address of the overview."""
    return reverse("lead:joining", args=[request.organisation.slug])


def done(request: LeadRequest, words: str) -> HttpResponse:
    """Say what was done, and go back to the overview."""
    messages.success(request, words)
    return SeeOther(back_to(request))


def page(request: LeadRequest, form: HouseForm) -> HttpResponse:
    """Return the page of one form."""
    form.cancel_url = back = back_to(request)
    context = {"form": form, "title": form.heading, "back_url": back, "back": _("Asking to join")}
    return render(request, "courses/lead/setup_form.html", context)


def asked(request: LeadRequest, form: HouseForm, title: str, follows: str) -> HttpResponse:
    """Return the page that says what follows, with its button."""
    form.cancel_url = back_to(request)
    context = {"form": form, "title": title, "follows": follows}
    return render(request, "courses/lead/acceptance_end.html", context)


def filled(request: LeadRequest, kind: type[CodeForm]) -> CodeForm:
    """Return a form, filled in where it was sent."""
    data = request.POST if request.method == "POST" else None
    return kind(data, sites=sites_of(request.organisation), today=request.scope.on)


def opened(request: LeadRequest, form: CodeForm) -> JoiningWay | None:
    """Open the way of a form, or say at its field that the site has it."""
    way: dict[str, Any] = form.way()
    try:
        return open_joining(
            organisation=request.organisation, at=timezone.now(), actor_id=request.user.pk, **way
        )
    except AlreadyOpen:
        if "domain" in way:
            form.add_error("domain", _("Its owners can ask at this site already"))
        else:
            form.add_error("site", _("This site has a joining code. Renew or end it first"))
        return None


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def code_new(request: LeadRequest) -> HttpResponse:
    """Make a joining code for one site."""
    form = filled(request, CodeForm)
    if form.is_valid() and (way := opened(request, form)):
        words = _("The joining code of %(site)s is %(code)s")
        return done(request, words % {"site": way.site.name, "code": halved(way.code)})
    return page(request, form)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def domain_new(request: LeadRequest) -> HttpResponse:
    """Name an e-mail domain whose owners may ask to join at one site."""
    form = filled(request, DomainForm)
    if form.is_valid() and (way := opened(request, form)):
        words = _("Whoever has an address at %(domain)s can ask to join at %(site)s")
        return done(request, words % {"site": way.site.name, "domain": way.domain})
    return page(request, form)


def own_way(request: LeadRequest, pk: int) -> JoiningWay:
    """Return one way of the organisation that was not ended.

    :raises Http404: when it is missing, ended, or another organisation's.
    """
    way = way_of(request.organisation, pk)
    if way is None:
        raise Http404
    return way


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def renew(request: LeadRequest, way: int) -> HttpResponse:
    """Replace a joining code by a new one, once it is said what follows."""
    found = own_way(request, way)
    if not found.code:
        raise Http404
    if request.method == "POST":
        return renewed(request, found)
    title = _("Replace the joining code of %s") % found.site.name
    follows = _("The old code stops at once: change notices that show it. Who has asked waits on.")
    return asked(request, RenewForm(), title, follows)


def renewed(request: LeadRequest, way: JoiningWay) -> HttpResponse:
    """Replace a code, or say that it was replaced or ended meanwhile."""
    try:
        new = renew_joining(way=way, at=timezone.now(), actor_id=request.user.pk)
    except JoiningEnded:
        messages.info(request, _("That code was replaced or ended meanwhile."))
        return SeeOther(back_to(request))
    words = _("The joining code of %(site)s is now %(code)s")
    return done(request, words % {"site": new.site.name, "code": halved(new.code)})


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def end(request: LeadRequest, way: int) -> HttpResponse:
    """Let nobody ask by a code or domain any more, once it is said what follows."""
    found = own_way(request, way)
    if request.method == "POST":
        end_joining(way=found, at=timezone.now(), actor_id=request.user.pk)
        return done(request, _("Nobody can ask to join by it any more."))
    named = found.domain or halved(found.code)
    title = _("End asking by %(named)s at %(site)s") % {"named": named, "site": found.site.name}
    follows = _("Nobody else can ask by it. Who has asked waits for a decision. Members stay.")
    return asked(request, EndForm(), title, follows)
