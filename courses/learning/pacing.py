"""Pure: which parts of a course a training room has opened, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a room has been opened: its lessons in order, then the quiz where there is one.

    ``lessons`` are the identifiers of the room's version. Somebody who began an older version may
    have lessons that the room does not know; they open once every lesson of the room is open.
    """

    lessons: Sequence[str]
    opened: int

    def opens(self, lesson: str) -> bool:
        """Test whether this lesson may be read."""
        if lesson in self.lessons:
            return self.lessons.index(lesson) < self.opened
        return self.opened >= len(self.lessons)

    @property
    def opens_quiz(self) -> bool:
        """Test whether the quiz may be taken."""
        return self.opened > len(self.lessons)
