"""Decline outside training that somebody brought, with a reason; the decision is kept."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.learning import brought
from courses.learning.brought import BroughtRecord
from courses.usecases.accept_record import tell_owner


@transaction.atomic
def decline_record(
    *,
    membership: Membership,
    course: Course,
    completed_on: date,
    evidence: str,
    reason: str,
    at: datetime,
    actor_id: int,
) -> BroughtRecord:
    """Keep that training of ``completed_on`` shown by ``evidence`` is not accepted, and why.

    It changes nobody's standing. The same record again returns the first decision. Where its
    owner offered it, they are told.

    :raises AlreadyDecided: when the same record was accepted.
    """
    # The person's row is the lock: two first decisions at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    declined, is_new = brought.decline(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course=course,
        completed_on=completed_on,
        evidence=evidence,
        reason=reason,
        at=at,
        actor_id=actor_id,
    )
    if is_new:
        record(
            verb="declined-record",
            about=declined,
            organisation_id=membership.organisation_id,
            actor_id=actor_id,
            at=at,
        )
        if declined.offered_at is not None:
            tell_owner(declined, membership, at=at, reason=declined.reason)
    return declined
