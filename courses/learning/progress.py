"""Pure rules of progress: what counts as complete, where to resume, how many minutes are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class LessonState:
    """One lesson of one enrolment.

    ``checks`` are the identifiers of its check blocks, in order; ``chosen`` holds the latest stored
    answer of each that was answered.
    """

    identifier: str
    title: str
    minutes: int
    lesson_id: int = 0
    notice: str = ""
    reviewed_on: date | None = None
    checks: tuple[str, ...] = ()
    chosen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    last_block: str = ""
    placed_at: datetime | None = None
    completed: bool = False

    @property
    def opened(self) -> bool:
        """Test whether the lesson was ever begun."""
        return self.placed_at is not None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Return the checks still to answer, in order."""
        return tuple(check for check in self.checks if check not in self.chosen)


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where the learner goes on: a lesson, at a block when one was kept."""

    lesson: str
    title: str
    block: str


def resume_point(lessons: Sequence[LessonState]) -> ResumePoint | None:
    """Return where to go on: the lesson placed last and not complete, else the first not complete.

    None when done.
    """
    left = [lesson for lesson in lessons if not lesson.completed]
    if not left:
        return None
    placed = [lesson for lesson in left if lesson.placed_at is not None]
    last = (
        max(placed, key=lambda lesson: (lesson.placed_at, lesson.identifier)) if placed else left[0]
    )
    return ResumePoint(last.identifier, last.title, last.last_block)


def minutes_left(lessons: Sequence[LessonState]) -> int:
    """Return the minutes of the lessons that are not complete."""
    return sum(lesson.minutes for lesson in lessons if not lesson.completed)


def may_take_quiz(lessons: Sequence[LessonState]) -> bool:
    """Test whether every lesson is complete."""
    return all(lesson.completed for lesson in lessons)
