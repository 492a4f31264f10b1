"""Pure rules of starting: since when somebody works here, and whether they may work alone."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from courses.compliance.audience import Period
from courses.compliance.status import History, State, status_on

WINDOW = timedelta(days=60)  # so long before and after the first day somebody is a starter
LONGEST = timedelta(weeks=12)  # that somebody is supervised instead of trained
TO_DO = frozenset((State.OVERDUE, State.DUE_SOON, State.DUE))


class Light(StrEnum):
    """Whether a starter's training lets them work unsupervised; it says nothing else of them."""

    NOT_YET = "not-yet"
    SUPERVISED = "supervised"
    COMPLETE = "complete"


def started_on(periods: Iterable[Period], day: date) -> date | None:
    """Return the first day of the unbroken time here that covers ``day``, else the next such day.

    Another job or place the day after the last is no break. None for whoever has left.
    """
    known = sorted(periods, key=lambda period: period.valid_from, reverse=True)
    coming = [period.valid_from for period in known if period.valid_from > day]
    covering = [period.valid_from for period in known if period.covers(day)]
    if not covering:
        return min(coming, default=None)
    since = min(covering)
    for period in known:
        ends = period.valid_until
        if period.valid_from < since and (ends is None or ends >= since - timedelta(days=1)):
            since = period.valid_from
    return since


def is_starter(started: date, on: date) -> bool:
    """Test whether somebody who starts on ``started`` is a starter on ``on``."""
    return abs(started - on) <= WINDOW


def is_due_at_start(history: History, day: date) -> bool:
    """Test whether the rule in force on ``day`` asks this person for its course by the first day.

    Such a rule is due 0 days after the start.
    """
    revision = history.revision_on(day)
    return revision is not None and revision.due_days == 0 and bool(history.named_on(day))


def missing_on(histories: Sequence[tuple[int, History]], day: date) -> tuple[int, ...]:
    """Return the courses to finish before working unsupervised on ``day``.

    ``histories``: the course with what is known of the person under each rule due at the start.
    """
    missing = {course for course, one in histories if status_on(one, day).state in TO_DO}
    return tuple(sorted(missing))


def light_of(missing: Sequence[int], *, is_supervised: bool) -> Light:
    """Return the light of somebody who lacks the courses ``missing``."""
    if not missing:
        return Light.COMPLETE
    return Light.SUPERVISED if is_supervised else Light.NOT_YET


def latest_end(first: date, earlier: Iterable[date]) -> date:
    """Return the last day on which supervision from ``first`` may end.

    Twelve weeks in all: ``earlier`` are the first days of supervision in the same time here.
    """
    return min((first, *earlier)) + LONGEST
