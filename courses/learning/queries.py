"""Questions about enrolments, progress and completions, each asked for one learner."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from courses.accounts.models import User
from courses.catalogue.models import Block, BlockKind, Lesson
from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress
from courses.learning.progress import LessonState


def enrolments_of(*, learner: User) -> list[Enrolment]:
    """Return the learner's open enrolments, by title.

    ``is_complete`` tells whether the course was met.
    """
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    return list(
        Enrolment.objects.open()
        .filter(learner=learner)
        .annotate(is_complete=Exists(done))
        .select_related("version", "course", "organisation")
        .order_by("version__title", "pk")
    )


def enrolment_at(*, learner: User, registration: UUID) -> Enrolment | None:
    """Return the learner's own enrolment at this address, closed or not.

    None when missing or foreign.
    """
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    return (
        Enrolment.objects.filter(learner=learner, registration=registration)
        .annotate(is_complete=Exists(done))
        .select_related("version", "course", "organisation")
        .first()
    )


def lesson_states(enrolment: Enrolment) -> list[LessonState]:
    """Return how far the enrolment is in each lesson, in the order of the course; two queries."""
    return lesson_states_of([enrolment])[enrolment.pk]


def lesson_states_of(enrolments: list[Enrolment]) -> dict[int, list[LessonState]]:
    """Return the lesson states of each enrolment, by its id; two queries an enrolment."""
    return {enrolment.pk: states_of_one(enrolment) for enrolment in enrolments}


def states_of_one(enrolment: Enrolment) -> list[LessonState]:
    """Return the states of one enrolment's lessons from two queries.

    Lessons with progress, checks with answers.
    """
    progress = LessonProgress.objects.filter(enrolment=enrolment, lesson=OuterRef("pk"))
    lessons = (
        Lesson.objects.filter(version=enrolment.version_id)
        .annotate(
            last_block=Subquery(progress.values("last_block")),
            placed_at=Subquery(progress.values("placed_at")),
            completed_at=Subquery(progress.values("completed_at")),
        )
        .order_by("position")
    )
    answers = CheckAnswer.objects.filter(enrolment=enrolment, item=OuterRef("item"))
    checks: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for lesson_id, identifier, answered in (
        Block.objects.filter(lesson__version=enrolment.version_id, kind=BlockKind.CHECK)
        .annotate(answered=Exists(answers))
        .order_by("lesson", "position")
        .values_list("lesson", "identifier", "answered")
    ):
        checks[lesson_id].append((identifier, answered))
    return [
        LessonState(
            identifier=lesson.identifier,
            title=lesson.title,
            minutes=lesson.minutes,
            checks=tuple(check for check, _ in checks[lesson.pk]),
            answered=frozenset(check for check, answered in checks[lesson.pk] if answered),
            last_block=lesson.last_block or "",
            placed_at=lesson.placed_at,
            completed=lesson.completed_at is not None,
        )
        for lesson in lessons
    ]


def check_answers(*, enrolment: Enrolment, lesson: Lesson) -> dict[int, dict[str, Any]]:
    """Return the latest answer to each check of one lesson, by item id; one query."""
    answers = CheckAnswer.objects.filter(enrolment=enrolment, item__in=lesson_items(lesson))
    return dict(answers.values_list("item_id", "latest_chosen"))


def lesson_items(lesson: Lesson) -> Any:
    """Return the ids of the items that the checks of one lesson show, as a subquery."""
    return Block.objects.filter(lesson=lesson, item__isnull=False).values("item")


def completions_of(*, learner: User) -> list[Completion]:
    """Return everything the learner completed, in whatever organisation, newest first."""
    return list(
        Completion.objects.current()
        .filter(learner=learner)
        .select_related("version", "course", "organisation")
        .order_by("-completed_at", "-pk")
    )


def course_minutes(version_id: int) -> int:
    """Return the minutes that the lessons of a version are given."""
    total = Lesson.objects.filter(version=version_id).aggregate(total=Sum("minutes"))["total"]
    return int(total or 0)


def open_enrolments(*, organisation_id: int, course_id: int) -> Any:
    """Return the ids of the learners who have the course open there, as a subquery."""
    here = Q(organisation=organisation_id, course=course_id)
    return Enrolment.objects.open().filter(here).values(learner_pk=F("learner"))
