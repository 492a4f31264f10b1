"""Accept outside training that its owner offered: recorded once, and its owner is told."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.learning import brought as learning
from courses.learning.acceptance import AcceptanceRule
from courses.learning.brought import BroughtRecord
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due
from courses.usecases.record_training import ALONE, is_alone, record_training

BY_RULE = ". Accepted by rule"


@transaction.atomic
def accept_record(
    *,
    brought: BroughtRecord,
    membership: Membership,
    at: datetime,
    actor_id: int | None,
    rule: AcceptanceRule | None = None,
) -> bool:
    """Accept a waiting record of ``membership``, and record the training as its lead would.

    By a person, or by ``rule``. Return False, and write nothing, where it was decided already.

    :raises OwnRecord: when it is the actor's own while somebody else could decide.
    """
    # The person's row is the lock: a second decision waits here and then finds the first.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    alone = is_alone(membership, actor_id=actor_id, at=at)
    if not learning.decide(
        brought=brought, accepted=True, at=at, actor_id=actor_id, rule=rule, alone=alone
    ):
        return False
    record_training(
        membership=membership,
        course=brought.course,
        completed_on=brought.completed_on,
        minutes=brought.minutes or 0,
        evidence=f"{brought.evidence}{BY_RULE}" if rule else brought.evidence,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb=verb_of(rule, alone=alone),
        about=brought,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"rule": rule.pk} if rule else None,
    )
    tell_owner(brought, membership, at=at)
    return True


def evidence_of(brought: BroughtRecord) -> str:
    """Return what the training that was recorded for an accepted ``brought`` says of it."""
    by_rule = BY_RULE if brought.rule_id else ""
    return f"{brought.evidence}{by_rule}{ALONE if brought.alone else ''}"


def verb_of(rule: AcceptanceRule | None, *, alone: bool) -> str:
    """Return what the trail says: accepted by a rule, by its own lead alone, or by another."""
    if rule is not None:
        return "accepted-record-by-rule"
    return "accepted-own-record" if alone else "accepted-record"


def tell_owner(
    brought: BroughtRecord,
    membership: Membership,
    *,
    at: datetime,
    reason: str = "",
    again: bool = False,
) -> None:
    """Queue the mail about the decision; neither its subject nor its text names the course.

    ``again``: it is the second decision, which takes the first one back.
    """
    told = {
        "name": membership.user.name,
        "organisation": membership.organisation.name,
        "day": brought.completed_on,
        "reason": reason,
        "record_url": f"{settings.SITE_URL}/learn/record/",
    }
    notifications.queue(
        key=f"brought-record{'-again' if again else ''}:{brought.pk}",
        kind=Message.Kind.RECORD,
        recipient=membership.user,
        organisation=membership.organisation,
        subject="Safeguarding training: your record was updated",
        body=render_to_string("courses/email/record_decided.txt", told),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)
