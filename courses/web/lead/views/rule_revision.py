"""Revising a rule: what it shall ask for, who would change and how, then saved as rehearsed."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.places import names_of
from courses.catalogue.queries import courses_offered, titles_of
from courses.common.history import Superseded
from courses.compliance.models import Requirement
from courses.compliance.possible import ImpossibleRule
from courses.compliance.reading import revision_of
from courses.compliance.rehearsal import may_change, rule_in
from courses.compliance.revising import Outcome, rehearse_revision
from courses.compliance.services import Asked
from courses.usecases.rehearse_mails import Mails, rehearse_mails
from courses.usecases.revise_requirement import revise_requirement
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.rule_asking import asked_by, is_impossible, places_to_name
from courses.web.lead.rule_audience_forms import answers_of
from courses.web.lead.rule_revision_forms import ConfirmRevisionForm, RevisionForm, fields_of
from courses.web.lead.rule_words import (
    mails_told,
    rehearsal_of,
    renewal_words,
    sentence,
    unsaved,
)
from courses.web.lead.taking import changes_taken
from courses.web.responses import SeeOther


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"])
def revise(request: LeadRequest, rule: UUID) -> HttpResponseBase:
    """Take what a rule shall ask for, show who would change, and save it once confirmed.

    One of all is not revised by a part, and one for chosen people not at all: it asks for nothing
    but what each of them was given.

    :raises Http404: when the rule is missing, over, or outside the sender's scope.
    """
    found = rule_in(request.scope, rule)
    if found is None or found.audience.chosen:
        raise Http404
    if not may_change(request.scope, found):
        context = {"sentence": sentence(found, title_of(found), names_of(request.organisation.pk))}
        return render(request, "courses/lead/requirement_revise.html", context)
    first = max(request.scope.on, found.effective_from)
    places, courses = places_to_name(request), courses_offered(request.organisation)
    titles = titles_of(courses)
    given = partial(
        RevisionForm,
        first=first,
        places=places,
        courses={one.slug: titles[one.pk] for one in courses},
        whole=request.scope.whole,
    )
    if request.method != "POST":
        return page(request, found, given(initial=fields_of(found, first)))
    if "change" in request.POST:
        return page(request, found, given(initial=answers_of(request.POST)))
    form = given(request.POST)
    if not form.is_valid():
        return page(request, found, form)
    drawn = drawn_from(found, form, asked_by(form, courses))
    if is_impossible(form, drawn, on=request.scope.on):
        return page(request, found, form)
    outcome = rehearse_revision(
        requirement=found, revision=revision_of(drawn), on=drawn.effective_from
    )
    if "confirmed" in request.POST and request.POST.get("mark") == outcome.mark:
        return saved(request, found, form, asked_by(form, courses))
    confirm = ConfirmRevisionForm(initial={**form.hidden(), "mark": outcome.mark}, **given.keywords)
    mails = rehearse_mails(drawn=drawn, today=request.scope.on)
    return checked(request, confirm, outcome, (found, drawn), mails)


def drawn_from(rule: Requirement, form: RevisionForm, asked: Asked) -> Requirement:
    """Return the change to ``rule`` as a row that is not saved."""
    return unsaved(
        rule=rule.rule,
        course=rule.course,
        organisation=rule.organisation,
        minimum_version=rule.minimum_version,
        anew=rule.anew,
        effective_from=form.cleaned_data["effective_from"],
        effective_until=rule.effective_until,
        **asked,
    )


def page(request: LeadRequest, rule: Requirement, form: RevisionForm) -> HttpResponse:
    """Return the page that asks what the rule shall ask for."""
    form.cancel_url = reverse("lead:requirements", args=[request.organisation.slug])
    titles = titles_of([rule.refresher]) if rule.refresher else {}
    context = {
        "form": form,
        "sentence": sentence(rule, title_of(rule), names_of(request.organisation.pk)),
        "renewal": renewal_words(rule, titles),
    }
    return render(request, "courses/lead/requirement_revise.html", context)


def title_of(rule: Requirement) -> str:
    """Return the title of the rule's course."""
    return titles_of([rule.course]).get(rule.course_id, rule.course.slug)


def checked(
    request: LeadRequest,
    confirm: ConfirmRevisionForm,
    outcome: Outcome,
    rules: tuple[Requirement, Requirement],
    mails: Mails | None,
) -> HttpResponseBase:
    """Return the page that names who would change, and from what to what."""
    now, drawn = rules
    titles = titles_of([one.refresher for one in rules if one.refresher])
    names = names_of(request.organisation.pk)
    after = [sentence(drawn, title_of(now), names), *renewal_words(drawn, titles)]
    if file := changes_taken(request, outcome, about=" ".join(after)):
        return file
    context = {
        "form": confirm,
        "before": [sentence(now, title_of(now), names), *renewal_words(now, titles)],
        "after": after,
        "mails": mails_told(mails),
        **rehearsal_of(outcome, may_take=may(request, Permission.EXPORT)),
        "has_moved": "confirmed" in request.POST,
    }
    return render(request, "courses/lead/requirement_revise_check.html", context)


def saved(
    request: LeadRequest, rule: Requirement, form: RevisionForm, asked: Asked
) -> HttpResponse:
    """Save the revision and go to the list, unless others have saved something else meanwhile."""
    try:
        revise_requirement(
            requirement=rule,
            effective_from=form.cleaned_data["effective_from"],
            at=timezone.now(),
            actor_id=request.user.pk,
            **asked,
        )
    except Superseded:
        form.add_error(None, _("Somebody else has changed this rule. Look at it again"))
        return page(request, rule, form)
    except ImpossibleRule as impossible:
        form.show_faults(impossible.faults)
        return page(request, rule, form)
    messages.success(request, _("The rule is revised. Earlier days keep the status they had."))
    return SeeOther(reverse("lead:requirements", args=[request.organisation.slug]))
