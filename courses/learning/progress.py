"""Pure rules of progress: what counts as complete, where to resume, how many minutes are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from courses.catalogue.sections import BlockOutline


@dataclass(frozen=True, slots=True)
class LessonState:
    """One lesson of one enrolment.

    ``checks`` are the identifiers of its check blocks, in order; ``chosen`` holds the latest stored
    answer of each that was answered. ``minutes`` are those it is given, or ``is_observed``, those
    that people were seen to take. ``pretest``: they may be asked beforehand; ``tested_out``:
    they were, and every answer was right.
    """

    identifier: str
    title: str
    minutes: int
    lesson_id: int = 0
    notice: str = ""
    reviewed_on: date | None = None
    is_observed: bool = False
    checks: tuple[str, ...] = ()
    blocks: tuple[BlockOutline, ...] = ()
    chosen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    last_block: str = ""
    placed_at: datetime | None = None
    completed: bool = False
    pretest: bool = False
    tested_out: bool = False

    @property
    def opened(self) -> bool:
        """Test whether the lesson was ever begun."""
        return self.placed_at is not None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Return the checks still to answer, in order."""
        return tuple(check for check in self.checks if check not in self.chosen)

    @property
    def may_be_asked(self) -> bool:
        """Test whether the pre-test may still ask the lesson's checks: once, and all or none."""
        return self.pretest and not self.completed and not self.chosen and bool(self.checks)


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


def in_pretest(lessons: Sequence[LessonState]) -> list[LessonState]:
    """Return the lessons that the pre-test is about, in order."""
    return [lesson for lesson in lessons if lesson.pretest]


def asked_next(lessons: Sequence[LessonState], *, after: str = "") -> LessonState | None:
    """Return the first lesson that the pre-test may still ask, None when there is none.

    ``after``: only those that follow this lesson.
    """
    names = [lesson.identifier for lesson in lessons]
    rest = lessons[names.index(after) + 1 :] if after else lessons
    return next((lesson for lesson in rest if lesson.may_be_asked), None)


def goes_on_in_pretest(lessons: Sequence[LessonState]) -> bool:
    """Test whether the pre-test comes next: some of it is left, and no lesson was begun to read."""
    reads = any(lesson.opened and not lesson.tested_out for lesson in lessons)
    return not reads and asked_next(lessons) is not None


def minutes_known(lessons: Sequence[LessonState]) -> int:
    """Return the minutes of the lessons that the pre-test showed to be known."""
    return sum(lesson.minutes for lesson in lessons if lesson.tested_out)
