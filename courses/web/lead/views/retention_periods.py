"""Setting for how long an organisation keeps what goes by itself, once one has seen what goes."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.retention import Periods, RetentionPeriods, own_periods
from courses.common.history import Superseded
from courses.usecases.change_retention import OutOfBounds, bounds_for, change_retention
from courses.usecases.foresee_removal import foresee_removal
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.retention_forms import ConfirmPeriodsForm, PeriodsForm, period_words
from courses.web.lead.views.retention import BACK, list_url, usual
from courses.web.responses import SeeOther


def periods_here(request: LeadRequest) -> tuple[RetentionPeriods | None, Periods]:
    """Return the row of the organisation's own periods, or None, and what holds; one query."""
    row = own_periods(request.organisation.pk)
    return row, row.periods if row else usual()


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def periods(request: LeadRequest) -> HttpResponse:
    """Ask for the periods, show what would go under them, and save them once that is confirmed.

    Where a rule or the periods have changed in between, it is asked again.
    """
    try:
        return answered(request)
    except (OutOfBounds, Superseded):
        return answered(request)


def answered(request: LeadRequest) -> HttpResponse:
    """Return the page, or the way back once the periods are saved.

    :raises OutOfBounds: when a rule was lengthened since the bounds were looked up.
    :raises Superseded: when others have changed the periods since these were looked up.
    """
    row, was = periods_here(request)
    bounds = bounds_for(request.organisation.pk)
    if request.method != "POST" or "change" in request.POST:
        asked = request.POST.dict() if request.method == "POST" else asdict(was)
        return page(request, PeriodsForm(initial=asked, bounds=bounds))
    form = PeriodsForm(request.POST, bounds=bounds)
    if not form.is_valid():
        return page(request, form)
    now = form.periods
    if now == was:
        messages.info(request, _("These periods hold already. Nothing was changed."))
        return SeeOther(list_url(request))
    goes = [foreseen(request, one) for one in (was, now)]
    mark = f"{row.pk if row else 0}-{goes[0]}-{goes[1]}"
    if "confirmed" in request.POST and request.POST.get("mark") == mark:
        return saved(request, now, seen=was)
    context = {
        "form": ConfirmPeriodsForm(filled=form, mark=mark, cancel_url=list_url(request)),
        "rows": rows_of(form, was, now),
        "was": goes[0],
        "now": goes[1],
        "has_moved": "confirmed" in request.POST,
    }
    return render(request, "courses/lead/retention_check.html", context)


def foreseen(request: LeadRequest, kept: Periods) -> int:
    """Return how many records the next run would remove, were these the periods; six queries."""
    here = request.organisation.pk
    found = foresee_removal(
        at=timezone.now(),
        attendance_months=kept.attendance_months,
        organisation_id=here,
        kept=kept,
    )
    return sum(found.values())


def rows_of(form: PeriodsForm, was: Periods, now: Periods) -> list[dict[str, Any]]:
    """Return each period that changes: what it is about, as it is and as it would be."""
    before, after = asdict(was), asdict(now)
    return [
        {
            "what": form.fields[name].label,
            "was": period_words(name, before[name]),
            "now": period_words(name, after[name]),
        }
        for name in before
        if before[name] != after[name]
    ]


def page(request: LeadRequest, form: PeriodsForm) -> HttpResponse:
    """Return the page that asks for the periods."""
    form.heading, form.cancel_url = _("Change the periods"), list_url(request)
    context = {"form": form, "title": form.heading, "back_url": form.cancel_url, "back": BACK}
    return render(request, "courses/lead/setup_form.html", context)


def saved(request: LeadRequest, kept: Periods, *, seen: Periods) -> HttpResponse:
    """Save the periods, if those ``seen`` still hold, and go back to the page of retention."""
    change_retention(
        organisation=request.organisation,
        periods=kept,
        usual=usual(),
        at=timezone.now(),
        actor_id=request.user.pk,
        seen=seen,
    )
    messages.success(request, _("The periods are saved. The next run goes by them."))
    return SeeOther(list_url(request))
