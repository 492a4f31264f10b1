"""Take back training that a lead recorded by mistake: for somebody else, twice, or wrongly."""

from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.learning import services as learning
from courses.learning.brought import decided_of
from courses.learning.models import Completion
from courses.learning.queries import completions_of
from courses.usecases.accept_record import evidence_of
from courses.usecases.apply_requirements import apply_rules


@transaction.atomic
def take_training_back(
    *, membership: Membership, completion_id: int, at: datetime, actor_id: int | None = None
) -> bool:
    """Let one recorded training of ``membership`` count no more, on any day.

    What was known before ``at`` stays as it was. Return whether there was such a record: where
    there was not, or it is taken back already, nothing is written.
    """
    # The person's row is the lock: two at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    found = {one.pk: one for one in recorded_for(membership)}.get(completion_id)
    if found is None:
        return False
    learning.take_outside_back([found.pk], at=at)
    record(
        verb="took-training-back",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"completion": found.pk, "course": found.course_id},
    )
    transaction.on_commit(lambda: apply_rules.enqueue(membership.organisation_id))
    return True


def recorded_for(membership: Membership) -> list[Completion]:
    """Return what leads recorded for ``membership``, newest first; two queries.

    What was accepted from a record the person brought is left out: it stands with its decision.
    """
    user, here = membership.user, membership.organisation_id
    accepted = {
        (one.course_id, one.completed_on, evidence_of(one))
        for one in decided_of(learner=user, organisation_id=here)
        if one.accepted
    }
    return [
        one
        for one in completions_of(learner=user)
        if one.organisation_id == here
        and one.how == Completion.How.RECORDED
        and one.enrolment_id is None
        and (one.course_id, one.completed_on, one.evidence) not in accepted
    ]
