"""Rules: the list in sentences, a new one checked before it is saved, the last day of one."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.places import Places, places_in
from courses.catalogue.models import Course
from courses.catalogue.queries import adapted_by, courses_offered, titles_of
from courses.common.history import Superseded
from courses.compliance.rehearsal import (
    Rehearsal,
    may_change,
    rehearse,
    rule_in,
    rules_in,
    same_audience,
)
from courses.usecases.end_requirement import DayHasPassed, end_requirement
from courses.usecases.set_requirement import set_requirement
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.rule_forms import ConfirmRuleForm, EndRuleForm, RuleForm
from courses.web.lead.rule_words import counted, sentence, since, unsaved
from courses.web.responses import SeeOther

HIDDEN = ("who", "course", "due", "due_days", "due_on", "valid_months", "effective_from")


@leads(Permission.SET_REQUIREMENTS, methods=["GET"])
def requirements(request: LeadRequest) -> HttpResponse:
    """Show the rules of the sender's scope, each as a sentence."""
    rules = rules_in(request.scope)
    titles = titles_of([rule.course for rule in rules])
    adapted = adapted_by(request.organisation)
    rows = [
        {
            "rule": rule.rule,
            "sentence": sentence(rule, titles.get(rule.course_id, rule.course.slug)),
            "since": since(rule, on=request.scope.on),
            "may_end": may_change(request.scope, rule),
            "is_adapted": rule.course.slug in adapted,
            "is_own": rule.course.owner_id is not None,
        }
        for rule in rules
    ]
    context = {"rows": rows, "organisation": request.organisation}
    return render(request, "courses/lead/requirements.html", context)


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"])
def new(request: LeadRequest) -> HttpResponse:
    """Take a rule, show what it would do, and save it once that is confirmed."""
    places = places_in(request.scope)
    courses = courses_offered(request.organisation)
    titles = titles_of(courses)
    named = {one.slug: titles[one.pk] for one in courses}
    given = partial(RuleForm, places=places, courses=named, whole=request.scope.whole)
    if request.method != "POST":
        start = {"effective_from": request.scope.on, "due_days": 28, "valid_months": 12}
        return page(request, given(initial=start))
    if "change" in request.POST:
        return page(request, given(initial=request.POST.dict()))
    form = given(request.POST)
    if form.is_valid():
        form.check_start(request.scope.on)
    if form.errors:
        return page(request, form)
    course = next(one for one in courses if one.slug == form.cleaned_data["course"])
    found = rehearsed(request, form, course)
    if "confirmed" in request.POST and request.POST.get("mark") == found.mark:
        return saved(request, form, course, places)
    if refuse_same(request, form, course):
        return page(request, form)
    confirm = ConfirmRuleForm(
        initial={**hidden(form), "mark": found.mark},
        places=places,
        courses=named,
        whole=request.scope.whole,
    )
    context = {
        "form": confirm,
        "sentence": sentence(drawn(request, form, course, places), named[course.slug]),
        "rehearsal": found,
        "counts": counted(found),
        "has_moved": "confirmed" in request.POST,
    }
    return render(request, "courses/lead/requirement_check.html", context)


def page(request: LeadRequest, form: RuleForm) -> HttpResponse:
    """Return the page that asks for a rule."""
    form.cancel_url = reverse("lead:requirements", args=[request.organisation.slug])
    has_courses = bool(form.fields["course"].choices)  # type: ignore[attr-defined]
    context = {"form": form, "has_courses": has_courses}
    return render(request, "courses/lead/requirement_new.html", context)


def rehearsed(request: LeadRequest, form: RuleForm, course: Course) -> Rehearsal:
    """Return what the rule would do on its first day, or today where that has passed."""
    revision = form.revision()
    return rehearse(
        organisation=request.organisation,
        course=course,
        revision=revision,
        on=max(revision.effective_from, request.scope.on),
    )


def refuse_same(request: LeadRequest, form: RuleForm, course: Course) -> bool:
    """Test whether there is a rule for just these people; then say so at the field."""
    there = same_audience(
        organisation=request.organisation,
        course=course,
        role_id=form.place("role"),
        site_id=form.place("site"),
        team_id=form.place("team"),
        effective_from=form.cleaned_data["effective_from"],
    )
    if there is None:
        return False
    form.add_error(
        "who",
        _("These people have a rule for this course already. End it first, or choose others"),
    )
    return True


def hidden(form: RuleForm) -> dict[str, Any]:
    """Return the answers of ``form`` as hidden fields carry them."""
    values = {name: form.cleaned_data[name] for name in HIDDEN}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def fields_of(form: RuleForm, places: Places) -> dict[str, Any]:
    """Return the rule that was asked for, as a use case takes it."""
    return {
        "effective_from": form.cleaned_data["effective_from"],
        "valid_months": form.cleaned_data["valid_months"],
        "role": places.role(form.place("role")),
        "site": places.site(form.place("site")),
        "team": places.team(form.place("team")),
        **form.due_fields(),
    }


def drawn(request: LeadRequest, form: RuleForm, course: Course, places: Places) -> Any:
    """Return the rule as one that is not saved, for its sentence."""
    return unsaved(course=course, organisation=request.organisation, **fields_of(form, places))


def saved(request: LeadRequest, form: RuleForm, course: Course, places: Places) -> HttpResponse:
    """Save the rule and go to the list."""
    set_requirement(
        organisation=request.organisation,
        course=course,
        at=timezone.now(),
        actor_id=request.user.pk,
        **fields_of(form, places),
    )
    messages.success(request, _("The rule is saved. Everybody it names is given the course."))
    return SeeOther(reverse("lead:requirements", args=[request.organisation.slug]))


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"])
def end(request: LeadRequest, rule: UUID) -> HttpResponse:
    """Ask for the last day of a rule, and end it then; one of all is not ended by a part.

    :raises Http404: when the rule is missing, over, or outside the sender's scope.
    """
    found = rule_in(request.scope, rule)
    if found is None:
        raise Http404
    back = reverse("lead:requirements", args=[request.organisation.slug])
    form = EndRuleForm(request.POST if request.method == "POST" else None)
    form.heading, form.cancel_url = _("End a rule"), back
    may_end = may_change(request.scope, found)
    if may_end and form.is_valid():
        try:
            end_requirement(
                requirement=found,
                last_day=form.cleaned_data["last_day"],
                at=timezone.now(),
                actor_id=request.user.pk,
            )
        except DayHasPassed:
            form.add_error("last_day", _("Enter today or a later day: the past keeps its status"))
        except Superseded:
            form.add_error("last_day", _("Somebody else has changed this rule. Look at it again"))
        else:
            messages.success(request, _("The rule has its last day."))
            return SeeOther(back)
    title = titles_of([found.course]).get(found.course_id, found.course.slug)
    context = {"form": form, "sentence": sentence(found, title), "may_end": may_end}
    return render(request, "courses/lead/requirement_end.html", context)
