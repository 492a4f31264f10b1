"""Requests to join: who waits and who of them is here already; approving several, declining one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.asking_queries import (
    MOST_SHOWN,
    Twin,
    request_in,
    requests_waiting,
    twins_of,
)
from courses.accounts.join_requests import JoinRequest
from courses.accounts.permissions import Permission
from courses.accounts.place_rows import jobs_of
from courses.usecases.answer_request import Approved, approve_requests, decline_request
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.joining_forms import ApproveForm, DeclineForm, Line
from courses.web.lead.taking import exports_of
from courses.web.responses import SeeOther


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def requests(request: LeadRequest) -> HttpResponse:
    """Show who asks to join at the sender's sites, longest first; approve whoever is ticked."""
    waiting = requests_waiting(request.scope)
    lines = lines_of(request, list(waiting[:MOST_SHOWN]))
    roles = jobs_of(request.organisation)
    data = request.POST if request.method == "POST" else None
    if data is not None and not lines:
        messages.info(request, _("Somebody has decided about them meanwhile."))
        return SeeOther(list_url(request))
    today = request.scope.on
    form = ApproveForm(data, initial={"start": today}, lines=lines, roles=roles, today=today)
    if form.is_valid():
        result = approve_requests(
            organisation=request.organisation,
            requests=form.requests(),
            role=next(one for one in roles if str(one.pk) == form.cleaned_data["job"]),
            starts_on=form.cleaned_data["start"],
            at=timezone.now(),
            actor_id=request.user.pk,
        )
        say(request, result)
        return SeeOther(list_url(request))
    context = {
        "form": form,
        "organisation": request.organisation,
        "all": waiting.count() if len(lines) == MOST_SHOWN else len(lines),
        "most": MOST_SHOWN,
        "administers": may(request, Permission.ADMINISTER),
        "has_jobs": bool(roles),
        "exports": exports_of(request, "requests"),
        "may_export": may(request, Permission.EXPORT),
        "people": lines,
    }
    return render(request, "courses/lead/join_requests.html", context)


def lines_of(request: LeadRequest, waiting: list[JoinRequest]) -> list[Line]:
    """Return ``waiting`` as lines, with who is here already."""
    twins = twins_of(waiting, scope=request.scope)
    return [line_of(request, one, twins.get(one.pk)) for one in waiting]


def line_of(request: LeadRequest, asking: JoinRequest, twin: Twin | None) -> Line:
    """Return one request as the list shows it; of a member outside the scope no more than that."""
    if twin is None:
        return Line(asking)
    member = twin.membership
    is_second = member.user.email != asking.email
    if not twin.is_seen:
        words = _("Somebody like this works at another site")
        return Line(asking, words, is_second=is_second)
    named = ", ".join(part for part in (member.user.name, member.staff_number) if part)
    url = reverse("lead:person", args=[request.organisation.slug, member.pk])
    return Line(asking, named, url, is_second)


def say(request: LeadRequest, result: Approved) -> None:
    """Say what an approval came to."""
    count = result.joined
    if count:
        words = ngettext(
            "%d person has joined. They are sent an email.",
            "%d people have joined. They are sent an email.",
            count,
        )
        messages.success(request, words % count)
    if result.left_out:
        names = ", ".join(one.name for one in result.left_out)
        messages.warning(request, _("Their account is closed, so nothing was done for: %s") % names)
    if not (count or result.left_out):
        messages.info(request, _("They work here already. They are sent an email."))


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def decline(request: LeadRequest, asking: int) -> HttpResponse:
    """Ask why one request is declined, and tell who asked."""
    found = request_in(request.scope, asking)
    if found is None:
        raise Http404
    form = DeclineForm(request.POST if request.method == "POST" else None)
    form.cancel_url = list_url(request)
    form.caption = f"{found.name}, {found.email}"
    if form.is_valid():
        if decline_request(
            request=found,
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
            actor_id=request.user.pk,
        ):
            messages.success(request, _("The request of %s is declined.") % found.name)
        else:
            messages.info(request, _("Somebody has decided about it meanwhile."))
        return SeeOther(list_url(request))
    context = {"form": form, "organisation": request.organisation}
    return render(request, "courses/lead/join_request_decline.html", context)


def list_url(request: LeadRequest) -> str:
    """Return the address of what waits."""
    return reverse("lead:requests", args=[request.organisation.slug])
