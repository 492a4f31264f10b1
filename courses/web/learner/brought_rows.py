"""What somebody did elsewhere, as their own record shows it: on the page and in its files."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.accounts.models import User
from courses.catalogue.queries import titles_of
from courses.common.tables import Cell
from courses.learning.brought import BroughtRecord, brought_by
from courses.web.presenters import Status


@dataclass(frozen=True, slots=True)
class Brought:
    """One record that the learner brought: the title of its course, and how it stands."""

    title: str
    record: BroughtRecord

    @property
    def status(self) -> Status:
        """Return how it stands, in words and shape."""
        if self.record.is_waiting:
            return Status(_("Waiting for your training lead"), "circle")
        if self.record.accepted:
            return Status(_("Accepted"), "tick")
        return Status(_("Not accepted: %s") % self.record.reason, "dash")

    @property
    def state(self) -> str:
        """Return how it stands, in one word of the file for other software."""
        if self.record.is_waiting:
            return "waiting"
        return "accepted" if self.record.accepted else "declined"

    def as_data(self) -> dict[str, Any]:
        """Return the record for the file for other software."""
        return {
            "course": self.title,
            "organisation": self.record.organisation.name,
            "completed_on": self.record.completed_on,
            "minutes": self.record.minutes,
            "evidence": self.record.evidence,
            "state": self.state,
            "reason": self.record.reason,
        }

    def as_cells(self) -> list[Cell]:
        """Return the record as a line of the table; its minutes count for nothing, so none."""
        one = self.record
        mode = f"Outside this site. {self.status.word}"
        start: list[Cell] = [self.title, None, one.organisation.name, one.completed_on]
        return [*start, None, mode, one.evidence, None, None, None]


def brought_rows(learner: User) -> list[Brought]:
    """Return everything that ``learner`` brought, newest first; two queries, one where none."""
    records = brought_by(learner=learner)
    titles = titles_of([one.course for one in records]) if records else {}
    return [Brought(titles.get(one.course_id, one.course.slug), one) for one in records]


def uncounted_cells(learner: User) -> list[list[Cell]]:
    """Return the lines of what is not accepted; the rest stands there as a completed course."""
    return [row.as_cells() for row in brought_rows(learner) if not row.record.accepted]
