"""A list taken away as CSV, Excel or PDF: the rows of its page, what it shows, and how many."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.certification.document import CannotDraw
from courses.common.tables import Cell, csv_file, xlsx_file
from courses.compliance.revising import Outcome
from courses.reporting.exports import preface
from courses.reporting.printed_list import MOST_PEOPLE, PrintedList, draw_list, facts_of, in_text
from courses.usecases.export_list import export_list
from courses.web.changed_people import changes_file
from courses.web.lead.gate import LeadRequest, may

KINDS = ("csv", "xlsx", "pdf")
MOST_IN_A_WORKBOOK = 5_000  # rows
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and how wide it is on paper beside the others; 0 leaves it out."""

    heading: str
    width: int = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """One list about to be taken away.

    ``report`` names it in files and in the trail; ``total``: rows or people, in number and, as
    ``told``, in words. ``rows``: one value a column. ``printed``: the rows on paper where those are
    others; ``lines``: how many rows, where ``total`` counts something else. ``url``: the page it
    stands on.
    """

    report: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    total: int
    told: str
    on: date
    url: str
    filters: Sequence[str] = ()
    counts: str = "Rows"
    known_at: datetime | None = None
    printed: Iterable[Sequence[Cell]] | None = None
    paper: Sequence[Column] = ()
    heading: str = ""
    lines: int | None = None

    @property
    def length(self) -> int:
        """Return how many rows the file has, which decides whether there may be one."""
        return self.total if self.lines is None else self.lines

    def on_paper(self) -> tuple[list[Column], list[tuple[str, ...]]]:
        """Return the columns that paper has room for, and their rows as text."""
        if self.printed is not None:
            return list(self.paper), [tuple(map(in_text, row)) for row in self.printed]
        places = [n for n, column in enumerate(self.columns) if column.width]
        rows = [tuple(in_text(row[n]) for n in places) for row in self.rows]
        return [self.columns[n] for n in places], rows


def file_of(request: LeadRequest, kind: str, taken: Taken) -> HttpResponseBase:
    """Return the list as a file of ``kind``, or lead back to its page and say why it is none.

    That it was taken is recorded first; where it was not, nothing is.
    """
    if kind == "pdf":
        return pdf_of(request, taken)
    if kind == "xlsx" and taken.length > MOST_IN_A_WORKBOOK:
        words = _("An Excel file of this list holds at most %d rows. Filter the list, or take CSV")
        return refused(request, taken, words % MOST_IN_A_WORKBOOK)
    headers = noted(request, taken, kind)
    lines = lines_of(taken)
    return StreamingHttpResponse(
        csv_file(lines) if kind == "csv" else xlsx_file(lines, title=taken.heading or taken.title),
        content_type=CONTENT_TYPES[kind],
        headers=headers,
    )


def whole_file(
    request: LeadRequest,
    kind: str,
    report: str,
    rows: Sequence[Sequence[Cell]],
    *,
    told: str,
    url: str = "",
    **more: Any,
) -> HttpResponseBase:
    """Return a list whose rows are all at hand as a file; ``told`` says with %d how many.

    It stands on the page of the same name, or at ``url``. ``more``: title, heading and columns.
    """
    page = url or reverse(f"lead:{report}", args=[request.organisation.slug])
    number, on = len(rows), request.scope.on
    words = told % number
    taken = Taken(report=report, rows=rows, total=number, told=words, on=on, url=page, **more)
    return file_of(request, kind, taken)


def lines_of(taken: Taken) -> Iterator[Sequence[Cell]]:
    """Yield what the list shows, then its headings and rows."""
    yield from preface(
        title=taken.title,
        filters=taken.filters,
        on=taken.on,
        people=taken.total,
        counts=taken.counts,
    )
    yield [column.heading for column in taken.columns]
    yield from taken.rows


def pdf_of(request: LeadRequest, taken: Taken) -> HttpResponseBase:
    """Return the list as an accessible PDF, or lead back where it is none."""
    if taken.length > MOST_PEOPLE:
        words = _("A PDF holds at most %d rows. Filter the list, or take Excel or CSV")
        return refused(request, taken, words % MOST_PEOPLE)
    columns, rows = taken.on_paper()
    printed = PrintedList(
        heading=taken.heading or taken.title,
        organisation=request.organisation.name,
        on=taken.on,
        people=taken.told,
        facts=facts_of(
            on=taken.on,
            known_at=taken.known_at,
            filters=taken.filters,
            people=taken.total,
            counts=taken.counts,
        ),
        headings=tuple(column.heading for column in columns),
        widths=tuple(column.width for column in columns),
        rows=tuple(rows),
    )
    fonts = (settings.BUILD_DIR / "fonts", settings.DATA_DIR / "fonts")
    try:
        drawn = draw_list(printed, fonts=fonts)
    except CannotDraw:
        words = _("A PDF cannot be drawn here. Take Excel or CSV")
        return refused(request, taken, words)
    headers = noted(request, taken, "pdf")
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)


def noted(request: LeadRequest, taken: Taken, kind: str) -> dict[str, str]:
    """Record that the list is taken away; return the header that names the file."""
    export_list(
        organisation=request.organisation,
        report=taken.report,
        kind=kind,
        people=taken.total,
        on=taken.on,
        known_at=taken.known_at,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    name = file_name(
        taken.report, request.organisation.slug, kind, on=taken.on, known_at=taken.known_at
    )
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def file_name(report: str, slug: str, kind: str, *, on: date, known_at: datetime | None) -> str:
    """Return what a file of ``report`` is called: the list, where, the day and what counts."""
    known = "-as-known-then" if known_at else ""
    return f"{report}-{slug}-{on.isoformat()}{known}.{kind}"


def refused(request: LeadRequest, taken: Taken, words: str) -> HttpResponseBase:
    """Lead back to the list and say why it is not this file; nothing was taken."""
    messages.warning(request, words)
    return redirect(taken.url)


def changes_taken(
    request: LeadRequest, outcome: Outcome | None, *, about: str
) -> HttpResponseBase | None:
    """Return everybody who would change as CSV, where the page was sent by its button for that."""
    if outcome is None or "take" not in request.POST or not may(request, Permission.EXPORT):
        return None
    return changes_file(
        outcome.changes,
        on=outcome.on,
        about=about,
        organisation=request.organisation,
        actor_id=request.user.pk,
    )


def files_at(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """Return the addresses of the three files of one list, at ``route`` and the kind."""
    return [
        path(f"{route}.{kind}", view, {"kind": kind}, name=f"export_{name}_{kind}")
        for kind in KINDS
    ]


def exports_of(request: LeadRequest, name: str, *args: str, query: str = "") -> dict[str, str]:
    """Return the addresses of the three files of a list, by kind, for its page."""
    here = [request.organisation.slug, *args]
    return {kind: reverse(f"lead:export_{name}_{kind}", args=here) + query for kind in KINDS}
