"""The lists that a lead keeps: saved views, and lists that they are told of at intervals."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.reporting.bulk_queries import latest_actions
from courses.reporting.lists import MOST_SCHEDULES, MOST_VIEWS, SavedView, ScheduledList
from courses.reporting.lists_queries import own_schedule, own_view, schedules_of, views_for
from courses.usecases.save_view import (
    NameTaken,
    TooManyViews,
    change_view,
    remove_view,
    save_view,
)
from courses.usecases.schedule_list import (
    TooManySchedules,
    end_schedule,
    go_on_with_schedule,
    pause_schedule,
    schedule_list,
)
from courses.web.forms import HouseForm
from courses.web.lead import bulk_words
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.kept_lists import (
    PAGES,
    files_of,
    filters_in_words,
    kept_from,
    links_of,
    list_url,
    on_day,
    schedule_words,
)
from courses.web.lead.list_forms import ScheduleForm, ViewForm
from courses.web.lead.staff_file_forms import OneButtonForm
from courses.web.responses import SeeOther

TAKEN = gettext_lazy("You have a view of this name. Choose another name")


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def lists(request: LeadRequest) -> HttpResponse:
    """Show the sender's saved views, those of others that are shared, and their schedules."""
    here, own = request.organisation.pk, request.user.pk
    context = {
        "views": links_of(request, views_for(organisation_id=here, user_id=own)),
        "schedules": [
            {
                "title": title_of(one),
                "when": schedule_words(one),
                "is_paused": one.paused_at is not None,
                "filters": filters_in_words(request, one.query),
                "url": schedule_url(request, one),
            }
            for one in schedules_of(organisation_id=here, user_id=own)
        ],
        "actions": [
            {
                "words": bulk_words.said_of(one),
                "at": one.at,
                "url": reverse("lead:deed", args=[request.organisation.slug, one.key]),
            }
            for one in latest_actions(organisation_id=here, by_id=own)
        ],
        "may_export": may(request, Permission.EXPORT),
        "people_url": list_url(request, "people", ""),
        "matrix_url": list_url(request, "matrix", ""),
    }
    return render(request, "courses/lead/lists.html", context)


def title_of(scheduled: ScheduledList) -> str:
    """Return "People, every week"."""
    every = ScheduledList.Every(scheduled.every).label.lower()
    return f"{PAGES[scheduled.page]}, {every}"


def schedule_url(request: LeadRequest, scheduled: ScheduledList) -> str:
    """Return the address of one scheduled list."""
    return reverse("lead:list", args=[request.organisation.slug, scheduled.key])


def form_page(request: LeadRequest, form: HouseForm, **more: Any) -> HttpResponse:
    """Return the page of one form about a list."""
    return render(request, "courses/lead/list_form.html", {"form": form, **more})


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET", "POST"])
def view_new(request: LeadRequest) -> HttpResponse:
    """Keep the filters of the address under a name."""
    page, query, asked_for = kept_from(request)
    form = ViewForm(request.POST if request.method == "POST" else None)
    form.cancel_url = list_url(request, page, query)
    if form.is_valid() and saved(request, form, page, query):
        messages.success(request, _("The view is saved. It stands above the list."))
        return SeeOther(list_url(request, page, query))
    return form_page(request, form, page=PAGES[page], chips=asked_for.chips)


def saved(request: LeadRequest, form: ViewForm, page: str, query: str) -> SavedView | None:
    """Keep the view, or say at the field why not."""
    try:
        return save_view(
            organisation=request.organisation,
            owner=request.user,
            page=page,
            query=query,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except NameTaken:
        form.add_error("name", TAKEN)
    except TooManyViews:
        words = _("You have %d views. Remove one first, on the page of your lists")
        form.add_error("name", words % MOST_VIEWS)
    return None


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET", "POST"])
def view_change(request: LeadRequest, view: int) -> HttpResponse:
    """Rename a view of one's own, share it or not, or remove it."""
    mine = own_view(view, organisation_id=request.organisation.pk, user_id=request.user.pk)
    if mine is None:
        raise Http404
    here = reverse("lead:lists", args=[request.organisation.slug])
    if "remove" in request.POST:
        remove_view(view=mine, at=timezone.now())
        messages.success(request, _("The view is removed."))
        return SeeOther(here)
    held = {"name": mine.name, "is_shared": mine.is_shared}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=held)
    form.heading, form.cancel_url = _("Change a saved view"), here
    if form.is_valid():
        try:
            change_view(view=mine, at=timezone.now(), **form.cleaned_data)
        except NameTaken:
            form.add_error("name", TAKEN)
        else:
            messages.success(request, _("The view is saved."))
            return SeeOther(here)
    remove = OneButtonForm(button=_("Remove this view"), action="", name="remove")
    return form_page(request, form, page=PAGES[mine.page], remove=remove)


@leads(Permission.EXPORT, methods=["GET", "POST"])
def list_new(request: LeadRequest) -> HttpResponse:
    """Be told of the list of the address every week or month."""
    page, query, asked_for = kept_from(request)
    form = ScheduleForm(request.POST if request.method == "POST" else None)
    form.cancel_url = list_url(request, page, query)
    if form.is_valid():
        try:
            made = schedule_list(
                organisation=request.organisation,
                owner=request.user,
                page=page,
                query=query,
                every=form.cleaned_data["every"],
                at=timezone.now(),
            )
        except TooManySchedules:
            words = _("You are told of %d lists. End one first, on the page of your lists")
            form.add_error("every", words % MOST_SCHEDULES)
        else:
            messages.success(request, _("Saved. %s") % f"{schedule_words(made)}.")
            return SeeOther(schedule_url(request, made))
    return form_page(request, form, page=PAGES[page], chips=asked_for.chips)


@leads(Permission.EXPORT, methods=["GET", "POST"])
def scheduled_list(request: LeadRequest, listing: UUID) -> HttpResponse:
    """Show one scheduled list of one's own, as it stood on its day; pause, go on with or end it."""
    mine = own_schedule(listing, organisation_id=request.organisation.pk, user_id=request.user.pk)
    if mine is None:
        raise Http404
    if request.method == "POST":
        return decided(request, mine)
    today = request.scope.on
    on = day_asked(request.GET.get("on", ""), mine, today)
    query = on_day(mine.query, on, today=today)
    is_paused = mine.paused_at is not None
    switch = (_("Go on"), "resume") if is_paused else (_("Pause"), "pause")
    context = {
        "title": title_of(mine),
        "when": schedule_words(mine),
        "is_paused": is_paused,
        "filters": filters_in_words(request, mine.query),
        "on": on,
        "url": list_url(request, mine.page, query),
        "files": files_of(request, mine.page, query),
        "switch": OneButtonForm(button=switch[0], action="", name=switch[1]),
        "end": OneButtonForm(button=_("End it"), action="", name="end", kind="warning"),
        "lists_url": reverse("lead:lists", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/list.html", context)


def day_asked(text: str, scheduled: ScheduledList, today: date) -> date:
    """Return the day that the mail's link names, else the last one told of, else today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return scheduled.last_on or today
    return min(day, today)


def decided(request: LeadRequest, mine: ScheduledList) -> HttpResponse:
    """Pause the list, go on with it or end it, as the button says."""
    now = timezone.now()
    if "end" in request.POST:
        end_schedule(scheduled=mine, at=now)
        messages.success(request, _("You are told of this list no more."))
        return SeeOther(reverse("lead:lists", args=[request.organisation.slug]))
    if "pause" in request.POST:
        pause_schedule(scheduled=mine, at=now)
    elif "resume" in request.POST:
        go_on_with_schedule(scheduled=mine, at=now)
    return SeeOther(schedule_url(request, mine))
