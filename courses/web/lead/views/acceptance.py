"""Whose signed training records an organisation accepts, and which courses of them count."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.catalogue.queries import courses_offered, titles_of
from courses.certification.issuer_keys import thumbprint
from courses.learning.acceptance import (
    AcceptanceRule,
    AlreadyRuled,
    AlreadyTrusted,
    TrustedIssuer,
    issuer_at,
    issuers_of,
    rule_at,
    rules_of,
)
from courses.usecases.set_acceptance import end_acceptance, set_acceptance
from courses.usecases.trust_issuer import end_issuer, trust_issuer
from courses.web.forms import HouseForm
from courses.web.lead.acceptance_forms import HERE, AcceptanceForm, EndForm, IssuerForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.responses import SeeOther


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def acceptance(request: LeadRequest) -> HttpResponse:
    """Show whose signed records are accepted, and which courses of them."""
    here = request.organisation
    rules = rules_of(here.pk)
    titles = titles_of([one.course for one in rules])
    context = {
        "organisation": here,
        "issuers": [(one, [thumbprint(key) for key in one.keys]) for one in issuers_of(here.pk)],
        "rules": [(one, titles.get(one.course_id, one.course.slug)) for one in rules],
        "own_url": f"{settings.SITE_URL}{reverse('api:issuer')}",
    }
    return render(request, "courses/lead/acceptance.html", context)


def back_to(request: LeadRequest) -> str:
    """Return the address of the overview."""
    return reverse("lead:acceptance", args=[request.organisation.slug])


def page(request: LeadRequest, form: HouseForm) -> HttpResponse:
    """Return the page of one form."""
    form.cancel_url = back = back_to(request)
    context = {"form": form, "title": form.heading, "back_url": back, "back": _("Signed records")}
    return render(request, "courses/lead/setup_form.html", context)


def asked(request: LeadRequest, title: str, follows: str) -> HttpResponse:
    """Return the page that says what follows, with the button to end it."""
    form = EndForm()
    form.cancel_url = back_to(request)
    context = {"form": form, "title": title, "follows": follows}
    return render(request, "courses/lead/acceptance_end.html", context)


def done(request: LeadRequest, words: str) -> HttpResponse:
    """Say what was done, and go back to the overview."""
    messages.success(request, words)
    return SeeOther(back_to(request))


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def issuer_new(request: LeadRequest) -> HttpResponse:
    """Name another platform whose signed records are accepted; nothing is fetched from it."""
    form = IssuerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            issuer = trust_issuer(
                organisation=request.organisation,
                at=timezone.now(),
                actor_id=request.user.pk,
                **form.cleaned_data,
            )
        except AlreadyTrusted:
            form.add_error("address", _("You accept its records already, or those of its key"))
        else:
            words = _("Signed records of %s can be checked now. A lead still looks at each.")
            return done(request, words % issuer.name)
    return page(request, form)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def issuer_end(request: LeadRequest, issuer: int) -> HttpResponse:
    """Accept the records of another platform no more, once it is said what follows."""
    found: TrustedIssuer = found_or_404(issuer_at(request.organisation.pk, issuer))
    if request.method == "POST":
        end_issuer(issuer=found, at=timezone.now(), actor_id=request.user.pk)
        return done(request, _("Signed records of %s are not accepted any more.") % found.name)
    title = _("Accept no more signed records of %s") % found.name
    return asked(request, title, _("Rules about it end too. What was accepted stays."))


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def acceptance_new(request: LeadRequest) -> HttpResponse:
    """Say which course of signed records stands for one of ours."""
    here = request.organisation
    issuers = {str(one.pk): one for one in issuers_of(here.pk)}
    courses = {str(one.pk): one for one in courses_offered(here)}
    titles = titles_of(list(courses.values()))
    form = AcceptanceForm(
        request.POST if request.method == "POST" else None,
        issuers=[(key, one.name) for key, one in issuers.items()],
        titles=[(key, titles[one.pk]) for key, one in courses.items()],
    )
    if form.is_valid():
        kept = form.cleaned_data
        whose = None if kept["issuer"] == HERE else issuers[kept["issuer"]]
        if saved(request, form, issuer=whose, course=courses[kept["course"]]):
            return done(request, _("The rule holds for what is handed in from now on."))
    return page(request, form)


def saved(request: LeadRequest, form: AcceptanceForm, **of: Any) -> bool:
    """Write the rule, or say at the field that there is one."""
    kept = form.cleaned_data
    try:
        set_acceptance(
            organisation=request.organisation,
            their_course=kept["their_course"],
            months=kept["months"],
            automatic=kept["how"] == "rule",
            at=timezone.now(),
            actor_id=request.user.pk,
            **of,
        )
    except AlreadyRuled:
        words = _("There is a rule about that course already. End it first")
        form.add_error("their_course", words)
    return not form.errors


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def acceptance_end(request: LeadRequest, acceptance: int) -> HttpResponse:
    """End one rule, once it is said what follows."""
    rule: AcceptanceRule = found_or_404(rule_at(request.organisation.pk, acceptance))
    if request.method == "POST":
        end_acceptance(rule=rule, at=timezone.now(), actor_id=request.user.pk)
        return done(request, _("The rule has ended."))
    title = _("End the rule about %s") % rule.their_course
    follows = _("A lead looks at each from now on. What was accepted stays.")
    return asked(request, title, follows)


def found_or_404(row: Any) -> Any:
    """Return a row of the organisation.

    :raises Http404: when it is missing or another organisation's.
    """
    if row is None:
        raise Http404
    return row
