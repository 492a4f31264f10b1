"""Offer training that one did elsewhere; a lead decides whether it counts."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.learning import brought
from courses.learning.brought import BroughtRecord


@transaction.atomic
def offer_record(
    *,
    membership: Membership,
    course: Course,
    completed_on: date,
    minutes: int,
    evidence: str,
    at: datetime,
) -> BroughtRecord:
    """Keep that a member says they completed ``course`` elsewhere, until a lead decides.

    It changes nobody's standing. The same record again while it waits writes nothing.

    :raises AlreadyWaiting: when another record of that course and day waits.
    :raises AlreadyDecided: when the same one was accepted or declined.
    """
    # The person's row is the lock: two first offers at once have no other row in common.
    User.objects.select_for_update().get(pk=membership.user_id)
    offered, is_new = brought.offer(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course=course,
        completed_on=completed_on,
        minutes=minutes,
        evidence=evidence,
        at=at,
    )
    if is_new:
        record(
            verb="offered-record",
            about=offered,
            organisation_id=membership.organisation_id,
            actor_id=membership.user_id,
            at=at,
        )
    return offered
