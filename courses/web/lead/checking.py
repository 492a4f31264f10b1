"""Changing one person: in which courses it changes their status is shown before it is saved.

What changes no status is saved without a look at it. A last day has none either: what it comes to
is the same for everybody, and stands beside the question for it.
"""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from courses.accounts.membership import Membership
from courses.compliance.revising import Outcome
from courses.web.forms import HouseForm
from courses.web.lead.bulk_forms import CheckForm, answers_of
from courses.web.lead.gate import LeadRequest
from courses.web.lead.rule_words import rehearsal_of


def answers_sent(request: LeadRequest) -> QueryDict | None:
    """Return what was filled in; None before, and where it comes back to be changed."""
    is_sent = request.method == "POST" and "change" not in request.POST
    return request.POST if is_sent else None


def status_check(
    request: LeadRequest, form: HouseForm, member: Membership, outcome: Outcome
) -> HttpResponse | None:
    """Return the page that shows in which courses ``form``, filled in, changes their status.

    None where it may be saved: in none, or the sender has confirmed just this.
    """
    is_confirmed = "confirmed" in request.POST
    if is_confirmed and request.POST.get("digest") == outcome.mark:
        return None
    if not (is_confirmed or outcome.changes):
        return None
    context = {
        "heading": form.heading,
        "member": member,
        "facts": answers_of(form),
        "has_changed": is_confirmed,
        **rehearsal_of(outcome, may_take=False),
        "form": CheckForm(
            filled=form,
            digest=outcome.mark,
            button=str(form.button),
            may_change=True,
            cancel_url=reverse("lead:person", args=[request.organisation.slug, member.pk]),
        ),
    }
    return render(request, "courses/lead/staff_check.html", context)
