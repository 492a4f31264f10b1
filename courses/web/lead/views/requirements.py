"""Rules: the list in sentences, a new one checked before it is saved, the last day of one."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.places import names_of
from courses.catalogue.queries import adapted_by, courses_offered, titles_of
from courses.compliance.models import Requirement
from courses.compliance.possible import ImpossibleRule
from courses.compliance.reading import revision_of
from courses.compliance.rehearsal import (
    Rehearsal,
    already_made,
    may_change,
    rehearse,
    rules_in,
    same_audience,
)
from courses.compliance.revising import Outcome, rehearse_new
from courses.compliance.services import Asked
from courses.learning.openings import not_open_in
from courses.usecases.rehearse_mails import rehearse_mails
from courses.usecases.set_requirement import set_requirement
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.rule_asking import asked_by, is_impossible, places_to_name
from courses.web.lead.rule_audience_forms import answers_of
from courses.web.lead.rule_forms import ConfirmRuleForm, RuleForm
from courses.web.lead.rule_words import (
    counted,
    mails_told,
    rehearsal_of,
    renewal_words,
    sentence,
    since,
    unsaved,
)
from courses.web.lead.starter_rules import starters_for
from courses.web.lead.taking import changes_taken, exports_of
from courses.web.responses import SeeOther

USUAL = {"due_days": 28, "valid_months": 12, "renew_window_days": 60}


@leads(Permission.SET_REQUIREMENTS, methods=["GET"])
def requirements(request: LeadRequest) -> HttpResponse:
    """Show the rules of the sender's scope, each as a sentence."""
    rows = rule_rows(request)
    context = {
        "rows": rows,
        "organisation": request.organisation,
        "openings": openings_of(request) if request.scope.whole else [],
        "starters": [] if rows else suggested(request),
        "exports": exports_of(request, "rules"),
        "may_export": may(request, Permission.EXPORT),
        "people": rows,
    }
    return render(request, "courses/lead/requirements.html", context)


def rule_rows(request: LeadRequest) -> list[dict[str, Any]]:
    """Return the rules of the sender's scope in words, with what may be done to each."""
    rules = rules_in(request.scope)
    shorter = [rule.refresher for rule in rules if rule.refresher]
    titles = titles_of([*(rule.course for rule in rules), *shorter])
    adapted, names = adapted_by(request.organisation), names_of(request.organisation.pk)
    return [
        {
            "rule": rule.rule,
            "course": titles.get(rule.course_id, rule.course.slug),
            "sentence": sentence(rule, titles.get(rule.course_id, rule.course.slug), names),
            "renewal": renewal_words(rule, titles),
            "since": since(rule, on=request.scope.on),
            "may_end": may_change(request.scope, rule),
            "may_revise": not rule.audience.chosen,
            "is_adapted": rule.course.slug in adapted,
            "is_own": rule.course.owner_id is not None,
        }
        for rule in rules
    ]


def suggested(request: LeadRequest) -> list[dict[str, object]]:
    """Return rules to begin with, each with the address of its filled-in form; two queries.

    Only for a lead of the whole organisation, for they name everyone.
    """
    if not request.scope.whole:
        return []
    courses = courses_offered(request.organisation)
    named = titles_of(courses)
    titles = {one.slug: named[one.pk] for one in courses}
    address = reverse("lead:requirement_new", args=[request.organisation.slug])
    return [
        {"title": titles[one.course], "words": one.words, "url": f"{address}?start={one.course}"}
        for one in starters_for(request.organisation.sector, courses=titles)
    ]


def openings_of(request: LeadRequest) -> list[dict[str, object]]:
    """Return the courses on offer with the day on which each opens, where that is to come."""
    courses, here = courses_offered(request.organisation), request.organisation.pk
    titles = titles_of(courses)
    days = not_open_in([here], on=request.scope.on)
    return [
        {"slug": one.slug, "title": titles[one.pk], "opens_on": days.get((here, one.pk))}
        for one in courses
    ]


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"])
def new(request: LeadRequest) -> HttpResponseBase:
    """Take a rule, show what it would do, and save it once that is confirmed."""
    places = places_to_name(request)
    courses = courses_offered(request.organisation)
    titles = titles_of(courses)
    named = {one.slug: titles[one.pk] for one in courses}
    given = partial(RuleForm, places=places, courses=named, whole=request.scope.whole)
    if request.method != "POST":
        offered = starters_for(request.organisation.sector, courses=named)
        filled = [one.answers(named) for one in offered if one.course == request.GET.get("start")]
        start = {"effective_from": request.scope.on, **USUAL}
        return page(request, given(initial={**start, **(filled[0] if filled else {})}))
    if "change" in request.POST:
        return page(request, given(initial=answers_of(request.POST)))
    form = given(request.POST)
    if form.is_valid():
        form.check_start(request.scope.on)
    if form.errors:
        return page(request, form)
    course = next(one for one in courses if one.slug == form.cleaned_data["course"])
    asked = asked_by(form, courses)
    first = form.cleaned_data["effective_from"]
    drawn = unsaved(course=course, organisation=request.organisation, effective_from=first, **asked)
    if is_impossible(form, drawn, on=request.scope.on):
        return page(request, form)
    found, outcome = rehearsed(request, drawn)
    mark = f"{found.mark}-{outcome.mark}"
    if "confirmed" in request.POST and (
        request.POST.get("mark") == mark or already_made(drawn) is not None
    ):
        return saved(request, form, drawn, asked)
    if refuse_same(request, form, drawn):
        return page(request, form)
    confirm = ConfirmRuleForm(
        initial={**form.hidden(), "mark": mark},
        places=places,
        courses=named,
        whole=request.scope.whole,
    )
    return checked(request, confirm, drawn, (found, outcome), titles)


def checked(
    request: LeadRequest,
    confirm: ConfirmRuleForm,
    drawn: Requirement,
    rehearsals: tuple[Rehearsal, Outcome],
    titles: Mapping[int, str],
) -> HttpResponseBase:
    """Return the page of what the rule would do and for whom, or everybody it changes as a file."""
    alone, outcome = rehearsals
    words = sentence(drawn, titles[drawn.course_id], names_of(request.organisation.pk))
    if file := changes_taken(request, outcome, about=words):
        return file
    context = {
        "form": confirm,
        "sentence": words,
        "renewal": renewal_words(drawn, titles),
        **rehearsal_of(outcome, may_take=may(request, Permission.EXPORT)),
        "rehearsal": alone,
        "counts": counted(alone),
        "mails": mails_told(rehearse_mails(drawn=drawn, today=request.scope.on)),
        "changed": len(outcome.changes),
        "has_moved": "confirmed" in request.POST,
    }
    return render(request, "courses/lead/requirement_check.html", context)


def page(request: LeadRequest, form: RuleForm) -> HttpResponse:
    """Return the page that asks for a rule."""
    form.cancel_url = reverse("lead:requirements", args=[request.organisation.slug])
    has_courses = bool(form.fields["course"].choices)  # type: ignore[attr-defined]
    context = {"form": form, "has_courses": has_courses}
    return render(request, "courses/lead/requirement_new.html", context)


def rehearsed(request: LeadRequest, drawn: Requirement) -> tuple[Rehearsal, Outcome]:
    """Return what the rule would do on its first day, or today where that has passed.

    Of itself alone, and beside the other rules for the course.
    """
    on = max(drawn.effective_from, request.scope.on)
    alone = rehearse(
        organisation=request.organisation,
        course=drawn.course,
        revision=revision_of(drawn),
        on=on,
    )
    return alone, rehearse_new(drawn=drawn, on=on)


def refuse_same(request: LeadRequest, form: RuleForm, drawn: Requirement) -> bool:
    """Test whether there is a rule for just these people; then say so at the field."""
    there = same_audience(
        organisation=request.organisation,
        course=drawn.course,
        audience=drawn.audience,
        effective_from=drawn.effective_from,
    )
    if there is None:
        return False
    form.add_error(
        "who",
        _("These people have a rule for this course already. End it first, or choose others"),
    )
    return True


def saved(request: LeadRequest, form: RuleForm, drawn: Requirement, asked: Asked) -> HttpResponse:
    """Save the rule and go to the list, unless what others saved meanwhile contradicts it."""
    try:
        set_requirement(
            organisation=request.organisation,
            course=drawn.course,
            effective_from=drawn.effective_from,
            at=timezone.now(),
            actor_id=request.user.pk,
            **asked,
        )
    except ImpossibleRule as impossible:
        form.show_faults(impossible.faults)
        return page(request, form)
    messages.success(request, _("The rule is saved. Everybody it names is given the course."))
    return SeeOther(reverse("lead:requirements", args=[request.organisation.slug]))
