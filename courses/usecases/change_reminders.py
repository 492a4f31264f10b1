"""Change how an organisation reminds its people: the stages, hours, words, a pause, quiet days."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from courses.accounts.models import Organisation
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.common.dates import local_date
from courses.notifications import planning

LONGEST_DAYS = 366


class ImpossibleDays(ValueError):
    """The days end before they begin, are over, or are more than a year."""


@transaction.atomic
def change_reminders(
    *, organisation: Organisation, changes: Mapping[str, Any], at: datetime, actor_id: int | None
) -> bool:
    """Write ``changes`` into the plan; False where they are what holds, and nothing is written."""
    lock(organisation)
    changed = planning.save_plan(organisation=organisation, changes=changes)
    if not changed:
        return False
    record(
        verb="changed-reminders",
        about=organisation,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"changed": changed},
    )
    return True


@transaction.atomic
def add_quiet_days(
    *,
    organisation: Organisation,
    name: str,
    first_day: date,
    last_day: date,
    at: datetime,
    actor_id: int | None,
) -> bool:
    """Name days on which nothing optional leaves; False where just these are there already.

    :raises ImpossibleDays: when they end before they begin, are over, or are more than a year.
    """
    if last_day < first_day or last_day < local_date(at):
        raise ImpossibleDays
    if (last_day - first_day).days > LONGEST_DAYS:
        raise ImpossibleDays
    lock(organisation)
    row = planning.add_quiet_days(
        organisation=organisation, name=name, first_day=first_day, last_day=last_day
    )
    if row is None:
        return False
    record(
        verb="added-quiet-days",
        about=row,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"first": first_day.isoformat(), "last": last_day.isoformat()},
    )
    return True


@transaction.atomic
def remove_quiet_days(
    *, organisation: Organisation, pk: int, at: datetime, actor_id: int | None
) -> bool:
    """Take quiet days away; False where the organisation has none of that number."""
    if not planning.remove_quiet_days(organisation=organisation, pk=pk):
        return False
    record(
        verb="removed-quiet-days",
        about=organisation,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"days": pk},
    )
    return True
