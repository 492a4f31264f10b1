"""Ending a rule: its last day, who would change, then saved as rehearsed."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.places import names_of
from courses.catalogue.queries import titles_of
from courses.common.history import Superseded
from courses.compliance.models import Requirement
from courses.compliance.rehearsal import may_change, rule_in
from courses.compliance.rehearsing import rehearse_ending
from courses.usecases.end_requirement import DayHasPassed, end_requirement
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.rule_forms import ConfirmEndForm, EndRuleForm
from courses.web.lead.rule_words import rehearsal_of, sentence
from courses.web.lead.taking import changes_taken
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"])
def end(request: LeadRequest, rule: UUID) -> HttpResponseBase:
    """Ask for the last day of a rule, show who would change, and end it once confirmed.

    One of all is not ended by a part.

    :raises Http404: when the rule is missing, over, or outside the sender's scope.
    """
    found = rule_in(request.scope, rule)
    if found is None:
        raise Http404
    may_end = may_change(request.scope, found)
    is_post = request.method == "POST"
    if is_post and "change" in request.POST:
        form = EndRuleForm(initial={"last_day": request.POST.get("last_day", "")})
    else:
        form = EndRuleForm(request.POST if is_post else None)
    if may_end and form.is_valid():
        form.check_day(request.scope.on)
    if not may_end or not form.is_bound or form.errors:
        return page(request, found, form, may_end=may_end)
    return ended_or_checked(request, found, form, form.cleaned_data["last_day"])


def ended_or_checked(
    request: LeadRequest, rule: Requirement, form: EndRuleForm, last_day: date
) -> HttpResponseBase:
    """End the rule where just this was confirmed, or holds already; else show who would change."""
    outcome = rehearse_ending(requirement=rule, last_day=last_day)
    is_confirmed = "confirmed" in request.POST and request.POST.get("mark") == outcome.mark
    back = reverse("lead:requirements", args=[request.organisation.slug])
    if not is_confirmed and rule.effective_until != last_day:
        about = _("%(rule)s Last day: %(day)s.")
        words = about % {"rule": told(request, rule), "day": day_in_words(last_day)}
        if file := changes_taken(request, outcome, about=words):
            return file
        context = {
            "form": ConfirmEndForm(last_day=last_day, mark=outcome.mark, cancel_url=back),
            "sentence": told(request, rule),
            "last_day": day_in_words(last_day),
            "has_moved": "confirmed" in request.POST,
            **rehearsal_of(outcome, may_take=may(request, Permission.EXPORT)),
        }
        return render(request, "courses/lead/requirement_end_check.html", context)
    try:
        end_requirement(
            requirement=rule, last_day=last_day, at=timezone.now(), actor_id=request.user.pk
        )
    except Superseded:
        form.add_error("last_day", _("Somebody else has changed this rule. Look at it again"))
        return page(request, rule, form, may_end=True)
    except DayHasPassed:
        form.add_error("last_day", _("Enter today or a later day: the past keeps its status"))
        return page(request, rule, form, may_end=True)
    messages.success(request, _("The rule has its last day."))
    return SeeOther(back)


def page(
    request: LeadRequest, rule: Requirement, form: EndRuleForm, *, may_end: bool
) -> HttpResponse:
    """Return the page that asks for the last day."""
    form.heading = _("End a rule")
    form.cancel_url = reverse("lead:requirements", args=[request.organisation.slug])
    context = {"form": form, "sentence": told(request, rule), "may_end": may_end}
    return render(request, "courses/lead/requirement_end.html", context)


def told(request: LeadRequest, rule: Requirement) -> str:
    """Return the rule as a sentence."""
    title = titles_of([rule.course]).get(rule.course_id, rule.course.slug)
    return sentence(rule, title, names_of(request.organisation.pk))
