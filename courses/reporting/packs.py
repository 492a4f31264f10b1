"""Questions about packs, links and the log of gaps, each within a scope or by a link's token."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.accounts.models import Site
from courses.accounts.permissions import Permission
from courses.accounts.queries import rights_of
from courses.common.dates import local_date
from courses.common.names import fold
from courses.common.scope import Scope, only_of
from courses.reporting.models import GapAction, InspectionLink, InspectionPack

SHOWN = 20
KEEP_DAYS = 90  # a pack, and its file
LINK_DAYS, MOST_LINK_DAYS = 14, 60
State = InspectionPack.State


def places_of(scope: Scope) -> dict[str, Any]:
    """Return whose people a pack shows, to be stored; ``scope_of`` is its only reader."""
    if scope.whole:
        return {"v": 1, "whole": True}
    return {
        "v": 1,
        "whole": False,
        "sites": sorted(scope.site_ids),
        "teams": sorted(scope.team_ids),
    }


def scope_of(pack: InspectionPack) -> Scope:
    """Return the people, the day and what counts in ``pack``."""
    places = pack.places
    return Scope(
        organisation_id=pack.organisation_id,
        on=pack.as_at,
        whole=bool(places.get("whole")),
        site_ids=frozenset(places.get("sites", ())),
        team_ids=frozenset(places.get("teams", ())),
        known_at=pack.known_at,
    )


def packs_in(scope: Scope) -> list[InspectionPack]:
    """Return the latest packs of the scope's organisation that it holds, newest first."""
    rows = InspectionPack.objects.filter(organisation=scope.organisation_id)
    found = rows.select_related("by").order_by("-asked_at", "-pk")
    return list(islice((pack for pack in found.iterator() if scope.holds(scope_of(pack))), SHOWN))


def pack_in(scope: Scope, *, reference: UUID) -> InspectionPack | None:
    """Return the pack at this address, or None when missing, foreign or beyond the scope."""
    rows = InspectionPack.objects.filter(organisation=scope.organisation_id, reference=reference)
    pack = rows.select_related("by", "organisation").first()
    return pack if pack is not None and scope.holds(scope_of(pack)) else None


def links_in(scope: Scope) -> list[InspectionLink]:
    """Return the links to packs that the scope holds, newest first."""
    rows = InspectionLink.objects.filter(organisation=scope.organisation_id)
    found = rows.select_related("pack__organisation", "by").order_by("-made_at", "-pk")
    return [link for link in found if scope.holds(scope_of(link.pack))]


def link_in(scope: Scope, *, number: int) -> InspectionLink | None:
    """Return one link of a pack that the scope holds, or None."""
    return next((link for link in links_in(scope) if link.pk == number), None)


def hash_of(token: str) -> str:
    """Return what is kept of a token: it has 256 random bits, so that a plain hash suffices."""
    return sha256(token.encode()).hexdigest()


def link_of(token: str) -> InspectionLink | None:
    """Return the link of ``token``, whatever became of it, or None."""
    return InspectionLink.objects.filter(token_hash=hash_of(token)).first()


def open_link(token: str, *, at: datetime) -> InspectionLink | None:
    """Return the link of ``token`` with its pack, or None; two queries.

    Unknown, expired, cancelled and left without its maker are alike.
    """
    rows = InspectionLink.objects.filter(
        token_hash=hash_of(token),
        cancelled_at__isnull=True,
        expires_at__gt=at,
        pack__state=State.READY,
    )
    link = rows.select_related("pack__organisation", "by").first()
    return link if link is not None and is_backed(link, at=at) else None


def is_backed(link: InspectionLink, *, at: datetime) -> bool:
    """Test whether the maker of ``link`` may take its pack away themselves at ``at``; one query.

    It opens no more than that: who knows it may be they themselves.
    """
    slug = link.pack.organisation.slug
    rights = rights_of(user=link.by, on=local_date(at)).get(slug)
    return rights is not None and rights.scope(Permission.EXPORT).holds(scope_of(link.pack))


@dataclass(frozen=True, slots=True)
class Gaps:
    """The log of one scope: what is open, and what is done."""

    open: list[GapAction]
    done: list[GapAction]


def gaps_in(scope: Scope, order: str = "due") -> Gaps:
    """Return the log as it stands, what is open by "due", "-due", "owner" or "site"; one query."""
    rows = GapAction.objects.current().visible_to(scope).select_related("site")
    found = list(rows.order_by("due_on", "pk"))
    done = [row for row in found if row.done_on is not None]
    open_lines = [row for row in found if row.done_on is None]
    if order == "-due":
        open_lines.reverse()
    elif order == "owner":
        open_lines.sort(key=lambda row: fold(row.owner))
    elif order == "site":
        open_lines.sort(key=lambda row: fold(row.site.name) if row.site else "")
    return Gaps(open_lines, done[::-1])


def gap_in(scope: Scope, *, thread: UUID) -> GapAction | None:
    """Return one line of the log, or None when missing, foreign or beyond the scope."""
    rows = GapAction.objects.current().visible_to(scope).filter(thread=thread)
    return rows.select_related("site").first()


def narrowed(scope: Scope, site: Site | None) -> Scope:
    """Return ``scope`` for one of its sites, or as it is."""
    if site is None:
        return scope
    return Scope(
        organisation_id=scope.organisation_id,
        on=scope.on,
        site_ids=frozenset({site.pk}),
        known_at=scope.known_at,
    )


def past_keeping(at: datetime, *, organisation_id: int | None = None) -> QuerySet[InspectionPack]:
    """Return the packs of one organisation or of all, kept for 90 days, that still have a file."""
    rows = InspectionPack.objects.filter(
        asked_at__lt=at - timedelta(days=KEEP_DAYS), **only_of(organisation_id)
    )
    return rows.exclude(state=State.REMOVED).order_by("pk")
