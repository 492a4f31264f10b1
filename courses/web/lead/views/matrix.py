"""The people of a lead's scope and every required course, as a matrix."""

from django.http import HttpResponse
from django.shortcuts import render

from courses.accounts.permissions import Permission
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.people import listed
from courses.web.presenters import lead_status_in_brief


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def matrix(request: LeadRequest) -> HttpResponse:
    """Show the people in the sender's scope with every required course, fifty a page."""
    context = listed(request, "matrix", lead_status_in_brief)
    return render(request, "courses/lead/matrix.html", context)
