"""Share a pack by a link that expires, cancel it, and record who took or viewed a pack."""

from datetime import datetime, timedelta

from django.db import transaction

from courses.accounts.models import User
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.reporting import services as reporting
from courses.reporting.models import InspectionLink, InspectionPack
from courses.reporting.packs import link_of


class TokenTaken(Exception):
    """There is a link of this token already, to something else or by somebody else."""


@transaction.atomic
def share_inspection_pack(
    *, pack: InspectionPack, token: str, for_whom: str, days: int, by: User, at: datetime
) -> InspectionLink:
    """Make a link to ``pack`` that works for ``days`` days; sent twice, it is made once.

    :raises TokenTaken: when the token belongs to another link.
    """
    # The organisation's row is the lock: two of one token at once have no other row in common.
    lock(pack.organisation)
    there = link_of(token)
    if there is not None:
        if (there.pack_id, there.by_id) != (pack.pk, by.pk):
            raise TokenTaken
        return there
    link = reporting.share(
        pack=pack,
        token=token,
        for_whom=for_whom,
        by=by,
        at=at,
        expires_at=at + timedelta(days=days),
    )
    record(
        verb="shared-pack",
        about=link,
        organisation_id=link.organisation_id,
        actor_id=by.pk,
        at=at,
        details={"pack": pack.pk, "days": days},
    )
    return link


@transaction.atomic
def cancel_inspection_link(*, link: InspectionLink, at: datetime, actor_id: int) -> bool:
    """Let ``link`` open nothing any more; return whether it did until now."""
    cancelled = reporting.cancel_link(link=link, at=at)
    if cancelled:
        record(
            verb="cancelled-link",
            about=link,
            organisation_id=link.organisation_id,
            actor_id=actor_id,
            at=at,
        )
    return cancelled


@transaction.atomic
def take_pack(*, pack: InspectionPack, at: datetime, actor_id: int) -> None:
    """Record that a lead took the file of ``pack`` away."""
    record(
        verb="took-pack",
        about=pack,
        organisation_id=pack.organisation_id,
        actor_id=actor_id,
        at=at,
    )


@transaction.atomic
def view_by_link(*, link: InspectionLink, what: str, at: datetime) -> None:
    """Record that somebody looked at ``what`` of a pack by its link; nobody knows who."""
    record(
        verb="viewed-link",
        about=link,
        organisation_id=link.organisation_id,
        at=at,
        details={"what": what},
    )
