"""What the courses of an organisation show that is past its review date, or soon will be."""

from django.http import HttpResponse
from django.shortcuts import render

from courses.accounts.permissions import Permission
from courses.catalogue.upkeep import agenda, entries_in, versions_offered
from courses.web.lead.gate import LeadRequest, leads


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def review(request: LeadRequest) -> HttpResponse:
    """List what must be read again, where it is shown and since when."""
    on = request.scope.on
    found = agenda(entries_in(versions_offered(request.organisation)), on=on)
    return render(request, "courses/lead/review.html", {"agenda": found, "today": on})
