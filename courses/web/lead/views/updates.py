"""Other learning: team talks, face-to-face sessions and observed practice, with who was there."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.permissions import Permission
from courses.accounts.places import places_in
from courses.catalogue.models import Misconception
from courses.common.dates import add_months
from courses.learning.update_queries import (
    chosen_people,
    people_of,
    people_to_add,
    reached_since,
    update_in,
    updates_in,
)
from courses.learning.update_services import Held
from courses.learning.updates import TeamUpdate
from courses.reporting.briefings import belief_at
from courses.usecases.log_update import TakenBack, log_update, note_present, take_back_update
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.gathering_forms import FindForm
from courses.web.lead.taking import exports_of
from courses.web.lead.update_forms import LogForm, PresentForm, TakeBackForm
from courses.web.lead.views.briefings import taught
from courses.web.lead.views.gathering_people import LIMIT, ids_in
from courses.web.responses import SeeOther

MINUTES_OF_A_TALK = 10


def own_update(request: LeadRequest, reference: UUID) -> TeamUpdate:
    """Return the update at this address where it lies in the sender's scope.

    :raises Http404: when it is missing, another organisation's, or of other places.
    """
    found = update_in(request.scope, reference)
    if found is None:
        raise Http404
    return found


def update_url(request: LeadRequest, update: TeamUpdate, page: str = "update") -> str:
    """Return the address of a page of ``update``."""
    return reverse(f"lead:{page}", args=[request.organisation.slug, update.reference])


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def updates(request: LeadRequest) -> HttpResponse:
    """List what was held for the places of the scope, and how many people it reached in a year."""
    held = updates_in(request.scope)
    context = {
        "organisation": request.organisation,
        "updates": held,
        "exports": exports_of(request, "updates"),
        "may_export": may(request, Permission.EXPORT),
        "people": held,
        "reached": reached_since(request.scope, add_months(request.scope.on, -12)),
        "may_log": may(request, Permission.RUN_GATHERINGS),
    }
    return render(request, "courses/lead/updates.html", context)


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def new(request: LeadRequest) -> HttpResponse:
    """Log what was held; ``?course=&belief=`` name the team talk it was."""
    today = request.scope.on
    talk = talk_of(request)
    places = places_in(request.scope)
    form = LogForm(
        request.POST if request.method == "POST" else None,
        places=places,
        whole=request.scope.whole,
        today=today,
        initial=first_values(request, talk),
    )
    form.cancel_url = reverse("lead:updates", args=[request.organisation.slug])
    if form.is_valid():
        kept = form.cleaned_data
        update = log_update(
            organisation=request.organisation,
            held=Held(
                kind=kept["what"],
                title=kept["title"],
                on=kept["on"],
                minutes=kept["minutes"],
                led_by=kept["led_by"],
                site=places.site(form.chosen("site")),
                team=places.team(form.chosen("team")),
                course=talk.version.course if talk else None,
                belief=talk.identifier if talk else "",
            ),
            key=kept["key"],
            at=timezone.now(),
            actor_id=request.user.pk,
        )
        return SeeOther(update_url(request, update, "update_people"))
    context = {"form": form, "talk": talk}
    return render(request, "courses/lead/update_form.html", context)


def talk_of(request: LeadRequest) -> Misconception | None:
    """Return the belief that the address names, or None.

    :raises Http404: when it names one that is not taught here.
    """
    course, belief = request.GET.get("course", ""), request.GET.get("belief", "")
    if not course and not belief:
        return None
    found = belief_at(version_id=taught(request, course).pk, identifier=belief)
    if found is None:
        raise Http404
    return found


def first_values(request: LeadRequest, talk: Misconception | None) -> dict[str, Any]:
    """Return what the form shows at first: for a team talk its kind, title and minutes."""
    values: dict[str, Any] = {"key": uuid4(), "on": request.scope.on}
    if talk is not None:
        values["what"] = TeamUpdate.Kind.BRIEFING
        values["title"] = talk.title
        values["minutes"] = MINUTES_OF_A_TALK
        values["led_by"] = request.user.name
    return values


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def update(request: LeadRequest, update: UUID) -> HttpResponse:
    """Show what was held, and who of the scope was there."""
    found = own_update(request, update)
    context = {
        "organisation": request.organisation,
        "update": found,
        "people": people_of(found, request.scope),
        "may_change": may(request, Permission.RUN_GATHERINGS) and found.withdrawn_at is None,
        "back_url": reverse("lead:updates", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/update.html", context)


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def people(request: LeadRequest, update: UUID) -> HttpResponse:
    """Choose who was there."""
    found = own_update(request, update)
    if found.withdrawn_at is not None:
        return say_taken_back(request, found)
    finder = FindForm(request.GET)
    search = finder.cleaned_data["find"] if finder.is_valid() else ""
    shown = people_to_add(found, request.scope, search=search, limit=LIMIT)
    is_post = request.method == "POST"
    ticked = chosen_people(found, request.scope, ids_in(request)) if is_post else []
    by_id = {one.pk: one for one in [*shown, *ticked]}
    form = PresentForm(request.POST if is_post else None, people=list(by_id.values()))
    form.cancel_url = update_url(request, found)
    if form.is_valid():
        everybody = "all" in request.POST
        members = shown if everybody else [by_id[pk] for pk in form.cleaned_data["members"]]
        try:
            added = note_present(
                update=found, members=members, at=timezone.now(), actor_id=request.user.pk
            )
        except TakenBack:
            return say_taken_back(request, found)
        words = ngettext("%d person noted", "%d people noted", added) % added
        messages.success(request, words)
        return SeeOther(update_url(request, found))
    context = {
        "update": found,
        "finder": finder,
        "form": form,
        "shown": shown,
        "is_cut": len(shown) == LIMIT,
        "search": search,
        "update_url": update_url(request, found),
    }
    return render(request, "courses/lead/update_people.html", context)


def say_taken_back(request: LeadRequest, update: TeamUpdate) -> HttpResponse:
    """Say that nothing changes any more, on the page of the update."""
    messages.warning(request, _("This was taken back. Nothing was changed."))
    return SeeOther(update_url(request, update))


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def take_back(request: LeadRequest, update: UUID) -> HttpResponse:
    """Take back what was logged by mistake, after asking."""
    found = own_update(request, update)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    form.heading, form.caption = _("Take this back?"), found.title
    form.cancel_url = update_url(request, found)
    if form.is_valid():
        take_back_update(update=found, at=timezone.now(), actor_id=request.user.pk)
        messages.success(request, _("It was taken back, and stands in nobody's record."))
        return SeeOther(reverse("lead:updates", args=[request.organisation.slug]))
    return render(request, "courses/lead/update_form.html", {"form": form, "is_end": True})
