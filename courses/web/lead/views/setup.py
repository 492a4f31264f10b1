"""Setting an organisation up: what is done, what is not, and the organisation's own details."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.access import access_in
from courses.accounts.models import Organisation
from courses.accounts.permissions import Permission
from courses.accounts.queries import sites_of
from courses.accounts.readiness import readiness_of
from courses.accounts.second_factor import lacking_in
from courses.catalogue.local_contacts import health_on
from courses.certification.designs import design_of
from courses.compliance.queries import required_courses
from courses.notifications.planning import plan_of
from courses.usecases.change_organisation import change_organisation
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.setup_forms import OrganisationForm
from courses.web.lead.setup_tasks import Facts, tasks_of

DETAILS = ("name", "nation", "sector", "help_email")


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def setup(request: LeadRequest) -> HttpResponse:
    """Show what is set up and what is still to do."""
    here, today = request.organisation, request.scope.on
    sites = sites_of(here)
    facts = Facts(
        organisation=here,
        on=today,
        sites=len(sites),
        counts=readiness_of(organisation=here, on=today),
        health=health_on(organisation=here, sites=sites, on=today),
        design=design_of(here.pk),
        courses=len(required_courses(here)),
        with_access=len({one.membership_id for one in access_in(here, on=today)}),
        without_step=len(lacking_in(here, on=today)),
        plan=plan_of(here.pk),
    )
    tasks = tasks_of(facts)
    done = sum(one.is_done for one in tasks)
    context = {
        "organisation": here,
        "tasks": tasks,
        "done": done,
        "total": len(tasks),
        "is_ready": done == len(tasks),
        "teams": facts.counts.teams,
        "without_lead": facts.health.without_lead,
        "details": details_of(here),
    }
    return render(request, "courses/lead/setup.html", context)


def details_of(organisation: Organisation) -> list[dict[str, str]]:
    """Return the organisation's details as rows of a summary list."""
    url = reverse("lead:organisation", args=[organisation.slug])
    opened = (
        _("Anybody with the link, signed out too")
        if organisation.concern_page_is_public
        else _("Only your own staff, signed in")
    )
    rows = {
        _("Name"): organisation.name,
        _("Nation"): organisation.get_nation_display(),
        _("Kind of work"): organisation.get_sector_display(),
        _("Concern page"): opened,
        _("Help with the training"): organisation.help_email or _("Not entered"),
    }
    return [{"key": key, "value": value, "url": url} for key, value in rows.items()]


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def organisation(request: LeadRequest) -> HttpResponse:
    """Change the organisation's details; its address stays."""
    here, back = request.organisation, reverse("lead:setup", args=[request.organisation.slug])
    asked = request.POST if request.method == "POST" else None
    opened = "public" if here.concern_page_is_public else "members"
    form = OrganisationForm(
        data=asked,
        initial={
            "name": here.name,
            "nation": here.nation,
            "sector": here.sector,
            "concern_page": opened,
            "help_email": here.help_email,
        },
    )
    form.cancel_url = back
    if form.is_valid():
        details = {name: form.cleaned_data[name] for name in DETAILS}
        opens = form.cleaned_data["concern_page"] == "public"
        change_organisation(
            organisation=here,
            details={**details, "concern_page_is_public": opens},
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Details saved"))
        return redirect(back)
    context = {"form": form, "title": form.heading, "back_url": back, "back": _("Set-up")}
    return render(request, "courses/lead/setup_form.html", context)
