"""What one access shows: what it lets somebody do, whose people it opens, and what it does not."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.access import access_at
from courses.accounts.membership import Grant
from courses.accounts.permissions import LEVELS, Held, Permission, Rights
from courses.accounts.queries import people_in
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.access import list_url, place_of

WORDS: Final[dict[Permission, str | Promise]] = {
    Permission.SEE_STAFF_PROGRESS: _(
        "See who is trained: status, days, hours, and passed or not yet"
    ),
    Permission.SET_REQUIREMENTS: _("Set rules: who completes which course, and by when"),
    Permission.MANAGE_STAFF: _("Invite, move and excuse staff, and record training"),
    Permission.RUN_GATHERINGS: _("Run training rooms, and log team talks and sessions"),
    Permission.REMIND: _("Remind people, and set reminders"),
    Permission.EXPORT: _("Take lists and inspection packs away as files"),
    Permission.SEE_TRAIL: _("Read the audit trail, with access over the whole organisation"),
    Permission.IMPORT_COURSES: _("Upload courses"),
    Permission.SEE_DRAFTS: _("See courses before they are published"),
    Permission.PUBLISH_COURSES: _("Publish and withdraw courses"),
    Permission.ADMINISTER: _("Set up sites, contacts, branding, signing in, access and holds"),
}


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def shown(request: LeadRequest, grant: UUID) -> HttpResponse:
    """Show what one access lets its holder see and do; four queries of its own at most."""
    given = access_at(request.organisation, grant, on=request.scope.on)
    if given is None:
        raise Http404
    allowed = LEVELS[given.access]
    rights = Rights(
        request.organisation,
        request.scope.on,
        (Held(given.access, given.site_id, given.team_id),),
    )
    scope = rights.scope(Permission.SEE_STAFF_PROGRESS)
    context = {
        "organisation": request.organisation,
        "grant": given,
        "place": place_of(given),
        "may": [words for one, words in WORDS.items() if one in allowed],
        "may_not": [words for one, words in WORDS.items() if one not in allowed],
        "sees_people": not scope.is_empty,
        "people": people_in(scope).count(),
        "is_whole": scope.whole,
        "people_url": people_url(request, given),
        "back_url": list_url(request),
    }
    return render(request, "courses/lead/access_shown.html", context)


def people_url(request: LeadRequest, given: Grant) -> str:
    """Return the list of just the people that an access opens."""
    kept = {}
    if given.team:
        kept["team"] = str(given.team.pk)
    elif given.site:
        kept["site"] = given.site.slug
    url = reverse("lead:people", args=[request.organisation.slug])
    return f"{url}?{urlencode(kept)}" if kept else url
