"""Excuse a member from a course for a time, and end that early."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.excusing import rules_asking
from courses.compliance.models import Exemption


class NoRule(ValueError):
    """No rule asks anybody for the course: there is nothing to be excused from."""


class DayHasPassed(ValueError):
    """The last day lies before the first."""


@transaction.atomic
def exempt_staff(
    *,
    membership: Membership,
    course: Course,
    reason: str,
    last_day: date,
    at: datetime,
    actor_id: int | None = None,
) -> list[Exemption]:
    """Excuse ``membership`` from every rule about ``course``, from the day of ``at`` on.

    To the end of ``last_day``; ``reason`` is one of a short list, never health or personal history.
    Excused for the same reason to the same day already, nothing is written.

    :raises DayHasPassed: when ``last_day`` is before the London day of ``at``.
    :raises NoRule: when the organisation has no rule about the course.
    """
    today = local_date(at)
    if last_day < today:
        raise DayHasPassed
    # The person's row is the lock: two first exemptions at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    here = membership.organisation_id
    rules = rules_asking(course_id=course.pk, organisation_id=here, on=today)
    if not rules:
        raise NoRule
    there = open_exemptions(membership, rules, on=today)
    same = [one for one in there if (one.reason, one.valid_until) == (reason, last_day)]
    if {one.rule for one in same} == set(rules):
        return same
    made = [
        compliance.exempt(
            membership=membership,
            rule=rule,
            reason=reason,
            valid_from=today,
            valid_until=last_day,
            at=at,
            actor_id=actor_id,
        )
        for rule in rules
    ]
    details = {"course": course.pk, "last_day": last_day.isoformat()}
    record(
        verb="exempted",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details=details,
    )
    return made


@transaction.atomic
def end_exemption(
    *, membership: Membership, course: Course, at: datetime, actor_id: int | None = None
) -> None:
    """End whatever excuses ``membership`` from ``course``: from the London day of ``at`` on.

    Where nothing excuses them, nothing is written. Earlier days keep the answer they had.

    :raises Superseded: when somebody else has changed an exemption meanwhile.
    """
    today = local_date(at)
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    here = membership.organisation_id
    rules = rules_asking(course_id=course.pk, organisation_id=here, on=None)
    ended = open_exemptions(membership, rules, on=today)
    for exemption in ended:
        compliance.end_exemption(
            exemption=exemption, last_day=today - timedelta(days=1), at=at, actor_id=actor_id
        )
    if ended:
        record(
            verb="ended-exemption",
            about=membership,
            organisation_id=membership.organisation_id,
            actor_id=actor_id,
            at=at,
            details={"course": course.pk},
        )


def open_exemptions(membership: Membership, rules: list[UUID], *, on: date) -> list[Exemption]:
    """Return what excuses ``membership`` from these rules on ``on`` or later."""
    mine = Exemption.objects.current().filter(membership=membership, rule__in=rules)
    return list(mine.filter(valid_until__gte=on).order_by("pk"))
