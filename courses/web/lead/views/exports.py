"""Lists of people as files: exactly what the filters on the screen show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.permissions import Permission
from courses.certification.document import CannotDraw
from courses.common.tables import Cell, csv_file, xlsx_file
from courses.reporting.exports import TITLES, matrix_table, people_table, preface
from courses.reporting.printed_list import (
    MOST_PEOPLE,
    PrintedList,
    draw_list,
    facts_of,
    matrix_of,
    people_of,
)
from courses.reporting.queries import Row, all_rows, ids_of, people_wanted
from courses.reporting.records import Asked as Records
from courses.reporting.records import records_table
from courses.usecases.export_list import export_list
from courses.web.lead.filters import Asked, asked, every_rule
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.taking import CONTENT_TYPES, MOST_IN_A_WORKBOOK, file_name


@leads(Permission.EXPORT, methods=["GET"])
def people_csv(request: LeadRequest) -> HttpResponseBase:
    """Give the list of people as CSV."""
    return file_of(request, "people", "csv", people_table)


@leads(Permission.EXPORT, methods=["GET"])
def people_xlsx(request: LeadRequest) -> HttpResponseBase:
    """Give the list of people as a workbook."""
    return file_of(request, "people", "xlsx", people_table)


@leads(Permission.EXPORT, methods=["GET"])
def matrix_csv(request: LeadRequest) -> HttpResponseBase:
    """Give the matrix as CSV."""
    return file_of(request, "matrix", "csv", matrix_table)


@leads(Permission.EXPORT, methods=["GET"])
def matrix_xlsx(request: LeadRequest) -> HttpResponseBase:
    """Give the matrix as a workbook."""
    return file_of(request, "matrix", "xlsx", matrix_table)


@leads(Permission.EXPORT, methods=["GET"])
def people_pdf(request: LeadRequest) -> HttpResponseBase:
    """Give the list of people as an accessible PDF."""
    return pdf_of(request, "people", people_of)


@leads(Permission.EXPORT, methods=["GET"])
def matrix_pdf(request: LeadRequest) -> HttpResponseBase:
    """Give the matrix as an accessible PDF."""
    return pdf_of(request, "matrix", matrix_of)


@leads(Permission.EXPORT, methods=["GET"])
def records_csv(request: LeadRequest) -> HttpResponseBase:
    """Give the training records of the list as the flat table that other systems read."""
    taken = taken_by(request, "people")
    asked_for = taken.asked
    note(request, taken, "records")
    table = records_table(
        taken.rows,
        Records(
            scope=asked_for.scope,
            rules=every_rule(request, asked_for.scope),
            places=asked_for.places,
            courses=asked_for.courses,
            slugs={rule.course_id: rule.slug for rule in asked_for.rules},
            filters="; ".join(taken.filters),
        ),
    )
    name = taken.file_name(request.organisation.slug, "csv").replace("people", "records", 1)
    return StreamingHttpResponse(
        csv_file(table),
        content_type=CONTENT_TYPES["csv"],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """One list about to be taken away: what was asked, and who is on it, by id."""

    asked: Asked
    report: str
    people: Sequence[int]

    @property
    def number(self) -> int:
        """Return how many people are on the list."""
        return len(self.people)

    @property
    def rows(self) -> Iterator[Row]:
        """Return every row of the list."""
        return all_rows(self.people, scope=self.asked.scope, rules=self.asked.shown_rules)

    @property
    def filters(self) -> list[str]:
        """Return the filters that are on in words; the day stands beside them."""
        chips = (chip for chip in self.asked.chips if chip.field not in ("as_at", "known_at"))
        return [f"{chip.name}: {chip.value}" for chip in chips]

    def file_name(self, slug: str, kind: str) -> str:
        """Return what the file is called: the list, where and the day."""
        scope = self.asked.scope
        return file_name(self.report, slug, kind, on=scope.on, known_at=scope.known_at)


def taken_by(request: LeadRequest, report: str) -> Taken:
    """Return the list that the address asks for."""
    asked_for = asked(request)
    people = people_wanted(asked_for.scope, asked_for.wanted, rules=asked_for.rules)
    return Taken(asked_for, report, ids_of(people))


def note(request: LeadRequest, taken: Taken, kind: str) -> None:
    """Record that the list is taken away."""
    export_list(
        organisation=request.organisation,
        report=taken.report,
        kind=kind,
        people=taken.number,
        on=taken.asked.scope.on,
        known_at=taken.asked.known_at,
        at=timezone.now(),
        actor_id=request.user.pk,
    )


def file_of(
    request: LeadRequest, report: str, kind: str, table: Callable[..., Iterator[list[Cell]]]
) -> HttpResponseBase:
    """Return one list as a file, streamed; that it was taken is recorded first."""
    taken = taken_by(request, report)
    if kind == "xlsx" and taken.number > MOST_IN_A_WORKBOOK:
        return redirect(workbooks_url(request, taken))
    note(request, taken, kind)
    lines = with_preface(taken, table)
    name = taken.file_name(request.organisation.slug, kind)
    return StreamingHttpResponse(
        csv_file(lines) if kind == "csv" else xlsx_file(lines, title=TITLES[report]),
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def workbooks_url(request: LeadRequest, taken: Taken) -> str:
    """Return where this list is made into a workbook in the background."""
    url = reverse("lead:workbooks", args=[request.organisation.slug])
    return f"{url}?{urlencode({'list': taken.report, **taken.asked.kept})}"


def with_preface(taken: Taken, table: Callable[..., Iterator[list[Cell]]]) -> Iterator[list[Cell]]:
    """Return every row of the file: what it shows, then the table."""
    asked_for = taken.asked
    yield from preface(
        title=TITLES[taken.report],
        filters=taken.filters,
        on=asked_for.scope.on,
        people=taken.number,
    )
    yield from table(taken.rows, places=asked_for.places, courses=asked_for.courses)


def pdf_of(request: LeadRequest, report: str, table: Callable[..., Any]) -> HttpResponseBase:
    """Return one list as a PDF, or lead back to it where it is too long or cannot be drawn."""
    taken = taken_by(request, report)
    asked_for = taken.asked
    if taken.number > MOST_PEOPLE:
        words = _("A PDF holds at most %d people. Filter the list, or take Excel or CSV")
        return refused(request, taken, words % MOST_PEOPLE)
    headings, widths, rows = table(taken.rows, places=asked_for.places, courses=asked_for.courses)
    printed = PrintedList(
        heading=TITLES[report],
        organisation=request.organisation.name,
        on=asked_for.scope.on,
        people=ngettext("%d person", "%d people", taken.number) % taken.number,
        facts=facts_of(
            on=asked_for.scope.on,
            known_at=asked_for.known_at,
            filters=taken.filters,
            people=taken.number,
        ),
        headings=headings,
        widths=widths,
        rows=rows,
    )
    try:
        drawn = draw_list(
            printed, fonts=(settings.BUILD_DIR / "fonts", settings.DATA_DIR / "fonts")
        )
    except CannotDraw:
        words = _("A PDF cannot be drawn here. Take Excel or CSV")
        return refused(request, taken, words)
    note(request, taken, "pdf")
    answer = HttpResponse(drawn, content_type="application/pdf")
    name = taken.file_name(request.organisation.slug, "pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def refused(request: LeadRequest, taken: Taken, words: str) -> HttpResponseBase:
    """Lead back to the list and say why it is not this file; nothing was taken."""
    messages.warning(request, words)
    url = reverse(f"lead:{taken.report}", args=[request.organisation.slug])
    return redirect(url + taken.asked.query)
