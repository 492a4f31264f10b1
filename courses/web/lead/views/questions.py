"""The figures of every question of one course, by version and fixed breakdown, and their file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.assessment.queries import versions_sat
from courses.catalogue.models import CourseVersion
from courses.common.tables import Cell, csv_file
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.item_reports import open_of
from courses.reporting.misunderstood import Question, questions_in
from courses.usecases.export_list import export_list
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.question_rows import questions_table, shown_question

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
    questions: list[Question]

    def query(self, **changes: str) -> str:
        """Return the end of the address with ``changes``."""
        kept = {"version": self.version.version if self.version else "", "by": self.by}
        found = {name: value for name, value in (kept | changes).items() if value}
        return f"?{urlencode(found)}" if found else ""


def asked(request: LeadRequest, course: str) -> Asked:
    """Return the figures that the address asks for: of the newest version, everybody together.

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
    return Asked(versions, version, by, found)


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
        "version_query": asked_for.query(by=""),
        "reported": open_of(
            organisation=request.organisation, items=[one.item.pk for one in asked_for.questions]
        ),
        "is_broken_down": bool(asked_for.by),
        "questions": [shown_question(one) for one in asked_for.questions],
        "smallest": SMALLEST_GROUP,
        "may_export": may(request, Permission.EXPORT),
        "csv_url": reverse("lead:export_questions", args=[slug, course]) + asked_for.query(),
        "back_url": reverse("lead:course", args=[slug, course]),
    }
    return render(request, "courses/lead/questions.html", context)


def links(values: Any, chosen: str, url: Any) -> list[tuple[Any, str]]:
    """Return (words, address) of each choice; the chosen one has no address."""
    return [(words, "" if value == chosen else url(value)) for value, words in values.items()]


@leads(Permission.EXPORT, methods=["GET"])
def questions_csv(request: LeadRequest, course: str) -> StreamingHttpResponse:
    """Give the figures of everybody together as CSV; that they were taken is recorded first."""
    asked_for = asked(request, course)
    version = asked_for.version.version if asked_for.version else ""
    on = request.scope.on
    export_list(
        organisation=request.organisation,
        report="questions",
        kind="csv",
        people=max((one.answered.people for one in asked_for.questions), default=0),
        on=on,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    title: list[Cell] = [_("Figures of questions, first attempts only, as at"), on]
    lines: list[list[Cell]] = [title, [], *questions_table(asked_for.questions, version=version)]
    name = f"questions-{request.organisation.slug}-{course}-{on.isoformat()}.csv"
    return StreamingHttpResponse(
        csv_file(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
