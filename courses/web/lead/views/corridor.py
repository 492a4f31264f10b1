"""Corridor checks: a name and a card on the lead's phone, and one tap for what came of it."""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.accounts.queries import people_in, periods_in, sites_in
from courses.common.dates import add_months
from courses.learning.corridor_queries import Turn, tallies_in, turn_in
from courses.learning.corridor_rules import SMALLEST_BATCH
from courses.notifications.planning import sends_nudges
from courses.packages.corridor_cards import Card, deck
from courses.usecases.change_reminders import change_reminders
from courses.usecases.note_corridor_check import note_corridor_check
from courses.web.lead.corridor_forms import AWAY, CONFIDENT, SWAP, DrawForm, OutcomeForm
from courses.web.lead.gate import LeadRequest, leads, may, scope_in
from courses.web.responses import SeeOther

SALT = "courses.corridor"
LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Draw:
    """Who was drawn with which card, by whom, at which site, and who is not here today.

    It travels signed in the address and is stored nowhere.
    """

    membership: int
    card: str
    by: int
    site: int | None
    away: tuple[int, ...] = ()

    def signed(self) -> str:
        """Return the draw as text that only we can have written."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def read_draw(request: LeadRequest) -> Draw | None:
    """Return the draw that the address holds; None where it is old, spoilt or somebody else's."""
    try:
        data = signing.loads(request.GET.get("draw", ""), salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    draw = Draw(**{**data, "away": tuple(data["away"])})
    return draw if draw.by == request.user.pk else None


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def corridor(request: LeadRequest) -> HttpResponse:
    """Offer to draw somebody, and show how topics go where ten and more were asked."""
    sites = sites_in(request.scope)
    site = chosen_site(request, request.GET.get("site", ""))
    form = DrawForm(initial={"site": str(site or "")}, sites=sites)
    form.action = reverse("lead:corridor_draw", args=[request.organisation.slug])
    topics = deck().topics
    context = {
        "organisation": request.organisation,
        "form": form,
        "turn": turn_in(request.scope, site_id=site, but=request.user.pk),
        "nudges": sends_nudges(request.organisation.pk),
        "may_nudge": scope_in(request, Permission.REMIND).whole,
        "may_draw": may(request, Permission.RUN_GATHERINGS),
        "tallies": [
            (place, topics[topic], outcomes)
            for place, topic, outcomes in tallies_in(
                request.scope, since=add_months(request.scope.on, -12)
            )
            if topic in topics
        ],
        "smallest": SMALLEST_BATCH,
    }
    return render(request, "courses/lead/corridor.html", context)


@leads(Permission.REMIND, methods=["POST"], whole=True)
def nudges(request: LeadRequest) -> HttpResponse:
    """Send two questions after a check from now on, or no more."""
    wants = request.POST.get("nudges") == "on"
    change_reminders(
        organisation=request.organisation,
        changes={"nudges": wants},
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    words = (
        _("Whoever is asked has two optional questions after 1, 3 and 6 months.")
        if wants
        else _("Nobody has questions after a corridor check any more.")
    )
    messages.success(request, words)
    return SeeOther(reverse("lead:corridor", args=[request.organisation.slug]))


def chosen_site(request: LeadRequest, text: str) -> int | None:
    """Return the site of the scope that was chosen, or None for all of them."""
    return next((one.pk for one in sites_in(request.scope) if str(one.pk) == text), None)


@leads(Permission.RUN_GATHERINGS, methods=["POST"])
def draw(request: LeadRequest) -> HttpResponse:
    """Draw somebody whose turn it is, with a card."""
    site = chosen_site(request, request.POST.get("site", ""))
    return drawn(request, site=site, away=())


def drawn(
    request: LeadRequest, *, site: int | None, away: tuple[int, ...], but_card: str = ""
) -> HttpResponse:
    """Lead to somebody whose turn it is, or say why nobody can be drawn."""
    turn = turn_in(request.scope, site_id=site, but=request.user.pk, away=away)
    if not turn.drawable:
        messages.warning(request, why_nobody(turn))
        return SeeOther(home(request, site))
    person = secrets.choice(turn.drawable)
    return SeeOther(
        card_url(request, Draw(person, other_card(but_card), request.user.pk, site, away))
    )


def why_nobody(turn: Turn) -> str:
    """Return why nobody can be drawn."""
    if not turn.people:
        return _("Nobody but you works here today.")
    return _(
        "Whoever was not asked this term is not here today. Nobody is asked again before them."
    )


def other_card(but: str) -> str:
    """Return the name of a card by chance, another one than ``but``."""
    return secrets.choice([one.identifier for one in deck().cards if one.identifier != but])


def card_url(request: LeadRequest, found: Draw) -> str:
    """Return the address of what was drawn."""
    here = reverse("lead:corridor_card", args=[request.organisation.slug])
    return f"{here}?{urlencode({'draw': found.signed()})}"


def home(request: LeadRequest, site: int | None) -> str:
    """Return the address of the start, with the site kept."""
    here = reverse("lead:corridor", args=[request.organisation.slug])
    return f"{here}?site={site}" if site else here


@leads(Permission.RUN_GATHERINGS, methods=["GET", "POST"])
def card(request: LeadRequest) -> HttpResponse:
    """Show the name and the card, and take what came of it in one tap."""
    found = read_draw(request)
    member = drawn_member(request, found) if found else None
    shown = deck().card(found.card) if found else None
    if found is None or member is None or shown is None:
        return SeeOther(home(request, None))
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return answered(request, found, member, shown, form.cleaned_data["what"])
    context: dict[str, Any] = {
        "form": form,
        "member": member,
        "card": shown,
        "topic": deck().topics[shown.topic],
        "back_url": home(request, found.site),
    }
    return render(request, "courses/lead/corridor_card.html", context)


def drawn_member(request: LeadRequest, found: Draw) -> Membership | None:
    """Return who was drawn, where they work in the scope today."""
    people = people_in(request.scope, site_id=found.site)
    return people.filter(pk=found.membership).first()


def answered(
    request: LeadRequest, found: Draw, member: Membership, shown: Card, what: str
) -> HttpResponse:
    """Draw anew, swap the card, or note the check."""
    if what == AWAY:
        return drawn(request, site=found.site, away=(*found.away, found.membership))
    if what == SWAP:
        swapped = Draw(found.membership, other_card(found.card), found.by, found.site, found.away)
        return SeeOther(card_url(request, swapped))
    at = periods_in(request.scope).filter(membership=member).order_by("valid_from", "pk")
    is_new = note_corridor_check(
        membership=member,
        site_id=found.site or at.values_list("site", flat=True)[0],
        topic=shown.topic,
        was_confident=what == CONFIDENT,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    words = _("Noted: %s had a corridor check today. What came of it is counted without the name.")
    again = _("%s had a corridor check today already. Nothing was changed.")
    messages.success(request, (words if is_new else again) % member.user.name)
    return SeeOther(home(request, found.site))
