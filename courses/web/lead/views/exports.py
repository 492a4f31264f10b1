"""Lists of people as files: exactly what the filters on the screen show."""

from collections.abc import Callable, Iterator
from functools import partial

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from courses.accounts.permissions import Permission
from courses.common.tables import Cell, csv_file, xlsx_file
from courses.reporting.exports import matrix_table, people_table, preface
from courses.reporting.queries import all_rows, people_wanted
from courses.usecases.export_list import export_list
from courses.web.lead.filters import Asked, asked
from courses.web.lead.gate import LeadRequest, leads

TITLES = {"people": "People", "matrix": "People and required courses"}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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


def file_of(
    request: LeadRequest, report: str, kind: str, table: Callable[..., Iterator[list[Cell]]]
) -> StreamingHttpResponse:
    """Return one list as a file, streamed; that it was taken is recorded first."""
    asked_for = asked(request)
    people = people_wanted(asked_for.scope, asked_for.wanted, rules=asked_for.rules)
    number = people.count()
    export_list(
        organisation=request.organisation,
        report=report,
        kind=kind,
        people=number,
        on=asked_for.scope.on,
        known_at=asked_for.known_at,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    rows = partial(all_rows, people, scope=asked_for.scope, rules=asked_for.shown_rules)
    lines = with_preface(asked_for, report, number, table, rows)
    known = "-as-known-then" if asked_for.known_at else ""
    day = asked_for.scope.on.isoformat()
    name = f"{report}-{request.organisation.slug}-{day}{known}.{kind}"
    return StreamingHttpResponse(
        csv_file(lines) if kind == "csv" else xlsx_file(lines, title=TITLES[report]),
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def with_preface(
    asked_for: Asked,
    report: str,
    people: int,
    table: Callable[..., Iterator[list[Cell]]],
    rows: Callable[[], object],
) -> Iterator[list[Cell]]:
    """Return every row of the file: what it shows, then the table."""
    filters = [
        f"{chip.name}: {chip.value}"
        for chip in asked_for.chips
        if chip.field not in ("as_at", "known_at")
    ]
    yield from preface(title=TITLES[report], filters=filters, on=asked_for.scope.on, people=people)
    yield from table(rows(), places=asked_for.places, courses=asked_for.courses)
