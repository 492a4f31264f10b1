"""From which day the people of an organisation may begin a course; without a day, from now on."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery

from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.prepared import Parameter
from courses.learning.models import CourseOpening, Enrolment, LessonProgress
from courses.learning.together import Gathering


class NotOpenYet(Exception):
    """The course opens on a later day; ``opens_on`` says which."""

    def __init__(self, opens_on: date) -> None:
        super().__init__(opens_on.isoformat())
        self.opens_on = opens_on


def opening_of(*, organisation_id: int, course_id: int) -> date | None:
    """Return the day that the organisation has set, past or to come; one query."""
    rows = CourseOpening.objects.filter(organisation=organisation_id, course=course_id)
    return rows.values_list("opens_on", flat=True).first()


def not_open_in(organisation_ids: Collection[int], *, on: date) -> dict[tuple[int, int], date]:
    """Return by (organisation, course) the days of what is not open on ``on``; one query."""
    rows = CourseOpening.objects.filter(organisation__in=organisation_ids, opens_on__gt=on)
    return {
        (organisation, course): day
        for organisation, course, day in rows.values_list("organisation", "course", "opens_on")
        if day is not None
    }


def not_open_among(
    keys: Collection[tuple[int, int]],
    enrolments: Mapping[tuple[int, int], Enrolment],
    *,
    on: date,
) -> dict[tuple[int, int], date]:
    """Return the days of those of ``keys`` that are not open on ``on`` to one learner.

    Each is an organisation and a course; ``enrolments`` are the learner's by the same, and know
    their own day. One query where something has no enrolment, else none.
    """
    days = {key: one.opens_on for key, one in enrolments.items()}  # type: ignore[attr-defined]
    fresh = {key for key in keys if key not in enrolments}
    if fresh:
        found = not_open_in({organisation for organisation, _course in fresh}, on=on)
        days |= {key: day for key, day in found.items() if key in fresh}
    return {key: day for key, day in days.items() if day is not None}


def opens_later(on: date | Parameter) -> Subquery:
    """Return what tells an enrolment the day on which it opens; None where it is open on ``on``.

    Whoever has begun goes on: a day that is set afterwards shuts nobody out.
    """
    begun = LessonProgress.objects.filter(enrolment=OuterRef(OuterRef("pk")))
    rows = CourseOpening.objects.filter(
        ~Exists(begun),
        organisation=OuterRef("organisation"),
        course=OuterRef("course"),
        opens_on__gt=on,
    )
    return Subquery(rows.values("opens_on")[:1])


def refuse_unopened(*, organisation_id: int, course_id: int, on: date) -> None:
    """Refuse to begin a course before its day; one query.

    :raises NotOpenYet: when it opens after ``on``.
    """
    day = opening_of(organisation_id=organisation_id, course_id=course_id)
    if day is not None and day > on:
        raise NotOpenYet(day)


def has_open_room(*, organisation_id: int, course_id: int, at: datetime) -> bool:
    """Test whether a training room of the course is open in the organisation; one query."""
    rooms = Gathering.objects.open_at(at)
    return rooms.filter(organisation=organisation_id, version__course=course_id).exists()


def set_opening(*, organisation: Organisation, course: Course, opens_on: date | None) -> None:
    """Keep the day from which the course is open, None: it is open; one statement."""
    CourseOpening.objects.bulk_create(
        [CourseOpening(organisation=organisation, course=course, opens_on=opens_on)],
        update_conflicts=True,
        unique_fields=["organisation", "course"],
        update_fields=["opens_on"],
    )
