"""Put one person under a legal hold, so that what is held outlives its period, and end it."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from courses.accounts import holds
from courses.accounts.holds import AlreadyHeld, LegalHold
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.accounts.staff_many import hold
from courses.audit.services import record
from courses.common.dates import local_date
from courses.reporting.bulk_queries import brought_over_to


@transaction.atomic
def hold_person(*, membership: Membership, reason: str, at: datetime, actor_id: int) -> LegalHold:
    """Put ``membership`` under a legal hold from the London day of ``at`` on.

    A second record of the same person, that was merged into this one, comes under one of its own.

    The organisation's row is held, so that a removal comes wholly before or wholly after.

    :raises AlreadyHeld: when they are under one.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=membership.organisation_id)
    seconds = brought_over_to(membership)
    hold([membership, *seconds])
    held = hold_record(membership=membership, reason=reason, at=at, actor_id=actor_id)
    for second in seconds:
        with suppress(AlreadyHeld):
            hold_record(membership=second, reason=reason, at=at, actor_id=actor_id)
    return held


def hold_record(*, membership: Membership, reason: str, at: datetime, actor_id: int) -> LegalHold:
    """Put one record under a hold, with its audit event.

    :raises AlreadyHeld: when it is under one.
    """
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


def carry_over(*, kept: Membership, second: Membership, at: datetime, actor_id: int) -> None:
    """Let a hold on one of two records of one person stand on the other too.

    Whoever calls holds both.
    """
    found = holds.open_holds([kept, second])
    if len(found) == 1:
        [one] = found
        other = second if one.membership_id == kept.pk else kept
        hold_record(membership=other, reason=one.reason, at=at, actor_id=actor_id)


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
