"""Pure rules of what one person is allowed under a rule: excused for a time, or given more time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MOST_TIME = timedelta(weeks=12)  # that a due day can be put back, in all


@dataclass(frozen=True, slots=True)
class Excused:
    """One stretch of days on which the person is excused from the rule."""

    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Extended:
    """A later due day, ``due_on``, that holds from one day on.

    ``valid_until``: the last day before it was taken back, None where it was not.
    """

    valid_from: date
    valid_until: date | None
    due_on: date

    def covers(self, day: date) -> bool:
        """Test whether it holds on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def unspent(extensions: Iterable[Extended], done: Collection[date]) -> tuple[Extended, ...]:
    """Return those that no completion, on the days ``done``, has used up.

    One on the day itself does, or later: what is due after it is another period.
    """
    last = max(done, default=date.min)
    return tuple(one for one in extensions if one.valid_from > last)


def extension_on(extensions: Iterable[Extended], day: date, *, due: date) -> Extended | None:
    """Return what puts ``due`` back furthest on ``day``, or None where nothing does."""
    later = [one for one in extensions if one.covers(day) and one.due_on > due]
    return max(later, key=lambda one: one.due_on, default=None)


def put_back(due: date, extensions: Iterable[Extended], day: date) -> date:
    """Return the due day as it stands on ``day``: ``due``, or a later one that was given."""
    found = extension_on(extensions, day, due=due)
    return due if found is None else found.due_on


def latest_due(due: date, extensions: Iterable[Extended], *, today: date) -> date:
    """Return the last day to which ``due`` can be put back today.

    Twelve weeks in all, from ``due`` itself or, where that has passed, from the day on which more
    time was first given; ``extensions`` are those that no completion has used up.
    """
    given = [one.valid_from for one in extensions if one.due_on > due]
    return max(due, min((today, *given))) + MOST_TIME
