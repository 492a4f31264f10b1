"""The people of a lead's scope, each with the standing in one course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.accounts.membership import Membership
from courses.accounts.models import Site
from courses.accounts.permissions import Permission
from courses.accounts.queries import page_of_people, people_in, periods_of, sites_in
from courses.catalogue.models import Course
from courses.catalogue.queries import titles_of
from courses.common.scope import Scope
from courses.compliance.queries import last_completions, required_courses, standings_of
from courses.compliance.status import Finding, State
from courses.learning.models import Completion
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.presenters import Status, lead_status

NOTHING = Finding(State.NOT_REQUIRED, until=None, reasons=("no-rule-applies",))


class FilterForm(HouseForm):
    """Which people the list shows; its values stand in the address."""

    method = "get"
    button = _("Show people")
    marks_optional = False
    shows_summary = False
    course = forms.ChoiceField(
        label=_("Course"),
        required=False,
        error_messages={"invalid_choice": _("Choose a course from the list")},
    )
    site = forms.ChoiceField(
        label=_("Site"),
        required=False,
        error_messages={"invalid_choice": _("Choose a site from the list")},
    )
    search = forms.CharField(
        label=_("Name, email address or staff number"), required=False, max_length=100
    )

    def __init__(self, *, courses: dict[str, str], sites: list[Site], data: Any) -> None:
        super().__init__(data=data)
        self.fields["course"].choices = list(courses.items())  # type: ignore[attr-defined]
        every = [("", _("All my sites"))]
        self.fields["site"].choices = every + [(site.slug, site.name) for site in sites]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list."""

    name: str
    staff_number: str
    role: str
    site: str
    team: str
    status: Status
    completed_on: date | None
    version: str


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def people(request: LeadRequest) -> HttpResponse:
    """Show the people in the sender's scope, sorted by name, fifty a page."""
    sites = sites_in(request.scope)
    courses = required_courses(request.organisation)
    titles = titles_of(courses)
    named = {course.slug: titles.get(course.pk, course.slug) for course in courses}
    form = FilterForm(courses=named, sites=sites, data=with_course(request, courses))
    form.is_valid()  # what is wrong is said above the list; the rest of the filters stays
    wanted = form.cleaned_data
    site = next((one for one in sites if one.slug == wanted.get("site")), None)
    first = courses[0] if courses else None
    course = next((one for one in courses if one.slug == wanted.get("course")), first)
    found = people_in(request.scope, site=site, search=wanted.get("search", ""))
    page = page_of_people(found, cursor=request.GET.get("page", ""))
    context = {
        "organisation": request.organisation,
        "form": form,
        "rows": rows_of(page.rows, course, scope=request.scope),
        "total": page.total,
        "course": named.get(course.slug) if course else "",
        "has_rules": bool(courses),
        "is_filtered": bool(site or wanted.get("search")),
        "previous_url": page_url(request, page.earlier),
        "next_url": page_url(request, page.later),
        "all_url": reverse("lead:people", args=[request.organisation.slug]),
        "today": request.scope.on,
    }
    return render(request, "courses/lead/people.html", context)


def with_course(request: LeadRequest, courses: list[Course]) -> Any:
    """Return the filters of the address, with the first course where none is named."""
    data = request.GET.copy()
    if not data.get("course") and courses:
        data["course"] = courses[0].slug
    return data


def rows_of(memberships: list[Membership], course: Course | None, *, scope: Scope) -> list[Row]:
    """Return the people as rows; six queries, however many they are."""
    on, periods = scope.on, periods_of(memberships, scope=scope)
    standings = standings_of(memberships, on=on) if course else {}
    done = last_completions(memberships, course=course, on=on) if course else {}
    rows = []
    for membership in memberships:
        places = periods[membership.pk]
        finding = standings.get((membership.pk, course.pk), NOTHING) if course else NOTHING
        last: Completion | None = done.get(membership.user_id)
        rows.append(
            Row(
                name=membership.user.name,
                staff_number=membership.staff_number,
                role=joined(period.role.name for period in places),
                site=joined(period.site.name for period in places),
                team=joined(period.team.name for period in places if period.team),
                status=lead_status(finding),
                completed_on=last.completed_on if last else None,
                version=last.version.version if last and last.version else "",
            )
        )
    return rows


def joined(names: Iterable[str]) -> str:
    """Return ``names`` in a row, each once."""
    return ", ".join(dict.fromkeys(names))


def page_url(request: LeadRequest, cursor: str) -> str:
    """Return the address of the neighbouring page with the same filters, or empty text."""
    if not cursor:
        return ""
    kept = {name: value for name, value in request.GET.items() if name != "page" and value}
    return f"{request.path}?{urlencode({**kept, 'page': cursor})}"
