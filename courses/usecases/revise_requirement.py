"""Revise a rule from a day on; what it asked for until then stays as it was."""

from datetime import date, datetime

from django.db import transaction

from courses.audit.services import record
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.models import Requirement
from courses.usecases.apply_requirements import apply_rules
from courses.usecases.end_requirement import DayHasPassed


class BeforeItsRevision(ValueError):
    """The rule has a revision that begins later than the day asked for."""


@transaction.atomic
def revise_requirement(
    *,
    requirement: Requirement,
    effective_from: date,
    due_days: int | None,
    due_on: date | None,
    valid_months: int | None,
    renew_window_days: int,
    at: datetime,
    actor_id: int | None = None,
) -> Requirement:
    """Let the rule of ``requirement`` ask for this from ``effective_from`` on; return that row.

    Nobody is handed fresh days: they run from the first revision. The same again writes nothing.

    :raises DayHasPassed: when ``effective_from`` is before the London day of ``at``.
    :raises BeforeItsRevision: when ``requirement`` itself begins later.
    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    asked = {
        "due_days": due_days,
        "due_on": due_on,
        "valid_months": valid_months,
        "renew_window_days": renew_window_days,
    }
    if all(getattr(requirement, name) == value for name, value in asked.items()):
        return requirement
    if effective_from < local_date(at):
        raise DayHasPassed
    if effective_from < requirement.effective_from:
        raise BeforeItsRevision
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
