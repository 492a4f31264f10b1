"""End a rule from a day on; what it asked for until then stays as it was."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.models import Requirement


class DayHasPassed(ValueError):
    """A rule cannot be ended in the past: earlier days keep the answer they had."""


@transaction.atomic
def end_requirement(
    *, requirement: Requirement, last_day: date, at: datetime, actor_id: int | None = None
) -> None:
    """Let ``requirement`` hold until the end of ``last_day``; one not begun by then is taken back.

    Ended on that day already, nothing is written.

    :raises DayHasPassed: when ``last_day`` is before the London day of ``at``.
    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    if last_day < local_date(at):
        raise DayHasPassed
    if requirement.effective_until == last_day:
        return
    # The organisation's row is the lock: others change the rows of a rule in another order.
    Organisation.objects.select_for_update(no_key=True).get(pk=requirement.organisation_id)
    compliance.end(requirement=requirement, last_day=last_day, at=at, actor_id=actor_id)
    record(
        verb="ended-requirement",
        about=requirement,
        organisation_id=requirement.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"last_day": last_day.isoformat()},
    )
