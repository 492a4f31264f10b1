"""Writing packs, links and the log of gaps. No transaction is opened here."""

from datetime import date, datetime
from typing import Any

from courses.accounts.models import Organisation, Site, User
from courses.common.history import revise
from courses.common.scope import Scope
from courses.reporting.models import GapAction, InspectionLink, InspectionPack
from courses.reporting.packs import hash_of, places_of

State = InspectionPack.State


def ask_for_pack(
    *, organisation: Organisation, scope: Scope, where: str, by: User, at: datetime
) -> InspectionPack:
    """Write that a pack of ``scope`` is to be made. One statement."""
    return InspectionPack.objects.create(
        organisation=organisation,
        as_at=scope.on,
        known_at=scope.known_at,
        places=places_of(scope),
        where=where,
        by=by,
        asked_at=at,
    )


def settle_pack(*, pack: InspectionPack, state: InspectionPack.State, **more: Any) -> bool:
    """Let a pack that is being made be in ``state``; return whether it still was. One statement."""
    making = InspectionPack.objects.filter(pk=pack.pk, state=State.MAKING)
    settled = making.update(state=state, **more) == 1
    if settled:
        for name, value in {"state": state, **more}.items():
            setattr(pack, name, value)
    return settled


def mark_removed(*, pack: InspectionPack) -> bool:
    """Write that the file of a pack is gone; return whether it was not so before."""
    there = InspectionPack.objects.filter(pk=pack.pk).exclude(state=State.REMOVED)
    return there.update(state=State.REMOVED) == 1


def share(
    *,
    pack: InspectionPack,
    token: str,
    for_whom: str,
    by: User,
    at: datetime,
    expires_at: datetime,
) -> InspectionLink:
    """Write a link to ``pack``; of the token only the hash is kept. One statement."""
    return InspectionLink.objects.create(
        organisation_id=pack.organisation_id,
        pack=pack,
        token_hash=hash_of(token),
        for_whom=for_whom,
        by=by,
        made_at=at,
        expires_at=expires_at,
    )


def cancel_link(*, link: InspectionLink, at: datetime) -> bool:
    """Let ``link`` open nothing from now on; return whether it was open. One statement."""
    still = InspectionLink.objects.filter(pk=link.pk, cancelled_at__isnull=True)
    return still.update(cancelled_at=at) == 1


def note_gap(
    *,
    organisation: Organisation,
    site: Site | None,
    gap: str,
    action: str,
    owner: str,
    noted_on: date,
    due_on: date,
    at: datetime,
    actor_id: int,
) -> GapAction:
    """Write a new line of the log. One statement."""
    return GapAction.objects.create(
        organisation=organisation,
        site=site,
        gap=gap,
        action=action,
        owner=owner,
        noted_on=noted_on,
        due_on=due_on,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def same_gap(
    *, organisation: Organisation, site: Site | None, gap: str, action: str
) -> GapAction | None:
    """Return the open line that says just this, or None."""
    rows = GapAction.objects.current().filter(organisation=organisation, done_on__isnull=True)
    return rows.filter(site=site, gap=gap, action=action).first()


def revise_gap(*, line: GapAction, at: datetime, actor_id: int, **changes: Any) -> GapAction:
    """Write the next revision of one line.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    return revise(line, at=at, actor_id=actor_id, **changes)
