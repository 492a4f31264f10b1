"""Branching stories: what one is about, one decision at a time, and what was noticed or missed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from courses.catalogue.contacts import contacts_for
from courses.catalogue.stories import Story, scenario_at, story_of
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.learning.queries import path_of
from courses.learning.story import Step, Way
from courses.usecases.decide_in_scenario import MomentNotReached, decide_in_scenario
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.route import goes_gently
from courses.web.learner.scenario_page import (
    DecisionForm,
    decision_before,
    decisions,
    follows,
    told,
)
from courses.web.middleware import place_of, sees_flags
from courses.web.presenters import concern_panel
from courses.web.responses import SeeOther


def own_story(
    request: MemberRequest, registration: UUID, identifier: str
) -> tuple[Enrolment, Story, Way]:
    """Return the sender's enrolment, one story of its version, and their way through it.

    :raises Http404: when either is missing or the enrolment is somebody else's.
    """
    enrolment = own_enrolment(request, registration)
    scenario = scenario_at(version_id=enrolment.version_id, identifier=identifier)
    if scenario is None:
        raise Http404
    path = path_of(enrolment=enrolment, scenario=scenario)
    return enrolment, story_of(scenario), Way.read(scenario.start, path.steps if path else {})


def url(enrolment: Enrolment, story: Story, node: str) -> str:
    """Return the address of one moment."""
    here = [enrolment.registration, story.scenario.identifier, node]
    return reverse("learner:decision", args=here)


@learners(methods=["GET"])
def scenario(request: MemberRequest, registration: UUID, scenario: str) -> HttpResponse:
    """Show what a story is about, and where to begin or go on."""
    enrolment, story, way = own_story(request, registration, scenario)
    here = way.here(story.leads)
    context = {
        "enrolment": enrolment,
        "scenario": story.scenario,
        "is_begun": bool(way.steps),
        "is_ended": story.nodes[here].ending,
        "here_url": url(enrolment, story, here),
        "start_url": url(enrolment, story, story.scenario.start),
        "gently": goes_gently(request),
        "has_gentler": story.has_gentler,
    }
    return render(request, "courses/learner/scenario.html", context)


@learners(methods=["GET", "POST"])
@sensitive_post_parameters("reason")
@sensitive_variables()
def decision(request: MemberRequest, registration: UUID, scenario: str, node: str) -> HttpResponse:
    """Show one moment with what led to it, and keep the decision taken there.

    A moment the reader has not come to leads to the one where they are. A reason that was typed
    goes back in the answer itself, with what follows: it is kept nowhere.
    """
    enrolment, story, way = own_story(request, registration, scenario)
    if node not in story.nodes:
        raise Http404
    earlier = way.up_to(node, story.leads)
    if earlier is None:
        return SeeOther(url(enrolment, story, way.here(story.leads)))
    form = form_at(story, way, node, data=request.POST if request.method == "POST" else None)
    if form is None or not form.is_valid():
        return moment(request, enrolment, story, way, node, form=form)
    step, reason = Step(node, form.cleaned_data["choice"]), form.cleaned_data["reason"]
    if not (reason and way.goes_on_from(earlier, step)):  # sent again, it undoes nothing
        try:
            decide_in_scenario(
                enrolment=enrolment,
                scenario=story.scenario,
                choice=story.choices[step],
                at=timezone.now(),
            )
        except MomentNotReached:  # taken back meanwhile in another tab
            return SeeOther(request.path)
        way = earlier.decided(step)
    there = story.leads[step]
    if not reason:
        return SeeOther(url(enrolment, story, there))
    form = form_at(story, way, there)
    return moment(request, enrolment, story, way, there, form=form, reason=reason)


def form_at(story: Story, way: Way, node: str, *, data: Any = None) -> DecisionForm | None:
    """Return what is to be decided at a moment, or None at an ending."""
    ways_on = story.ways_on(node)
    return DecisionForm(ways_on, chosen=way.chosen_at(node), data=data) if ways_on else None


@sensitive_variables()
def moment(
    request: MemberRequest,
    enrolment: Enrolment,
    story: Story,
    way: Way,
    node: str,
    *,
    form: DecisionForm | None,
    reason: str = "",
) -> HttpResponse:
    """Show one moment on ``way``: what led there with the reason typed, and what to decide."""
    earlier = way.up_to(node, story.leads) or way
    here = url(enrolment, story, node)
    if form is not None:
        form.action = here
    last = decision_before(story, way, node)
    gently = goes_gently(request)
    context = {
        "enrolment": enrolment,
        "scenario": story.scenario,
        "here_url": here,
        "reason": reason,
        "situation": told(story.nodes[node], gently=gently),
        "consequence": follows(last.choice, gently=gently) if last else "",
        "gently": gently,
        "has_gentler": story.has_gentler,
        "number": len(earlier.steps) + 1,
        "last": last,
        "form": form,
        "back_url": url(enrolment, story, last.node) if last else "",
        "start_url": url(enrolment, story, story.scenario.start),
        "decisions": decisions(story, earlier) if form is None else [],
        "sees_flags": sees_flags(request),
        "panel": local_panel(request, enrolment) if form is None else None,
    }
    return render(request, "courses/learner/decision.html", context)


def local_panel(request: MemberRequest, enrolment: Enrolment) -> object:
    """Return whom to tell at the sender's own place: no story ends without it."""
    place = place_of(request)
    contacts = contacts_for(organisation=enrolment.organisation, site=place.site if place else None)
    name = place.site.name if place else enrolment.organisation.name
    return concern_panel(contacts, place=name, on=local_date(timezone.now()))
