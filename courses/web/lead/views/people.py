"""The people of a lead's scope, each with the standing that most needs somebody to act."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from courses.accounts.membership import Membership
from courses.accounts.ordering import page_of_people
from courses.accounts.permissions import Permission
from courses.common.paging import Page
from courses.compliance.status import Finding
from courses.reporting.queries import people_wanted, rows_of
from courses.web.lead.choosing import ChooseForm, kept_of
from courses.web.lead.filters import Asked, asked, page_url
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.kept_lists import above_list
from courses.web.lead.rows import people_of
from courses.web.lead.sorting import PEOPLE, sorting_of
from courses.web.presenters import Status, lead_status


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def people(request: LeadRequest) -> HttpResponse:
    """Show the people in the sender's scope, fifty a page."""
    return render(request, "courses/lead/people.html", listed(request, "people"))


def listed(
    request: LeadRequest, name: str, status_of: Callable[[Finding], Status] = lead_status
) -> dict[str, Any]:
    """Return one page of people for the address ``name`` of the lead's pages."""
    asked_for = asked(request)
    page = page_of_people(
        people_wanted(asked_for.scope, asked_for.wanted, rules=asked_for.rules),
        cursor=request.GET.get("page", ""),
        order=asked_for.wanted.order,
    )
    rows = rows_of(page.rows, scope=asked_for.scope, rules=asked_for.shown_rules)
    choose = choose_form(request, asked_for, page, name)
    here = reverse(f"lead:{name}", args=[request.organisation.slug])
    people = people_of(
        rows,
        organisation=request.organisation,
        scope=asked_for.scope,
        places=asked_for.places,
        courses=asked_for.courses,
        status=asked_for.wanted.status,
        day=asked_for.day,
        status_of=status_of,
    )
    return {
        "organisation": request.organisation,
        "form": asked_for.form,
        "asked": asked_for,
        "people": people,
        "rows": zip(people, choose.ticks if choose else [""] * len(people), strict=True),
        "choose": choose,
        "sorting": sorting_of(PEOPLE, request.GET, path=request.path, kept=asked_for.known),
        "kept": above_list(request, asked_for, name),
        "total": page.total,
        "courses": list(asked_for.courses.values()),
        "today": request.scope.on,
        "on": asked_for.scope.on,
        "previous_url": page_url(asked_for, request.path, page.earlier),
        "next_url": page_url(asked_for, request.path, page.later),
        "all_url": here,
        "today_url": today_url(asked_for, request.path),
        "may_export": may(request, Permission.EXPORT),
        "exports": exports_of(request, asked_for, name),
    }


def choose_form(
    request: LeadRequest, asked_for: Asked, page: Page[Membership], name: str
) -> ChooseForm | None:
    """Return the boxes of the people on a page, or None where nothing is to be done for them.

    On a past day nothing can be done, and nothing by whoever may only look.
    """
    if asked_for.as_at or not page.rows or not may(request, Permission.MANAGE_STAFF):
        return None
    return ChooseForm(
        people=[(one.pk, one.user.name) for one in page.rows],
        total=page.total,
        kept=kept_of(asked_for),
        name=name,
        slug=request.organisation.slug,
    )


def today_url(asked_for: Asked, path: str) -> str:
    """Return the address of the same list today."""
    return next((chip.url for chip in asked_for.chips if chip.field == "as_at"), path)


def exports_of(request: LeadRequest, asked_for: Asked, name: str) -> dict[str, str]:
    """Return the addresses of the files of this list, by kind."""
    slug = request.organisation.slug
    files = {kind: f"lead:export_{name}_{kind}" for kind in ("csv", "xlsx", "pdf")}
    files["records"] = "lead:export_records_csv"
    return {kind: reverse(url, args=[slug]) + asked_for.query for kind, url in files.items()}
