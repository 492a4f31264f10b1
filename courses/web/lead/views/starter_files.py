"""The list of starters as files: exactly what the page shows; that one is taken is recorded."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.permissions import Permission
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.starter_rows import COLUMNS, PAPER, printed_rows, shown_starters, table_rows
from courses.web.lead.taking import Taken, file_of
from courses.web.lead.views.starters import WORDS, asked


@leads(Permission.EXPORT, methods=["GET"])
def starters_file(request: LeadRequest, kind: str) -> HttpResponseBase:
    """Give the list of starters as CSV, Excel or PDF."""
    found = asked(request)
    slug = request.organisation.slug
    shown = shown_starters(found.starters, slug=slug, scope=found.scope, titles=found.titles)
    number = len(shown)
    taken = Taken(
        report="starters",
        title=_("Starters: training only, not a DBS or recruitment check"),
        heading=_("Starters"),
        columns=COLUMNS,
        rows=table_rows(shown),
        paper=PAPER,
        printed=printed_rows(shown),
        total=number,
        counts=_("People"),
        told=ngettext("%d person", "%d people", number) % number,
        on=found.scope.on,
        known_at=found.scope.known_at,
        filters=[_("Light: %s") % WORDS[found.light]] if found.light else [],
        url=reverse("lead:starters", args=[slug]) + found.query(),
    )
    return file_of(request, kind, taken)
