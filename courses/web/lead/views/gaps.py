"""The log of gaps and actions that a training lead keeps for an inspection."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.queries import sites_in
from courses.common.history import Superseded
from courses.reporting.models import GapAction
from courses.reporting.packs import gap_in, gaps_in
from courses.usecases.note_gap import note_gap, revise_gap
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.inspection_forms import GapForm
from courses.web.lead.sorting import GAPS, sorting_of
from courses.web.lead.taking import exports_of
from courses.web.responses import SeeOther


@leads(Permission.EXPORT, methods=["GET", "POST"])
def gaps(request: LeadRequest) -> HttpResponse:
    """Show the log, open lines first; on POST note a new one."""
    form = form_of(request, is_new=True)
    if request.method == "POST":
        form = form_of(request, data=request.POST, is_new=True)
        if form.is_valid():
            note_gap(
                organisation=request.organisation,
                noted_on=request.scope.on,
                at=timezone.now(),
                actor_id=request.user.pk,
                **form.chosen(),
            )
            messages.success(request, _("The gap is noted. It stands in the next pack."))
            return SeeOther(log_url(request))
    log = gaps_in(request.scope, GAPS.read(request.GET))
    sorting = sorting_of(GAPS, request.GET, path=request.path, kept={})
    context = {
        "organisation": request.organisation,
        "form": form,
        "log": log,
        "exports": exports_of(request, "gaps", query=sorting.query),
        "may_export": True,
        "people": log.open or log.done,
        "sorting": sorting,
        "today": request.scope.on,
        "back_url": reverse("lead:inspection", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/gaps.html", context)


@leads(Permission.EXPORT, methods=["GET", "POST"])
def gap(request: LeadRequest, gap: UUID) -> HttpResponse:
    """Show one line to change or to mark as done; earlier revisions stay on record."""
    line = gap_in(request.scope, thread=gap)
    if line is None:
        raise Http404
    form = form_of(request, initial=shown(line))
    if request.method == "POST":
        form = form_of(request, data=request.POST, initial=shown(line))
        if form.is_valid() and saved(request, line, form):
            return SeeOther(log_url(request))
    context = {
        "organisation": request.organisation,
        "form": form,
        "line": line,
        "back_url": log_url(request),
    }
    return render(request, "courses/lead/gap.html", context)


def saved(request: LeadRequest, line: GapAction, form: GapForm) -> bool:
    """Write the changes; False, with the reason in the form, where somebody was faster."""
    try:
        revise_gap(line=line, changes=form.chosen(), at=timezone.now(), actor_id=request.user.pk)
    except Superseded:
        form.add_error(None, _("Somebody else has just changed this. Open it again to see how"))
        return False
    messages.success(request, _("The gap is saved."))
    return True


def shown(line: GapAction) -> dict[str, Any]:
    """Return the values of one line for its form."""
    return {
        "gap": line.gap,
        "plan": line.action,
        "owner": line.owner,
        "due_on": line.due_on,
        "done_on": line.done_on,
        "site": line.site.slug if line.site else "",
    }


def form_of(request: LeadRequest, **kwargs: Any) -> GapForm:
    """Return the form of a line, with the sites of the sender's scope."""
    scope = request.scope
    return GapForm(sites=sites_in(scope), whole=scope.whole, today=scope.on, **kwargs)


def log_url(request: LeadRequest) -> str:
    """Return the address of the log."""
    return reverse("lead:gaps", args=[request.organisation.slug])
