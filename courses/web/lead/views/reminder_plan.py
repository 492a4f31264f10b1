"""Changing how people are reminded: when, in which words, a pause, days without reminders."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.notifications.planning import plan_of
from courses.usecases.change_reminders import (
    add_quiet_days,
    change_reminders,
    remove_quiet_days,
)
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.reminder_forms import (
    PauseForm,
    PlanForm,
    QuietDaysForm,
    WordsForm,
    as_initial,
)
from courses.web.responses import SeeOther


@leads(Permission.REMIND, methods=["GET", "POST"], whole=True)
def plan(request: LeadRequest) -> HttpResponse:
    """Ask when reminders go, and keep it."""
    initial = as_initial(plan_of(request.organisation.pk))
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    return kept(request, form, form.cleaned_data) if form.is_valid() else page(request, form)


@leads(Permission.REMIND, methods=["GET", "POST"], whole=True)
def words(request: LeadRequest) -> HttpResponse:
    """Ask for the words of reminders, and keep them."""
    now = plan_of(request.organisation.pk)
    initial = {"opening": now.opening, "closing": now.closing}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    return kept(request, form, form.cleaned_data) if form.is_valid() else page(request, form)


@leads(Permission.REMIND, methods=["GET", "POST"], whole=True)
def pause(request: LeadRequest) -> HttpResponse:
    """Ask until when no reminder leaves; or take reminders up again."""
    if "resume" in request.POST:
        return kept(request, None, {"paused_until": None})
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.check(request.scope.on)
    if not form.is_bound or form.errors:
        return page(request, form)
    return kept(request, form, form.cleaned_data)


@leads(Permission.REMIND, methods=["GET", "POST"], whole=True)
def quiet_days(request: LeadRequest) -> HttpResponse:
    """Ask for days on which no reminder leaves, and keep them."""
    form = QuietDaysForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.check(request.scope.on)
    if not form.is_bound or form.errors:
        return page(request, form)
    add_quiet_days(
        organisation=request.organisation,
        at=timezone.now(),
        actor_id=request.user.pk,
        **form.cleaned_data,
    )
    messages.success(request, _("No reminder leaves on these days."))
    return back(request)


@leads(Permission.REMIND, methods=["POST"], whole=True)
def remove_days(request: LeadRequest) -> HttpResponse:
    """Take quiet days away; what is not there any more is as good as taken away."""
    number = request.POST.get("days", "")
    remove_quiet_days(
        organisation=request.organisation,
        pk=int(number) if number.isdecimal() and len(number) < 16 else 0,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    messages.success(request, _("Reminders leave on these days as on others."))
    return back(request)


def back(request: LeadRequest) -> SeeOther:
    """Go to the page of reminders."""
    return SeeOther(reverse("lead:reminders", args=[request.organisation.slug]))


def page(request: LeadRequest, form: HouseForm) -> HttpResponse:
    """Return the page with one form."""
    form.cancel_url = reverse("lead:reminders", args=[request.organisation.slug])
    return render(request, "courses/lead/reminder_form.html", {"form": form})


def kept(request: LeadRequest, form: HouseForm | None, changes: dict[str, Any]) -> HttpResponse:
    """Keep ``changes`` of the plan and go to the page of reminders."""
    change_reminders(
        organisation=request.organisation,
        changes=changes,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    told = _("Saved. The calendar below shows what it means.") if form else _("Reminders go again.")
    messages.success(request, told)
    return back(request)
