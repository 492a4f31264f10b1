"""Team talks: ten minutes on one wrong belief, to print and to hold."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.catalogue.contacts import contacts_for
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import courses_by_id, newest_published
from courses.learning.update_queries import first_talk, talks_on
from courses.reporting.briefings import belief_at, beliefs_in, cases_of, effect_of
from courses.reporting.figures import SMALLEST_GROUP
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.middleware import place_of
from courses.web.presenters import shown_contact

STEPS = (
    gettext_lazy("2 minutes: read the case aloud. Everybody decides alone what they would do."),
    gettext_lazy("3 minutes: say what you chose and why. No names, no real cases."),
    gettext_lazy("3 minutes: read what is right and why, and what the wrong answer overlooks."),
    gettext_lazy("2 minutes: read aloud whom to tell here, and when."),
)
TOLD = ["safeguarding-lead", "deputy"]  # slots, in this order
BREAKDOWNS = {
    "": gettext_lazy("Everybody together"),
    "site": gettext_lazy("By site"),
    "role": gettext_lazy("By job"),
}


def taught(request: LeadRequest, course: str) -> CourseVersion:
    """Return the version that new learners get of a course that a rule names.

    :raises Http404: where no rule names it, or nobody can begin it.
    """
    rules = [rule for rule in rules_in_force(request, request.scope) if rule.slug == course]
    version = (
        newest_published(courses_by_id({rules[0].course_id})[rules[0].course_id]) if rules else None
    )
    if version is None:
        raise Http404
    return version


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def briefings(request: LeadRequest, course: str) -> HttpResponse:
    """List the team talks of a course, on what this scope's people get wrong most first."""
    version = taught(request, course)
    slug = request.organisation.slug
    by = request.GET.get("by", "")
    by = by if by in BREAKDOWNS else ""
    talks = [
        (belief, reverse("lead:briefing", args=[slug, course, belief.misconception.identifier]))
        for belief in beliefs_in(request.scope, version_id=version.pk, by=by)
    ]
    context = {
        "organisation": request.organisation,
        "version": version,
        "chosen": [(belief, url) for belief, url in talks if belief.share],
        "others": [(belief, url) for belief, url in talks if not belief.share],
        "breakdowns": [
            (words, "" if name == by else f"{request.path}?by={name}" if name else request.path)
            for name, words in BREAKDOWNS.items()
        ],
        "is_broken_down": bool(by),
        "smallest": SMALLEST_GROUP,
        "back_url": reverse("lead:course", args=[slug, course]),
    }
    return render(request, "courses/lead/briefings.html", context)


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def briefing(request: LeadRequest, course: str, belief: str) -> HttpResponse:
    """Show one team talk on a page to print."""
    version = taught(request, course)
    found = belief_at(version_id=version.pk, identifier=belief)
    if found is None:
        raise Http404
    here, slug = request.organisation, request.organisation.slug
    place = place_of(request)
    site = place.site if place and place.organisation == here else None
    told = contacts_for(organisation=here, site=site).in_slots(TOLD)
    first = first_talk(organisation_id=here.pk, course_id=version.course_id, belief=belief)
    context = {
        "organisation": here,
        "version": version,
        "belief": found,
        "case": next(iter(cases_of(found)), None),
        "steps": STEPS,
        "site": site,
        "told": [shown_contact(one, on=request.scope.on) for one in told],
        "talks": talks_on(request.scope, course_id=version.course_id, belief=belief),
        "first_talk": first,
        "effect": effect_of(here.pk, found, talked_on=first) if first else None,
        "smallest": SMALLEST_GROUP,
        "log_url": log_url(request, course, belief),
        "back_url": reverse("lead:briefings", args=[slug, course]),
    }
    return render(request, "courses/lead/briefing.html", context)


def log_url(request: LeadRequest, course: str, belief: str) -> str:
    """Return where to log that this talk was held, or nothing for whoever may not."""
    if not may(request, Permission.RUN_GATHERINGS):
        return ""
    values = urlencode({"course": course, "belief": belief})
    return f"{reverse('lead:update_new', args=[request.organisation.slug])}?{values}"
