"""Say which course of a signed record stands for one of ours, or let that end."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.learning import acceptance
from courses.learning.acceptance import AcceptanceRule, TrustedIssuer


@transaction.atomic
def set_acceptance(
    *,
    organisation: Organisation,
    issuer: TrustedIssuer | None,
    their_course: str,
    course: Course,
    months: int,
    automatic: bool,
    at: datetime,
    actor_id: int,
) -> AcceptanceRule:
    """Keep what ``organisation`` accepts in place of ``course``, and whether at once.

    :raises AlreadyRuled: when there is a rule about that course of that issuer.
    """
    # The organisation's row is the lock: two at once have no other row in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    rule = acceptance.add_rule(
        organisation=organisation,
        issuer=issuer,
        their_course=their_course,
        course=course,
        months=months,
        automatic=automatic,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="added-acceptance",
        about=rule,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"course": course.pk, "automatic": automatic},
    )
    return rule


@transaction.atomic
def end_acceptance(*, rule: AcceptanceRule, at: datetime, actor_id: int) -> bool:
    """Accept nothing by ``rule`` any more; what was accepted stays. False where it was done."""
    if not acceptance.end_rule(rule=rule, at=at):
        return False
    record(
        verb="ended-acceptance",
        about=rule,
        organisation_id=rule.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return True
