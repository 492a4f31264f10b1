"""One person's page: where they are up to, why, and what happened."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.accounts.places import names_of
from courses.accounts.queries import member_in
from courses.accounts.staff import last_day_of, periods_from
from courses.accounts.tagging import every_tagging_of, names_on
from courses.common.scope import Scope
from courses.compliance.queries import Rule
from courses.compliance.reasons import reasons_of
from courses.reporting.queries import places_in, rows_of
from courses.reporting.starters import starters_in
from courses.reporting.support import tried_in_vain
from courses.usecases.open_person import open_person
from courses.web.lead.days import LookForm
from courses.web.lead.filters import every_rule, in_force
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.person_actions import actions_of, hours_of, new_pins_of, remedies_of
from courses.web.lead.reason_facts import beside
from courses.web.lead.rows import people_of
from courses.web.lead.starter_rows import ShownStarter, shown_starters
from courses.web.lead.timeline import timeline_of
from courses.web.presenters import day_in_words
from courses.web.reasons import Why, why


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def person(request: LeadRequest, membership: int) -> HttpResponse:
    """Show one person of the sender's scope; that it was opened is recorded."""
    form = LookForm(today=request.scope.on, data=request.GET)
    form.is_valid()  # what is wrong is said above; the page then looks at today
    as_at, known_at = form.day, form.moment
    scope = replace(request.scope, on=as_at or request.scope.on, known_at=known_at)
    member = member_in(scope, membership)
    if member is None:
        raise Http404
    here, every = request.organisation, every_rule(request, scope)
    rules = in_force(every, scope.on)
    titles = {rule.course_id: rule.title for rule in rules}
    names = names_of(request.organisation.pk)
    places = places_in(scope)
    (row,) = rows_of([member], scope=scope, rules=rules)
    (shown,) = people_of(
        [row],
        organisation=request.organisation,
        scope=scope,
        places=places,
        courses=titles,
    )
    reasons = reasons_of(member, rules=rules, on=scope.on, known_at=known_at)
    told = beside(member, reasons, on=scope.on, known_at=known_at)
    whys = [
        replace(found, steps=[*found.steps, *told.steps(reason, on=scope.on)])
        for reason in reasons
        for found in [why(reason, names)]
    ]
    taggings = every_tagging_of(member, known_at=known_at)
    open_person(membership=member, at=timezone.now(), actor_id=request.user.pk)
    context = {
        "organisation": request.organisation,
        "form": form,
        "as_at": as_at,
        "known_at": known_at,
        "on": scope.on,
        "today_url": request.path,
        "member": member,
        "person": shown,
        "facts": facts_of(
            member,
            shown,
            names_on(taggings, scope.on),
            None if as_at else last_day_of(periods_from(member, on=scope.on)),
        ),
        "courses": by_course(whys, dict(zip(titles, shown.cells, strict=True))),
        "starter": starter_of(request, scope, every, member.pk),
        "timeline": timeline_of(
            member, titles=titles, on=scope.on, known_at=known_at, taggings=taggings
        ),
        "in_vain": [] if as_at else tried_in_vain(learner=member.user, organisation_id=here.pk),
        "hours": hours_of(member, on=scope.on, known_at=known_at),
        **actions_for(request, member, is_today=as_at is None, works_here=bool(row.places)),
        "people_url": reverse("lead:people", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/person.html", context)


def starter_of(
    request: LeadRequest, scope: Scope, rules: list[Rule], membership: int
) -> ShownStarter | None:
    """Return how the person stands as a starter; None for whoever is none."""
    found = starters_in(scope, rules=rules, only=membership)
    shown = shown_starters(
        [one for one in found if one.is_listed],
        slug=request.organisation.slug,
        scope=scope,
        titles={rule.course_id: rule.title for rule in rules},
    )
    return next(iter(shown), None)


def actions_for(
    request: LeadRequest, member: Membership, *, is_today: bool, works_here: bool
) -> dict[str, Any]:
    """Return what the sender may do for ``member``: on a past day nothing."""
    if not is_today or not may(request, Permission.MANAGE_STAFF):
        return {}
    return {
        "actions": actions_of(request, member, works_here=works_here),
        "remedies": remedies_of(request, member, works_here=works_here),
        "pins": new_pins_of(request, member, at=timezone.now()),
    }


def facts_of(
    membership: Membership, shown: Any, tags: list[str], last_day: date | None
) -> list[dict[str, str]]:
    """Return who the person is, where they work and until when, row by row."""
    facts = {
        "Job": shown.role,
        "Site": shown.site,
        "Team": shown.team,
        "Last day": day_in_words(last_day) if last_day else "",
        "Tags": ", ".join(tags),
        "Staff number": membership.staff_number,
        "Email": membership.user.email or "",
        "Extra time": extra_time_words(membership),
    }
    return [{"key": key, "value": value} for key, value in facts.items() if value]


def extra_time_words(membership: Membership) -> str:
    """Return the extra time at quizzes that a lead gave, with its reason; empty without any."""
    percent, reason = membership.extra_time_percent, membership.extra_time_reason
    return (
        _("%(percent)d%% at quizzes: %(reason)s") % {"percent": percent, "reason": reason}
        if percent
        else ""
    )


def by_course(whys: list[Why], cells: dict[int, Any]) -> list[tuple[Any, list[Why]]]:
    """Return each course's cell with the reasons of its rules, the most urgent course first."""
    found: dict[int, list[Why]] = {}
    for one in whys:
        found.setdefault(one.course_id, []).append(one)
    return [(cells[course], reasons) for course, reasons in found.items()]
