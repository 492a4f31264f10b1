"""Revise a rule from a day on; what it asked for until then stays as it was."""

from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.models import Requirement
from courses.compliance.rehearsal import refuse_impossible
from courses.compliance.services import Asked
from courses.usecases.apply_requirements import apply_rules
from courses.usecases.end_requirement import DayHasPassed


class BeforeItsRevision(ValueError):
    """The rule has a revision that begins later than the day asked for."""


class RuleIsOver(ValueError):
    """The revision ends before the day asked for: what follows it is another."""


@transaction.atomic
def revise_requirement(
    *,
    requirement: Requirement,
    effective_from: date,
    at: datetime,
    actor_id: int | None = None,
    **asked: Unpack[Asked],
) -> Requirement:
    """Let the rule of ``requirement`` ask for this from ``effective_from`` on; return that row.

    Nobody is handed fresh days: they run from the first revision. What is left out stays as it is,
    and the same again writes nothing. It may name other people: those it named keep their days.

    :raises DayHasPassed: when ``effective_from`` is before the London day of ``at``.
    :raises BeforeItsRevision: when ``requirement`` itself begins later.
    :raises RuleIsOver: when ``requirement`` ends before that day.
    :raises ImpossibleRule: when the rule would contradict itself, or renew in a circle.
    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    if all(getattr(requirement, name) == value for name, value in asked.items()):
        return requirement
    if effective_from < local_date(at):
        raise DayHasPassed
    if effective_from < requirement.effective_from:
        raise BeforeItsRevision
    if requirement.effective_until and effective_from > requirement.effective_until:
        raise RuleIsOver
    drawn = Requirement(
        rule=requirement.rule,
        organisation_id=requirement.organisation_id,
        course_id=requirement.course_id,
        effective_from=effective_from,
        effective_until=requirement.effective_until,
        **({name: getattr(requirement, name) for name in Asked.__annotations__} | asked),
    )
    # The organisation's row is the lock: others change the rows of a rule in another order.
    Organisation.objects.select_for_update(no_key=True).get(pk=requirement.organisation_id)
    refuse_impossible(drawn, on=local_date(at))
    revised = compliance.revise_rule(
        requirement=requirement,
        effective_from=effective_from,
        changes=asked,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="revised-requirement",
        about=revised,
        organisation_id=revised.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"thread": str(revised.thread), "from": effective_from.isoformat()},
    )
    transaction.on_commit(lambda: apply_rules.enqueue(revised.organisation_id))
    return revised
