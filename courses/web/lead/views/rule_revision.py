"""Revising a rule: what it shall ask for, who would change and how, then saved as rehearsed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.catalogue.queries import titles_of
from courses.common.history import Superseded
from courses.compliance.models import Requirement
from courses.compliance.rehearsal import may_change, rule_in
from courses.compliance.revising import Change, Outcome, rehearse_revision
from courses.usecases.revise_requirement import revise_requirement
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.rule_revision_forms import ConfirmRevisionForm, RevisionForm, fields_of
from courses.web.lead.rule_words import sentence, unsaved
from courses.web.presenters import lead_status
from courses.web.responses import SeeOther

MOST_NAMED = 200


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"])
def revise(request: LeadRequest, rule: UUID) -> HttpResponse:
    """Take what a rule shall ask for, show who would change, and save it once confirmed.

    One of all is not revised by a part.

    :raises Http404: when the rule is missing, over, or outside the sender's scope.
    """
    found = rule_in(request.scope, rule)
    if found is None:
        raise Http404
    if not may_change(request.scope, found):
        context = {"sentence": sentence(found, title_of(found))}
        return render(request, "courses/lead/requirement_revise.html", context)
    first = max(request.scope.on, found.effective_from)
    if request.method != "POST":
        return page(request, found, RevisionForm(initial=fields_of(found, first), first=first))
    if "change" in request.POST:
        return page(request, found, RevisionForm(initial=request.POST.dict(), first=first))
    form = RevisionForm(request.POST, first=first)
    if not form.is_valid():
        return page(request, found, form)
    outcome = rehearse_revision(
        requirement=found,
        revision=form.revision_of(found),
        on=form.cleaned_data["effective_from"],
    )
    if "confirmed" in request.POST and request.POST.get("mark") == outcome.mark:
        return saved(request, found, form)
    return checked(request, found, form, outcome)


def page(request: LeadRequest, rule: Requirement, form: RevisionForm) -> HttpResponse:
    """Return the page that asks what the rule shall ask for."""
    form.cancel_url = reverse("lead:requirements", args=[request.organisation.slug])
    context = {"form": form, "sentence": sentence(rule, title_of(rule))}
    return render(request, "courses/lead/requirement_revise.html", context)


def title_of(rule: Requirement) -> str:
    """Return the title of the rule's course."""
    return titles_of([rule.course]).get(rule.course_id, rule.course.slug)


def checked(
    request: LeadRequest, rule: Requirement, form: RevisionForm, outcome: Outcome
) -> HttpResponse:
    """Return the page that names who would change, and from what to what."""
    confirm = ConfirmRevisionForm(initial={**form.hidden(), "mark": outcome.mark}, first=form.first)
    revised = unsaved(
        course=rule.course,
        organisation=rule.organisation,
        role=rule.role,
        site=rule.site,
        team=rule.team,
        **form.asked(),
    )
    context = {
        "form": confirm,
        "before": sentence(rule, title_of(rule)),
        "after": sentence(revised, title_of(rule)),
        "outcome": outcome,
        "rows": [row_of(one) for one in outcome.changes[:MOST_NAMED]],
        "left_out": max(0, len(outcome.changes) - MOST_NAMED),
        "has_moved": "confirmed" in request.POST,
    }
    return render(request, "courses/lead/requirement_revise_check.html", context)


def row_of(change: Change) -> dict[str, Any]:
    """Return one person as the rehearsal shows them."""
    return {
        "membership": change.membership_id,
        "name": change.name,
        "before": lead_status(change.before),
        "after": lead_status(change.after),
    }


def saved(request: LeadRequest, rule: Requirement, form: RevisionForm) -> HttpResponse:
    """Save the revision and go to the list."""
    try:
        revise_requirement(
            requirement=rule,
            effective_from=form.cleaned_data["effective_from"],
            at=timezone.now(),
            actor_id=request.user.pk,
            **form.asked(),
        )
    except Superseded:
        form.add_error(None, _("Somebody else has changed this rule. Look at it again"))
        return page(request, rule, form)
    messages.success(request, _("The rule is revised. Earlier days keep the status they had."))
    return SeeOther(reverse("lead:requirements", args=[request.organisation.slug]))
