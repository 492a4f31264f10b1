"""What authors read again: past review, due soon, and what nobody has confirmed yet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.accounts.permissions import Permission
from courses.catalogue.upkeep import agenda, as_data, entries_in, versions_offered
from courses.common.dates import local_date
from courses.common.jcs import canonical
from courses.web.author.gate import AuthorRequest, authors


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def review(request: AuthorRequest) -> HttpResponse:
    """List what must be read again and what awaits a check, each with where it is shown."""
    on = local_date(timezone.now())
    found = agenda(entries_in(versions_offered(request.organisation)), on=on)
    return render(request, "courses/author/to_review.html", {"agenda": found, "today": on})


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def unconfirmed(request: AuthorRequest) -> HttpResponse:
    """Give what awaits a check as JSON, for machines."""
    on = local_date(timezone.now())
    found = agenda(entries_in(versions_offered(request.organisation)), on=on)
    return HttpResponse(
        canonical([as_data(entry) for entry in found.open]),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="awaiting-a-check.json"'},
    )
