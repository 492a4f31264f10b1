"""Inviting staff: the list of invitations, a new list checked before it is sent, send again."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.asking_queries import requests_waiting
from courses.accounts.invitation import Invitation
from courses.accounts.models import Site
from courses.accounts.permissions import Permission
from courses.accounts.places import (
    Places,
    invitation_in,
    invitations_in,
    known_to,
    places_in,
)
from courses.accounts.staff_list import Entry, Plan, plan
from courses.catalogue.local_contacts import health_on
from courses.common.dates import local_date
from courses.usecases.invite_staff import (
    InvitationAnswered,
    invite_staff,
    send_again,
    withdraw_invitation,
)
from courses.web.lead.gate import LeadRequest, leads, may, proven
from courses.web.lead.staff_forms import NOBODY, ConfirmForm, InviteForm
from courses.web.lead.taking import exports_of
from courses.web.lead.views.dashboard import contacts_url
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther


@dataclass(frozen=True, slots=True)
class Row:
    """One invitation of the list; ``may_change`` where the sender may send it again."""

    pk: int
    name: str
    email: str
    place: str
    sent: str
    state: str
    access: str
    is_open: bool
    may_change: bool


@leads(Permission.MANAGE_STAFF, methods=["GET"])
def invitations(request: LeadRequest) -> HttpResponse:
    """Show the invitations in the sender's scope, those without an answer first."""
    administers = may(request, Permission.ADMINISTER)
    rows = [
        row_of(one, timezone.now(), may_change=administers or not one.access)
        for one in invitations_in(request.scope)
    ]
    context = {
        "rows": rows,
        "exports": exports_of(request, "invitations"),
        "may_export": may(request, Permission.EXPORT),
        "people": rows,
        "waiting": sum(row.is_open for row in rows),
        "asking": requests_waiting(request.scope).count(),
        "administers": administers,
        "organisation": request.organisation,
    }
    return render(request, "courses/lead/invitations.html", context)


def row_of(invitation: Invitation, at: datetime, *, may_change: bool) -> Row:
    """Return one invitation as the list shows it."""
    return Row(
        pk=invitation.pk,
        name=invitation.name,
        email=invitation.email,
        place=f"{invitation.role.name}, {invitation.site.name}",
        sent=day_in_words(local_date(invitation.invited_at)),
        state=state_of(invitation, at),
        access=invitation.get_access_display(),
        is_open=invitation.used_at is None,
        may_change=may_change,
    )


def state_of(invitation: Invitation, at: datetime) -> str:
    """Return in words what became of an invitation."""
    if invitation.used_at is not None:
        return _("Joined on %s") % day_in_words(local_date(invitation.used_at))
    until = day_in_words(local_date(invitation.expires_at))
    if invitation.expires_at <= at:
        return _("No answer. The link stopped working on %s") % until
    return _("No answer yet. The link works until %s") % until


def gives_access(request: HttpRequest) -> bool:
    """Test whether invitations with access are about to be sent."""
    return "confirmed" in request.POST and bool(request.POST.get("access"))


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
@proven(when=gives_access)
def invite(request: LeadRequest) -> HttpResponse:
    """Take a list of staff, show what it comes to, and invite once that is confirmed."""
    places = places_in(request.scope)
    given = partial(InviteForm, places=places, may_give_access=may(request, Permission.ADMINISTER))
    if request.method != "POST":
        start = {"start": request.scope.on}
        return page(request, given(initial=start), places)
    if "change" in request.POST:
        # What was typed stands in the form again, none of it checked yet.
        return page(request, given(initial=request.POST.dict()), places)
    form = given(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, places)
    found = plan_of(request, form, places)
    if found.is_empty:
        form.add_error("people", NOBODY)
    form.ask_for(found.problems)
    if form.errors:
        return page(request, form, places)
    alone = alone_in(request, found, places)
    confirms = "confirmed" in request.POST and bool(found.entries or not found.problems)
    if confirms and not (alone and "despite" not in request.POST):
        return invited(request, form, found)
    return checked(request, form, found, places, alone=alone, confirms=confirms)


def alone_in(request: LeadRequest, found: Plan, places: Places) -> list[Site]:
    """Return the sites of a plan whose staff would find no safeguarding lead; one query."""
    wanted = {entry.site_id for entry in found.entries}
    sites = [site for site in places.sites if site.pk in wanted]
    health = health_on(organisation=request.organisation, sites=sites, on=request.scope.on)
    return list(health.without_lead)


def page(request: LeadRequest, form: InviteForm, places: Places) -> HttpResponse:
    """Return the page that asks for a list."""
    form.cancel_url = reverse("lead:invitations", args=[request.organisation.slug])
    context = {"form": form, "can_place": bool(places.roles and places.sites)}
    return render(request, "courses/lead/invite.html", context)


def plan_of(request: LeadRequest, form: InviteForm, places: Places) -> Plan:
    """Return what the list of ``form`` comes to today."""
    known = known_to(request.organisation, places, scope=request.scope, defaults=form.defaults())
    return plan(form.cleaned_data["list"], known)


def checked(
    request: LeadRequest,
    form: InviteForm,
    found: Plan,
    places: Places,
    *,
    alone: list[Site],
    confirms: bool,
) -> HttpResponse:
    """Return the page that shows every problem, and what confirming would do.

    ``alone``: the sites without a safeguarding lead; ``confirms``: it was tried without the tick.
    """
    data = form.cleaned_data
    hidden = {
        "people": data["list"],
        "job": data["job"],
        "site": data["site"],
        "start": data["start"].isoformat(),
        "access": data.get("access", ""),
    }
    confirm = ConfirmForm(
        request.POST if confirms else None,
        initial=hidden,
        places=places,
        alone=alone,
        may_give_access=may(request, Permission.ADMINISTER),
    )
    confirm.count = len(found.entries)
    context = {
        "form": confirm,
        "plan": found,
        "alone": alone,
        "contacts_url": contacts_url(request),
        "rows": [shown(entry, places) for entry in found.entries],
        "access": form.access_words() if data.get("access") else "",
    }
    return render(request, "courses/lead/invite_check.html", context)


def shown(entry: Entry, places: Places) -> dict[str, object]:
    """Return a good row as the page shows it."""
    role, site, team = (
        places.role(entry.role_id),
        places.site(entry.site_id),
        places.team(entry.team_id),
    )
    return {
        "name": entry.name,
        "email": entry.email,
        "number": entry.staff_number,
        "job": role.name if role else "",
        "place": ", ".join(one.name for one in (site, team) if one),
        "start": entry.starts_on,
    }


def invited(request: LeadRequest, form: InviteForm, found: Plan) -> HttpResponse:
    """Invite everybody of the plan and go to the list; a second time finds nobody left."""
    rows = invite_staff(
        organisation=request.organisation,
        entries=found.entries,
        offered=form.offered(),
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    if rows:
        words = ngettext("%d person is invited.", "%d people are invited.", len(rows))
        messages.success(request, words % len(rows))
    else:
        messages.info(request, _("Everybody on the list is invited or works here already."))
    return SeeOther(reverse("lead:invitations", args=[request.organisation.slug]))


def own_invitation(request: LeadRequest, pk: int) -> Invitation:
    """Return one unanswered invitation of the sender's scope.

    :raises Http404: when it is missing, answered, or outside the scope.
    """
    found = invitation_in(request.scope, pk)
    if found is None or (found.access and not may(request, Permission.ADMINISTER)):
        raise Http404
    return found


@leads(Permission.MANAGE_STAFF, methods=["POST"])
def resend(request: LeadRequest, invitation: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    found = own_invitation(request, invitation)
    try:
        send_again(invitation=found, at=timezone.now(), actor_id=request.user.pk)
    except InvitationAnswered:
        messages.info(request, _("%s has answered meanwhile.") % found.name)
    else:
        messages.success(request, _("The invitation to %s is sent again.") % found.name)
    return SeeOther(reverse("lead:invitations", args=[request.organisation.slug]))


@leads(Permission.MANAGE_STAFF, methods=["POST"])
def withdraw(request: LeadRequest, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    found = own_invitation(request, invitation)
    try:
        withdraw_invitation(invitation=found, at=timezone.now(), actor_id=request.user.pk)
    except InvitationAnswered:
        messages.info(request, _("%s has answered meanwhile.") % found.name)
    else:
        messages.success(request, _("The invitation to %s is withdrawn.") % found.name)
    return SeeOther(reverse("lead:invitations", args=[request.organisation.slug]))
