"""Offer training that one did elsewhere; a lead decides whether it counts."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.certification.own_record import is_ours, is_withdrawn
from courses.common.dates import local_date
from courses.learning import brought
from courses.learning.acceptance import AcceptanceRule, Kept, Proof, TrustedIssuer, rule_about
from courses.learning.brought import BroughtRecord
from courses.usecases.accept_record import accept_record


class WithdrawnSince(ValueError):
    """The certificate of the signed completion was withdrawn after the record was made."""


@transaction.atomic
def offer_record(
    *,
    membership: Membership,
    course: Course,
    completed_on: date,
    minutes: int,
    evidence: str,
    at: datetime,
    proof: Proof | None = None,
    issuer: TrustedIssuer | None = None,
    file: Kept | None = None,
) -> BroughtRecord:
    """Keep that a member says they completed ``course`` elsewhere, until a lead decides.

    It changes nobody's standing. The same record again while it waits writes nothing. What a signed
    record of ``issuer`` (None: of this platform) proves may be accepted at once, by a rule.
    ``file``: what shows it, kept already.

    :raises AlreadyWaiting: when another record of that course and day waits.
    :raises AlreadyDecided: when the same one was accepted or declined.
    :raises TooManyWaiting: when as many of theirs wait as may.
    :raises HandedInBefore: when the signed completion was handed in there, or counts there.
    :raises OfSomebodyElse: when the signed completion is another person's.
    :raises WithdrawnSince: when it is of this platform, and its certificate was withdrawn.
    """
    if proof is not None and issuer is None:
        refuse_withdrawn(proof, learner_id=membership.user_id)
    # The person's row is the lock: two first offers at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    offered, is_new = brought.offer(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course=course,
        completed_on=completed_on,
        minutes=minutes,
        evidence=evidence,
        at=at,
        proof=proof,
        file=file,
    )
    if is_new:
        record(
            verb="offered-record",
            about=offered,
            organisation_id=membership.organisation_id,
            actor_id=membership.user_id,
            at=at,
        )
        rule = ruling(offered, issuer=issuer, proof=proof, at=at)
        if rule is not None:
            accept_record(brought=offered, membership=membership, at=at, actor_id=None, rule=rule)
            offered.refresh_from_db()
    return offered


def refuse_withdrawn(proof: Proof, *, learner_id: int) -> None:
    """Let the completion of a record of this platform pass whose certificate holds.

    :raises WithdrawnSince: when it was withdrawn.
    """
    if is_withdrawn(proof.identifier, learner_id=learner_id):
        raise WithdrawnSince(proof.identifier)


def ruling(
    offered: BroughtRecord, *, issuer: TrustedIssuer | None, proof: Proof | None, at: datetime
) -> AcceptanceRule | None:
    """Return the rule that accepts what was offered at once, or None: a lead looks at it.

    A lead looks too where a staff number alone says whose it is, and where a record of this
    platform is about a course that an organisation keeps for itself.
    """
    if proof is None or not proof.is_certain or (issuer is None and not is_ours(proof.identifier)):
        return None
    rule = rule_about(offered.organisation_id, issuer=issuer, their_course=proof.their_course)
    if rule is None or not rule.automatic or rule.course_id != offered.course_id:
        return None
    covers = rule.covers(
        completed_on=offered.completed_on, valid_until=proof.valid_until, on=local_date(at)
    )
    return rule if covers else None
