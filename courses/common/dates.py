"""Pure rules of days and months, in the local time of the United Kingdom."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local_date(at: datetime) -> date:
    """Return the London date of the aware moment ``at``.

    Half an hour after midnight in June, UTC still has yesterday.

    :raises ValueError: when ``at`` is naive.
    """
    if at.tzinfo is None:
        message = "A moment needs a time zone"
        raise ValueError(message)
    return at.astimezone(LONDON).date()


def day_ends(day: date) -> datetime:
    """Return the first moment after the London day ``day``."""
    after = day + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=LONDON)


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or that month's last day where it has no such day.

    29 February plus 12 months is 28 February. ``months`` may be negative.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def earliest_held(on: date, months: int) -> date:
    """Return the earliest completion day that is still held on ``on`` when it holds for ``months``.

    For every day d: ``d >= earliest_held(on, months)`` exactly when ``add_months(d, months) >=
    on``.
    """
    day = add_months(on, -months)
    while add_months(day, months) < on:
        day += timedelta(days=1)
    return day
