"""Record training that took place outside the platform."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.access import has_other_lead
from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.learning import services as learning
from courses.learning.models import Completion

ALONE = ". Accepted by themselves, the only lead"


class OwnRecord(ValueError):
    """The training is the lead's own, and another lead or administrator can look at it."""


@transaction.atomic
def record_training(
    *,
    membership: Membership,
    course: Course,
    completed_on: date,
    minutes: int,
    evidence: str,
    at: datetime,
    actor_id: int | None = None,
) -> Completion:
    """Record that a member completed ``course`` on ``completed_on``.

    ``evidence`` says what shows it. The same day with the same evidence again returns the record
    that is there and writes nothing. A lead's own says so where nobody else could accept it.

    :raises OwnRecord: when it is the actor's own while somebody else could accept it.
    """
    alone = is_alone(membership, actor_id=actor_id, at=at)
    if alone:
        evidence = f"{evidence}{ALONE}"
    # The person's row is the lock: two first records at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    same = Completion.objects.current().filter(
        learner=membership.user_id,
        organisation=membership.organisation_id,
        course=course,
        completed_on=completed_on,
        how=Completion.How.RECORDED,
        evidence=evidence,
    )
    if there := same.first():
        return there
    completion = learning.record_outside(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course=course,
        completed_on=completed_on,
        minutes=minutes,
        evidence=evidence,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="recorded-own" if alone else "recorded",
        about=completion,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return completion


def is_alone(membership: Membership, *, actor_id: int | None, at: datetime) -> bool:
    """Test whether the actor decides about their own training because nobody else could.

    :raises OwnRecord: when it is their own, but somebody else leads or administers there.
    """
    if actor_id is None or actor_id != membership.user_id:
        return False
    if has_other_lead(membership, on=local_date(at)):
        raise OwnRecord
    return True
