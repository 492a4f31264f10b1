"""Branching stories: what one is about, one decision at a time, and what was noticed or missed."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.contacts import contacts_for
from courses.catalogue.stories import Story, scenario_at, story_of
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.learning.queries import path_of
from courses.learning.story import Way
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
from courses.web.middleware import place_of
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
def decision(request: MemberRequest, registration: UUID, scenario: str, node: str) -> HttpResponse:
    """Show one moment with what led to it, and keep the decision taken there.

    A moment the reader has not come to leads to the one where they are.
    """
    enrolment, story, way = own_story(request, registration, scenario)
    if node not in story.nodes:
        raise Http404
    earlier = way.up_to(node, story.leads)
    if earlier is None:
        return SeeOther(url(enrolment, story, way.here(story.leads)))
    ways_on = story.ways_on(node)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(ways_on, chosen=way.chosen_at(node), data=data) if ways_on else None
    if form and form.is_valid():
        chosen = story.choices[node, form.cleaned_data["choice"]]
        try:
            decide_in_scenario(
                enrolment=enrolment, scenario=story.scenario, choice=chosen, at=timezone.now()
            )
        except MomentNotReached:  # taken back meanwhile in another tab
            return SeeOther(request.path)
        return SeeOther(url(enrolment, story, chosen.leads_to.identifier))
    last = decision_before(story, way, node)
    gently = goes_gently(request)
    context = {
        "enrolment": enrolment,
        "scenario": story.scenario,
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
        "panel": local_panel(request, enrolment) if form is None else None,
    }
    return render(request, "courses/learner/decision.html", context)


def local_panel(request: MemberRequest, enrolment: Enrolment) -> object:
    """Return whom to tell at the sender's own place: no story ends without it."""
    place = place_of(request)
    contacts = contacts_for(organisation=enrolment.organisation, site=place.site if place else None)
    name = place.site.name if place else enrolment.organisation.name
    return concern_panel(contacts, place=name, on=local_date(timezone.now()))
