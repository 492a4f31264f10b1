"""Let the minutes of lessons follow how long people were seen to take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.catalogue import services as catalogue
from courses.catalogue.queries import versions_once_published
from courses.catalogue.structure import CourseVersion, Lesson
from courses.learning.pace import observed_minutes, paces_of, stored_paces
from courses.learning.queries import reading_times


@dataclass(frozen=True, slots=True)
class Calibrated:
    """One lesson of a version: the minutes it is given, and those people were seen to take."""

    version: CourseVersion
    lesson: Lesson
    observed: int


def calibrate_minutes(*, at: datetime) -> list[Calibrated]:
    """Work out the minutes of every lesson anew and return those that have some.

    Each version is a transaction of its own; what is the same as before is written no more.
    """
    return [one for version in versions_once_published() for one in calibrate(version, at=at)]


@transaction.atomic
def calibrate(version: CourseVersion, *, at: datetime) -> list[Calibrated]:
    """Keep the observed minutes of one version, with its event where they changed."""
    found = list(calibrated(version))
    paces = {one.lesson.identifier: one.observed for one in found}
    if paces != paces_of(version.paces):
        catalogue.keep_paces(version=version, paces=stored_paces(paces))
        record(
            verb="calibrated-minutes",
            about=version,
            organisation_id=version.course.owner_id,
            at=at,
            details={"lessons": len(paces)},
        )
    return found


def calibrated(version: CourseVersion) -> Iterator[Calibrated]:
    """Yield the lessons of ``version`` that enough people have read, in order."""
    for lesson in version.lessons.order_by("position"):
        observed = observed_minutes(reading_times(lesson, course_id=version.course_id))
        if observed is not None:
            yield Calibrated(version, lesson, observed)
