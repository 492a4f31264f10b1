"""The list of staff as it is now, as a file to change and upload again."""

from django.contrib import messages
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.queries import people_in
from courses.common.tables import csv_file, xlsx_file
from courses.reporting.staff_template import template_table
from courses.usecases.export_list import export_list
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.taking import CONTENT_TYPES
from courses.web.responses import SeeOther

MOST_IN_A_WORKBOOK = 20_000  # people; more take longer than anybody waits for a page


@leads(Permission.MANAGE_STAFF, methods=["GET"], whole=True)
def staff_template(request: LeadRequest) -> HttpResponseBase:
    """Give the list of staff as it is now as CSV."""
    return template_of(request, "csv", people_in(request.scope).count())


@leads(Permission.MANAGE_STAFF, methods=["GET"], whole=True)
def staff_template_xlsx(request: LeadRequest) -> HttpResponseBase:
    """Give the list of staff as it is now for Excel, or say that it is too long for that."""
    people = people_in(request.scope).count()
    if people > MOST_IN_A_WORKBOOK:
        words = _("An Excel file of this list holds at most %d people. Take CSV")
        messages.warning(request, words % MOST_IN_A_WORKBOOK)
        return SeeOther(reverse("lead:staff_files", args=[request.organisation.slug]))
    return template_of(request, "xlsx", people)


def template_of(request: LeadRequest, kind: str, people: int) -> StreamingHttpResponse:
    """Return the list of so many people; that it was taken is recorded first."""
    export_list(
        organisation=request.organisation,
        report="staff-file",
        kind=kind,
        people=people,
        on=request.scope.on,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    rows = template_table(request.scope)
    name = f"staff-{request.organisation.slug}.{kind}"
    return StreamingHttpResponse(
        csv_file(rows) if kind == "csv" else xlsx_file(rows, title="Staff"),
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
