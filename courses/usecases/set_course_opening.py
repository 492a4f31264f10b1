"""Set from which day the people of an organisation may begin a course, or take that day away."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.compliance.rehearsal import first_due_day
from courses.learning.openings import has_open_room, opening_of, set_opening


class AskedBefore(ValueError):
    """A rule asks for the course by an earlier day; ``due_on`` says which is the first."""

    def __init__(self, due_on: date) -> None:
        super().__init__(due_on.isoformat())
        self.due_on = due_on


class RoomIsOpen(ValueError):
    """A training room of the course is open: its people would be shut out."""


@transaction.atomic
def set_course_opening(
    *,
    organisation: Organisation,
    course: Course,
    opens_on: date | None,
    at: datetime,
    actor_id: int | None,
) -> bool:
    """Open ``course`` from ``opens_on`` on, at once where that is None; return whether it changed.

    Whoever has begun goes on. A repeat writes nothing.

    :raises AskedBefore: when a rule asks for it before that day.
    :raises RoomIsOpen: when a training room of it is open, and the day is to come.
    """
    # The organisation's row is the lock: a rule and a room are made behind the same.
    lock(organisation)
    here = {"organisation_id": organisation.pk, "course_id": course.pk}
    if opening_of(**here) == opens_on:
        return False
    today = local_date(at)
    if opens_on is not None and opens_on > today:
        due_on = first_due_day(organisation=organisation, course=course, on=today)
        if due_on is not None and due_on < opens_on:
            raise AskedBefore(due_on)
        if has_open_room(**here, at=at):
            raise RoomIsOpen
    set_opening(organisation=organisation, course=course, opens_on=opens_on)
    record(
        verb="set-opening",
        about=course,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"opens_on": opens_on.isoformat() if opens_on else None},
    )
    return True
