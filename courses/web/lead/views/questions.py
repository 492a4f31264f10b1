"""The figures of every question of one course, by version and fixed breakdown, and their file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.permissions import Permission
from courses.assessment.queries import versions_sat
from courses.catalogue.models import CourseVersion
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.item_reports import open_of
from courses.reporting.misunderstood import Question, questions_in
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.question_rows import (
    QUESTION_COLUMNS,
    questions_table,
    shown_question,
    sorted_questions,
)
from courses.web.lead.sorting import QUESTIONS, SORT, sorting_of
from courses.web.lead.taking import Taken, exports_of, file_of

BREAKDOWNS = {
    "": gettext_lazy("Everybody together"),
    "site": gettext_lazy("By site"),
    "team": gettext_lazy("By team"),
    "role": gettext_lazy("By job"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures the address asks for, and all that there are to ask for."""

    versions: list[CourseVersion]
    version: CourseVersion | None
    by: str
    order: str
    questions: list[Question]

    @property
    def kept(self) -> dict[str, str]:
        """Return what the address asks for."""
        order = "" if self.order == QUESTIONS.usual else self.order
        version = self.version.version if self.version else ""
        return {"version": version, "by": self.by, SORT: order}

    def query(self, **changes: str) -> str:
        """Return the end of the address with ``changes``."""
        found = {name: value for name, value in (self.kept | changes).items() if value}
        return f"?{urlencode(found)}" if found else ""


def asked(request: LeadRequest, course: str) -> Asked:
    """Return the figures that the address asks for.

    Of the newest version, of everybody together, the most missed first, unless it says otherwise.

    :raises Http404: where no rule of the organisation names the course.
    """
    rules = [rule for rule in rules_in_force(request, request.scope) if rule.slug == course]
    if not rules:
        raise Http404
    versions = versions_sat(organisation_id=request.organisation.pk, course_id=rules[0].course_id)
    wanted = request.GET.get("version", "")
    first = versions[0] if versions else None
    version = next((one for one in versions if one.version == wanted), first)
    by = request.GET.get("by", "")
    by = by if by in BREAKDOWNS else ""
    found = questions_in(request.scope, version_id=version.pk, by=by) if version else []
    order = QUESTIONS.read(request.GET)
    return Asked(versions, version, by, order, sorted_questions(found, order))


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def questions(request: LeadRequest, course: str) -> HttpResponse:
    """Show how first attempts went at each question, never who."""
    asked_for = asked(request, course)
    slug = request.organisation.slug
    context = {
        "organisation": request.organisation,
        "slug": course,
        "version": asked_for.version,
        "versions": links(
            {one.version: one.version for one in asked_for.versions},
            asked_for.version.version if asked_for.version else "",
            lambda value: request.path + asked_for.query(version=value),
        ),
        "breakdowns": links(
            BREAKDOWNS, asked_for.by, lambda value: request.path + asked_for.query(by=value)
        ),
        "sorting": sorting_of(QUESTIONS, request.GET, path=request.path, kept=asked_for.kept),
        "version_query": asked_for.query(by="", **{SORT: ""}),
        "reported": open_of(
            organisation=request.organisation, items=[one.item.pk for one in asked_for.questions]
        ),
        "is_broken_down": bool(asked_for.by),
        "questions": [shown_question(one) for one in asked_for.questions],
        "smallest": SMALLEST_GROUP,
        "may_export": may(request, Permission.EXPORT),
        "exports": exports_of(request, "questions", course, query=asked_for.query()),
        "people": asked_for.questions,
        "back_url": reverse("lead:course", args=[slug, course]),
    }
    return render(request, "courses/lead/questions.html", context)


def links(values: Any, chosen: str, url: Any) -> list[tuple[Any, str]]:
    """Return (words, address) of each choice; the chosen one has no address."""
    return [(words, "" if value == chosen else url(value)) for value, words in values.items()]


@leads(Permission.EXPORT, methods=["GET"])
def questions_file(request: LeadRequest, course: str, kind: str) -> HttpResponseBase:
    """Give the figures of everybody together as CSV, Excel or PDF."""
    asked_for = asked(request, course)
    version = asked_for.version.version if asked_for.version else ""
    people = max((one.answered.people for one in asked_for.questions), default=0)
    rows = list(questions_table(asked_for.questions, version=version))
    title = asked_for.version.title if asked_for.version else course
    taken = Taken(
        report="questions",
        title=_("Figures of questions, first attempts only: %s") % title,
        heading=_("Figures of questions"),
        columns=QUESTION_COLUMNS,
        rows=rows,
        total=people,
        lines=len(rows),
        counts=_("People, at most"),
        told=ngettext("%d person", "%d people", people) % people,
        on=request.scope.on,
        filters=[_("Version: %s") % version] if version else [],
        url=reverse("lead:questions", args=[request.organisation.slug, course]) + asked_for.query(),
    )
    return file_of(request, kind, taken)
