"""Writes of moving people to another edition. No transaction is opened here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from courses.catalogue.models import CourseVersion
from courses.learning.crossing import Crossing
from courses.learning.models import CheckAnswer, Enrolment, LessonProgress, ScenarioPath

Pairs = Mapping[int, tuple[Enrolment, Crossing]]


def carry(
    *,
    enrolments: Sequence[Enrolment],
    version: CourseVersion,
    crossings: Mapping[int, Crossing],
    at: datetime,
) -> list[Enrolment]:
    """Close ``enrolments``, and open one in ``version`` for each, with what was done and fits.

    The rows of the closed ones stay as they are. ``crossings`` by the version they are in. Eight
    statements, however many they are.
    """
    Enrolment.objects.filter(pk__in=[one.pk for one in enrolments]).update(closed_at=at)
    opened = Enrolment.objects.bulk_create(
        Enrolment(
            learner_id=one.learner_id,
            organisation_id=one.organisation_id,
            course_id=one.course_id,
            version=version,
            reason=one.reason,
            enrolled_at=at,
            practised=one.practised,
        )
        for one in enrolments
    )
    pairs = {
        old.pk: (new, crossings[old.version_id])
        for old, new in zip(enrolments, opened, strict=True)
    }
    carry_progress(pairs, carry_answers(pairs))
    carry_paths(pairs)
    return opened


def carry_answers(pairs: Pairs) -> dict[int, set[int]]:
    """Write the answers that fit; return the questions answered, by the enrolment closed."""
    answered: dict[int, set[int]] = defaultdict(set)
    kept = []
    for one in CheckAnswer.objects.filter(enrolment__in=pairs).order_by("pk"):
        new, crossing = pairs[one.enrolment_id]
        item = crossing.answer(one.item_id, one.first_chosen, one.latest_chosen)
        if item is not None:
            answered[one.enrolment_id].add(item)
            kept.append(
                CheckAnswer(
                    enrolment=new,
                    item_id=item,
                    first_chosen=one.first_chosen,
                    latest_chosen=one.latest_chosen,
                    answered_at=one.answered_at,
                )
            )
    CheckAnswer.objects.bulk_create(kept)
    return answered


def carry_progress(pairs: Pairs, answered: Mapping[int, set[int]]) -> None:
    """Write how far each came in the lessons that are still there.

    A lesson stays complete unless it asks something that was not answered.
    """
    kept = []
    for one in LessonProgress.objects.filter(enrolment__in=pairs).order_by("pk"):
        new, crossing = pairs[one.enrolment_id]
        again = crossing.lessons.get(one.lesson_id)
        if again is not None:
            is_met = again.is_met(answered.get(one.enrolment_id, ()))
            kept.append(
                LessonProgress(
                    enrolment=new,
                    lesson_id=again.lesson_id,
                    last_block=again.place(one.last_block),
                    opened_at=one.opened_at,
                    placed_at=one.placed_at,
                    completed_at=one.completed_at if is_met else None,
                    tested_out=one.tested_out and is_met,
                )
            )
    LessonProgress.objects.bulk_create(kept)


def carry_paths(pairs: Pairs) -> None:
    """Write the ways through stories that can still be gone."""
    kept = []
    for one in ScenarioPath.objects.filter(enrolment__in=pairs).order_by("pk"):
        new, crossing = pairs[one.enrolment_id]
        scenario = crossing.story(one.scenario_id, one.steps)
        if scenario is not None:
            kept.append(
                ScenarioPath(
                    enrolment=new,
                    scenario_id=scenario,
                    steps=one.steps,
                    placed_at=one.placed_at,
                    finished_at=one.finished_at,
                )
            )
    ScenarioPath.objects.bulk_create(kept)
