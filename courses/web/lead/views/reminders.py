"""Reminders: how they go, what will go out in the next 30 days, and one mail word for word."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.queries import member_in
from courses.catalogue.queries import courses_by_id, titles_of
from courses.notifications.letter import parts_of
from courses.notifications.plan import Plan
from courses.notifications.planning import plan_of, quiet_days_of
from courses.notifications.undelivered import given_up_count
from courses.usecases.foresee_reminders import TooManyPeople, foresee, preview_of
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.reminder_words import plan_rows, stage_words
from courses.web.presenters import day_in_words


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: how many mails, the address of who gets them, and why none."""

    on: date
    mails: int
    url: str
    note: str


@leads(Permission.REMIND, methods=["GET"])
def reminders(request: LeadRequest) -> HttpResponse:
    """Show how people are reminded and what will go out in the next 30 days."""
    here = request.organisation
    plan, quiet = plan_of(here.pk), quiet_days_of(here.pk, on=request.scope.on)
    try:
        coming = foresee(scope=request.scope)
    except TooManyPeople:
        coming = {}
    address = reverse("lead:reminders_on", args=[here.slug])
    names = {rest: _("%s: no reminders") % rest.name for rest in quiet}
    days = [
        Day(
            on,
            len(found),
            f"{address}?day={on.isoformat()}" if found else "",
            note_of(plan, on, [(one.first_day, one.last_day, names[one]) for one in quiet]),
        )
        for on, found in coming.items()
    ]
    context = {
        "organisation": here,
        "rows": plan_rows(plan, on=request.scope.on),
        "days": days,
        "total": sum(one.mails for one in days),
        "quiet": quiet,
        "given_up": given_up_count(request.scope, at=timezone.now()),
        "may_change": request.scope.whole,
        "is_paused": plan.paused_until is not None and plan.paused_until >= request.scope.on,
    }
    return render(request, "courses/lead/reminders.html", context)


def note_of(plan: Plan, on: date, quiet: list[tuple[date, date, str]]) -> str:
    """Return why nothing leaves on a day, or nothing."""
    if plan.paused_until is not None and on <= plan.paused_until:
        return _("Paused")
    return next((name for first, last, name in quiet if first <= on <= last), "")


@leads(Permission.REMIND, methods=["GET"])
def reminders_on(request: LeadRequest) -> HttpResponse:
    """Show who would be reminded of what on one of the next 30 days.

    :raises Http404: when the day is none of them.
    """
    day = day_asked(request.GET.get("day", "") or request.scope.on.isoformat())
    try:
        coming = foresee(scope=request.scope)
    except TooManyPeople:
        coming = {}
    if day is None or day not in coming:
        raise Http404
    found = coming[day]
    courses = courses_by_id({one.course_id for mail in found for one in mail.wanted})
    titles = titles_of(list(courses.values()))
    rows = [
        {
            "membership": mail.membership.pk,
            "name": mail.membership.user.name,
            "lines": [
                _("%(course)s, due %(day)s: %(stage)s")
                % {
                    "course": titles.get(one.course_id, courses[one.course_id].slug),
                    "day": day_in_words(one.due_on),
                    "stage": stage_words(one.stage),
                }
                for one in mail.wanted
            ],
        }
        for mail in found
    ]
    context = {"rows": rows, "day": day, "organisation": request.organisation}
    return render(request, "courses/lead/reminders_on.html", context)


def day_asked(text: str) -> date | None:
    """Return 2026-03-12 as a day, or None."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


@leads(Permission.REMIND, methods=["GET"])
def preview(request: LeadRequest, membership: int) -> HttpResponse:
    """Show the next reminder of one person word for word.

    :raises Http404: when the person is missing or outside the sender's scope.
    """
    member = member_in(request.scope, membership)
    if member is None:
        raise Http404
    found = preview_of(member, organisation=request.organisation, on=request.scope.on)
    context = {
        "person": member.user,
        "found": found,
        "parts": parts_of(found.body) if found else [],
        "organisation": request.organisation,
    }
    return render(request, "courses/lead/reminder_preview.html", context)
