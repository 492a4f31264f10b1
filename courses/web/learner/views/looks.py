"""Who looked: on which days somebody opened the person's page, took a file or changed details."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.accounts.models import User
from courses.accounts.offices import every_membership_of, offices_of
from courses.audit.models import AuditEvent
from courses.audit.queries import looks_at
from courses.common.dates import local_date
from courses.learning.brought import brought_by
from courses.web.learner.gate import MemberRequest, learners

LOOKS_A_PAGE: Final = 50
VERBS: Final = ("opened-person", "opened-evidence", "changed-details")


@dataclass(frozen=True, slots=True)
class Look:
    """What one kind of person did on one day, and how often."""

    on: date
    what: str
    who: str
    organisation: str
    times: int


@learners(methods=["GET"])
def looks(request: MemberRequest) -> HttpResponse:
    """Show who looked at the sender's training, newest first, fifty looks a page."""
    members = every_membership_of(request.user)
    organisations = {one.organisation_id: one.organisation.name for one in members}
    rows = looks_at(
        chains=sorted(organisations),
        about={
            "membership": [one.pk for one in members],
            "broughtrecord": [one.pk for one in brought_by(learner=request.user)],
        },
        verbs=VERBS,
    )
    before = request.GET.get("before", "")
    if before.isascii() and before.isdecimal() and len(before) < len(str(2**62)):
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: LOOKS_A_PAGE + 1])
    shown = found[:LOOKS_A_PAGE]
    here = reverse("learner:looks")
    context = {
        "looks": looks_of(shown, owner=request.user, organisations=organisations),
        "newest_url": here if before else "",
        "older_url": f"{here}?before={shown[-1].pk}" if len(found) > LOOKS_A_PAGE else "",
    }
    return render(request, "courses/learner/looks.html", context)


def looks_of(
    events: Sequence[AuditEvent], *, owner: User, organisations: dict[int, str]
) -> list[Look]:
    """Return the events in words, those of one day, role and kind as one; two queries."""
    actors = {one.actor_id for one in events if one.actor_id is not None}
    offices = offices_of(actors, organisation_ids=organisations)
    counted: Counter[tuple[date, str, str, str]] = Counter()
    for one in events:
        day = local_date(one.at)
        who = offices.on(day, user_id=one.actor_id, organisation_id=one.chain)
        if one.actor_id == owner.pk:
            who = _("you")
        counted[day, what_of(one), who, organisations[one.chain]] += 1
    return [Look(*key, times=times) for key, times in counted.items()]


def what_of(event: AuditEvent) -> str:
    """Return what was looked at, or changed."""
    if event.verb == "changed-details":
        return {
            "first": _("A first email address to sign in with was added for you"),
            "changed": _("The email address you sign in with was changed"),
        }.get(str(event.details.get("address")), _("Your details were changed"))
    return {
        "opened-person": _("Your page"),
        "opened-evidence": _("The file you attached to training elsewhere"),
    }[event.verb]
