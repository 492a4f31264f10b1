"""Keep everything held about one person, whatever its period, and let it go again."""

from datetime import datetime

from django.db import transaction

from courses.accounts import holds
from courses.accounts.holds import LegalHold
from courses.accounts.membership import Membership
from courses.accounts.staff_many import hold
from courses.audit.services import record
from courses.common.dates import local_date


@transaction.atomic
def hold_person(*, membership: Membership, reason: str, at: datetime, actor_id: int) -> LegalHold:
    """Put ``membership`` under a legal hold from the London day of ``at`` on.

    :raises AlreadyHeld: when they are under one.
    """
    hold([membership])
    held = holds.hold_member(
        membership=membership, reason=reason, on=local_date(at), at=at, actor_id=actor_id
    )
    record(
        verb="held-person",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return held


@transaction.atomic
def release_person(*, held: LegalHold, at: datetime, actor_id: int) -> LegalHold:
    """Let the hold end with the London day of ``at``: periods count again from the next.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    ended = holds.end_hold(hold=held, on=local_date(at), at=at, actor_id=actor_id)
    record(
        verb="released-person",
        about=held.membership,
        organisation_id=held.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return ended
