"""Take back training that a lead recorded or accepted by mistake: somebody else's, twice, wrong."""

from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.learning import services as learning
from courses.learning.brought import BroughtRecord, decided_of, take_acceptance_back
from courses.learning.models import Completion
from courses.learning.queries import completions_of
from courses.usecases.accept_record import evidence_of, tell_owner
from courses.usecases.apply_requirements import apply_rules

BY_MISTAKE = "It had been accepted by mistake"  # the reason that the owner reads


@transaction.atomic
def take_training_back(
    *, membership: Membership, completion_id: int, at: datetime, actor_id: int
) -> bool:
    """Let one recorded training of ``membership`` count no more, on any day.

    What was known before ``at`` stays as it was. A record that it was accepted from is not accepted
    any more, and its owner is told. Return whether there was such a training: where there was not,
    or it is taken back already, nothing is written.
    """
    # The person's row is the lock: two at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    standing = {one.pk: (one, brought) for one, brought in recorded_for(membership)}
    if completion_id not in standing:
        return False
    found, brought = standing[completion_id]
    learning.take_outside_back([found.pk], at=at)
    if brought is not None:
        take_acceptance_back(brought=brought, reason=BY_MISTAKE, at=at, actor_id=actor_id)
    record(
        verb="took-training-back",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"completion": found.pk, "course": found.course_id},
    )
    if brought is not None:
        tell_owner(brought, membership, at=at, reason=BY_MISTAKE, again=True)
    transaction.on_commit(lambda: apply_rules.enqueue(membership.organisation_id))
    return True


def recorded_for(membership: Membership) -> list[tuple[Completion, BroughtRecord | None]]:
    """Return what leads recorded for ``membership``, newest first; two queries.

    Each with the record that the person brought, where it was accepted from one.
    """
    user, here = membership.user, membership.organisation_id
    accepted = {
        (one.course_id, one.completed_on, evidence_of(one)): one
        for one in decided_of(learner=user, organisation_id=here)
        if one.accepted
    }
    return [
        (one, accepted.get((one.course_id, one.completed_on, one.evidence)))
        for one in completions_of(learner=user)
        if one.organisation_id == here
        and one.how == Completion.How.RECORDED
        and one.enrolment_id is None
    ]
