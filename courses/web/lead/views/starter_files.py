"""The list of starters as files: exactly what the page shows; that one is taken is recorded."""

from dataclasses import dataclass

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
from courses.common.tables import csv_file, xlsx_file
from courses.reporting.exports import preface
from courses.reporting.printed_list import MOST_PEOPLE, PrintedList, draw_list, facts_of
from courses.usecases.export_list import export_list
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.starter_rows import (
    PRINTED_HEADINGS,
    PRINTED_WIDTHS,
    ShownStarter,
    printed_rows,
    shown_starters,
    starters_table,
)
from courses.web.lead.views.exports import CONTENT_TYPES
from courses.web.lead.views.starters import WORDS, Asked, asked


@dataclass(frozen=True, slots=True)
class Taken:
    """The starters about to be taken away, and what was asked."""

    asked: Asked
    rows: list[ShownStarter]

    @property
    def filters(self) -> list[str]:
        """Return which light was chosen, in words."""
        light = self.asked.light
        return [_("Light: %s") % WORDS[light]] if light else []


def taken_by(request: LeadRequest) -> Taken:
    """Return the starters that the address asks for."""
    found = asked(request)
    slug = request.organisation.slug
    rows = shown_starters(found.starters, slug=slug, scope=found.scope, titles=found.titles)
    return Taken(found, rows)


def note(request: LeadRequest, taken: Taken, kind: str) -> dict[str, str]:
    """Record that the list is taken away; return the header that names the file."""
    on = taken.asked.scope.on
    export_list(
        organisation=request.organisation,
        report="starters",
        kind=kind,
        people=len(taken.rows),
        on=on,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    name = f"starters-{request.organisation.slug}-{on.isoformat()}.{kind}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def table_of(request: LeadRequest, kind: str) -> StreamingHttpResponse:
    """Return the list as CSV or as a workbook."""
    taken = taken_by(request)
    headers = note(request, taken, kind)
    on, people = taken.asked.scope.on, len(taken.rows)
    title = _("Starters: training only, not a DBS or recruitment check")
    lines = [
        *preface(title=title, filters=taken.filters, on=on, people=people),
        *starters_table(taken.rows),
    ]
    return StreamingHttpResponse(
        csv_file(lines) if kind == "csv" else xlsx_file(lines, title=_("Starters")),
        content_type=CONTENT_TYPES[kind],
        headers=headers,
    )


@leads(Permission.EXPORT, methods=["GET"])
def starters_csv(request: LeadRequest) -> StreamingHttpResponse:
    """Give the list of starters as CSV."""
    return table_of(request, "csv")


@leads(Permission.EXPORT, methods=["GET"])
def starters_xlsx(request: LeadRequest) -> StreamingHttpResponse:
    """Give the list of starters as a workbook."""
    return table_of(request, "xlsx")


@leads(Permission.EXPORT, methods=["GET"])
def starters_pdf(request: LeadRequest) -> HttpResponseBase:
    """Give the list of starters as an accessible PDF, or lead back where it cannot be drawn."""
    taken = taken_by(request)
    people, on = len(taken.rows), taken.asked.scope.on
    if people > MOST_PEOPLE:
        words = _("A PDF holds at most %d people. Take Excel or CSV")
        return refused(request, taken, words % MOST_PEOPLE)
    printed = PrintedList(
        heading=_("Starters"),
        organisation=request.organisation.name,
        on=on,
        people=ngettext("%d person", "%d people", people) % people,
        facts=facts_of(
            on=on,
            known=_(", as known then") if taken.asked.scope.known_at else "",
            filters=taken.filters,
            people=people,
        ),
        headings=PRINTED_HEADINGS,
        widths=PRINTED_WIDTHS,
        rows=tuple(printed_rows(taken.rows)),
    )
    fonts = (settings.BUILD_DIR / "fonts", settings.DATA_DIR / "fonts")
    try:
        drawn = draw_list(printed, fonts=fonts)
    except CannotDraw:
        words = _("A name on this list cannot be drawn as a PDF here. Take Excel or CSV")
        return refused(request, taken, words)
    headers = note(request, taken, "pdf")
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)


def refused(request: LeadRequest, taken: Taken, words: str) -> HttpResponseBase:
    """Lead back to the list and say why it is not this file; nothing was taken."""
    messages.warning(request, words)
    url = reverse("lead:starters", args=[request.organisation.slug])
    return redirect(url + taken.asked.query())
