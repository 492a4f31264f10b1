"""Be told of a list every week or month; pause that, go on, or end it."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.audit.services import record
from courses.common.dates import local_date
from courses.reporting import lists_services as lists
from courses.reporting.lists import MOST_SCHEDULES, ScheduledList


class TooManySchedules(Exception):
    """Somebody is told of as many lists as they may."""


@transaction.atomic
def schedule_list(
    *,
    organisation: Organisation,
    owner: User,
    page: str,
    query: str,
    every: str,
    at: datetime,
) -> ScheduledList:
    """Tell ``owner`` of the list from the next week or month on; the same again changes nothing.

    :raises TooManySchedules: when they are told of ten.
    """
    lists.hold_owner(owner)
    made, is_new = lists.schedule(
        organisation=organisation,
        owner=owner,
        page=page,
        query=query,
        every=every,
        on=local_date(at),
        at=at,
    )
    if is_new:
        if lists.number_of_schedules(organisation=organisation, owner=owner) > MOST_SCHEDULES:
            raise TooManySchedules
        note("scheduled-list", made, at=at)
    return made


@transaction.atomic
def pause_schedule(*, scheduled: ScheduledList, at: datetime) -> None:
    """Tell of the list no more until its owner goes on; paused already, nothing is written."""
    if lists.pause(scheduled=scheduled, at=at):
        note("paused-list", scheduled, at=at)


@transaction.atomic
def go_on_with_schedule(*, scheduled: ScheduledList, at: datetime) -> None:
    """Tell of the list again; one that is not paused stays as it is."""
    if lists.go_on(scheduled=scheduled, on=local_date(at)):
        note("went-on-with-list", scheduled, at=at)


@transaction.atomic
def end_schedule(*, scheduled: ScheduledList, at: datetime) -> None:
    """Tell of the list never again; where that was done, nothing is written."""
    if lists.drop_schedule(scheduled=scheduled):
        note("ended-list", scheduled, at=at)


def note(verb: str, scheduled: ScheduledList, *, at: datetime, by_platform: bool = False) -> None:
    """Record what was done about ``scheduled``, by its owner or by the daily job."""
    record(
        verb=verb,
        about=scheduled,
        organisation_id=scheduled.organisation_id,
        actor_id=None if by_platform else scheduled.owner_id,
        at=at,
        details={"every": scheduled.every, "list": scheduled.page},
    )
