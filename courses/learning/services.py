"""Writes of this room. No transaction is opened here.

Each function is one statement unless it says otherwise.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from django.db.models import BigIntegerField

from courses.accounts.models import Organisation, User
from courses.catalogue.models import Course, CourseVersion, Item, Lesson, Scenario
from courses.common.dates import LONDON, local_date
from courses.common.prepared import Parameter, Prepared
from courses.learning.models import (
    CheckAnswer,
    Completion,
    Enrolment,
    LessonProgress,
    ScenarioPath,
)
from courses.learning.story import Way


def enrol(
    *,
    learner: User,
    organisation: Organisation,
    version: CourseVersion,
    reason: Enrolment.Reason,
    at: datetime,
) -> Enrolment:
    """Open an enrolment of ``learner`` in ``version``."""
    return Enrolment.objects.create(
        learner=learner,
        organisation=organisation,
        course_id=version.course_id,
        version=version,
        reason=reason,
        enrolled_at=at,
    )


def close(*, enrolment: Enrolment, at: datetime) -> None:
    """Close ``enrolment``; its record stays, and another may be opened."""
    Enrolment.objects.filter(pk=enrolment.pk, closed_at__isnull=True).update(closed_at=at)


class EnrolmentClosed(Exception):
    """The enrolment was closed meanwhile, as when its learner was moved to a newer edition."""


def lock(*, enrolment: Enrolment) -> Enrolment:
    """Return ``enrolment`` as it is now, held for this transaction.

    The first lock of every write about it.

    :raises EnrolmentClosed: when it is no longer written.
    """
    now = HELD.one(pk=enrolment.pk)
    if now.closed_at is not None:
        raise EnrolmentClosed(now.pk)
    return now


HELD = Prepared(
    lambda: Enrolment.objects.select_for_update(no_key=True).filter(
        pk=Parameter("pk", BigIntegerField())
    )
)


def keep_place(*, enrolment: Enrolment, lesson: Lesson, block: str, at: datetime) -> None:
    """Keep ``block`` as the place in ``lesson``, opening the lesson if it was not yet."""
    progress = LessonProgress(
        enrolment=enrolment, lesson=lesson, last_block=block, opened_at=at, placed_at=at
    )
    LessonProgress.objects.bulk_create(
        [progress],
        update_conflicts=True,
        unique_fields=["enrolment", "lesson"],
        update_fields=["last_block", "placed_at"],
    )


def answer_check(
    *, enrolment: Enrolment, item: Item, chosen: dict[str, object], at: datetime
) -> None:
    """Keep the answer to one check: the first stays as it was given, the latest is replaced."""
    answer = CheckAnswer(
        enrolment=enrolment, item=item, first_chosen=chosen, latest_chosen=chosen, answered_at=at
    )
    CheckAnswer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["enrolment", "item"],
        update_fields=["latest_chosen", "answered_at"],
    )


def answer_first(
    *, enrolment: Enrolment, given: Mapping[Item, dict[str, object]], at: datetime
) -> None:
    """Keep the answers to several checks; one that has an answer keeps the one it has."""
    CheckAnswer.objects.bulk_create(
        [
            CheckAnswer(
                enrolment=enrolment,
                item=item,
                first_chosen=chosen,
                latest_chosen=chosen,
                answered_at=at,
            )
            for item, chosen in given.items()
        ],
        ignore_conflicts=True,
    )


def keep_way(
    *,
    enrolment: Enrolment,
    scenario: Scenario,
    way: Way,
    finished_at: datetime | None,
    at: datetime,
) -> None:
    """Keep the way of ``enrolment`` through ``scenario``, and when it first came to an ending."""
    path = ScenarioPath(
        enrolment=enrolment,
        scenario=scenario,
        steps=way.write(),
        placed_at=at,
        finished_at=finished_at,
    )
    ScenarioPath.objects.bulk_create(
        [path],
        update_conflicts=True,
        unique_fields=["enrolment", "scenario"],
        update_fields=["steps", "placed_at", "finished_at"],
    )


def keep_practised(*, enrolment: Enrolment, practised: dict[str, object]) -> None:
    """Keep which practice referrals of ``enrolment`` are done, as ``practice`` wrote it."""
    Enrolment.objects.filter(pk=enrolment.pk).update(practised=practised)


def complete_lesson(
    *, enrolment: Enrolment, lesson: Lesson, at: datetime, tested_out: bool = False
) -> bool:
    """Mark ``lesson`` complete and return True, or return False where it was already.

    ``tested_out``: without reading, for the pre-test showed that it was known.
    """
    mine = LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson)
    left = mine.filter(completed_at__isnull=True)
    return bool(left.update(completed_at=at, tested_out=tested_out))


def complete(
    *,
    enrolment: Enrolment,
    how: Completion.How,
    minutes: int,
    at: datetime,
    mode: Completion.Mode = Completion.Mode.OWN,
    recorded_at: datetime | None = None,
    evidence: str = "",
    actor_id: int | None = None,
) -> Completion:
    """Record that the learner met the course at ``at``.

    ``minutes`` is the time the course is given, ``mode`` where it was met. ``recorded_at`` is when
    that became known, where it was later. ``evidence`` and ``actor_id``: why and by whom it was
    given afterwards, where it was.
    """
    return Completion.objects.create(
        learner=enrolment.learner,
        organisation=enrolment.organisation,
        course_id=enrolment.course_id,
        version_id=enrolment.version_id,
        enrolment=enrolment,
        completed_at=at,
        completed_on=local_date(at),
        minutes=minutes,
        how=how,
        mode=mode,
        recorded_at=recorded_at or at,
        recorded_by_id=actor_id or enrolment.learner_id,
        evidence=evidence,
    )


def take_outside_back(completion_ids: Collection[int], *, at: datetime) -> int:
    """Take recorded training out of what is known from ``at`` on; return how much stood.

    One statement.
    """
    rows = Completion.objects.current().filter(
        pk__in=completion_ids, how=Completion.How.RECORDED, enrolment=None
    )
    return rows.update(superseded_at=at)


def record_outside(
    *,
    learner_id: int,
    organisation_id: int,
    course: Course,
    completed_on: date,
    minutes: int,
    evidence: str,
    at: datetime,
    actor_id: int | None,
    version: CourseVersion | None = None,
) -> Completion:
    """Record a completion outside the platform; its moment is the noon of that London day.

    ``version`` where it was taken here after all, under another record of the person.
    """
    return Completion.objects.create(
        learner_id=learner_id,
        organisation_id=organisation_id,
        course=course,
        version=version,
        completed_at=datetime.combine(completed_on, time(12), tzinfo=LONDON),
        completed_on=completed_on,
        minutes=minutes,
        how=Completion.How.RECORDED,
        evidence=evidence,
        recorded_at=at,
        recorded_by_id=actor_id,
    )
