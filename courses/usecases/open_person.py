"""Record that somebody opened one person's page, so that the person can see who looked."""

from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.audit.services import record


@transaction.atomic
def open_person(*, membership: Membership, at: datetime, actor_id: int) -> None:
    """Record that ``actor_id`` looked at the page of ``membership``."""
    record(
        verb="opened-person",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
    )
