"""Pure rules of renewal: until which day a completion is held, by the kind of renewal.

Every kind counts whole months and lets a completion within the renewal window count for the next
period. From the day of completion: the months run from there. On a fixed day of the year: until the
day before it. On anniversaries: of the first completion that counts.
"""

from datetime import date, timedelta
from enum import StrEnum

from courses.common import dates

YEAR = 12
MOST_YEARS = 10
# A rule that renews on a day of the year counts whole years.
WHOLE_YEARS = tuple(YEAR * years for years in range(1, MOST_YEARS + 1))
LEAP_YEAR = 2000


class Renewal(StrEnum):
    """From which day a completion counts for the next period."""

    COMPLETION = "completion"
    ANNIVERSARY = "anniversary"
    FIXED_DAY = "fixed_day"


def held_until(
    completed_on: date,
    *,
    first: date,
    kind: Renewal,
    months: int,
    window: int,
    fixed: tuple[int, int] | None = None,
) -> date:
    """Return the last day on which a completion of ``completed_on`` is held.

    ``first``: the first completion that counts. ``fixed``: month and day of a fixed day.
    """
    if kind is Renewal.FIXED_DAY and fixed is not None:
        begins = begun_by(completed_on, fixed=fixed, window=window)
        return day_of(begins + months // YEAR, fixed) - timedelta(days=1)
    if kind is Renewal.ANNIVERSARY:
        return anniversary_after(completed_on, first=first, months=months, window=window)
    return dates.add_months(completed_on, months)


def earliest_held(
    on: date, *, kind: Renewal, months: int, window: int, fixed: tuple[int, int] | None = None
) -> date:
    """Return the earliest completion day that is still held on ``on``.

    For every day d: ``d >= earliest_held(on)`` exactly when ``held_until(d) >= on``. Renewal on
    anniversaries has no such day: it is another for each person.
    """
    if kind is Renewal.FIXED_DAY and fixed is not None:
        year = on.year if on < day_of(on.year, fixed) else on.year + 1
        return day_of(year - months // YEAR, fixed) - timedelta(days=window)
    return dates.earliest_held(on, months)


def day_of(year: int, fixed: tuple[int, int]) -> date:
    """Return the fixed day of ``year``; 29 February is the 28th where there is none."""
    month, day = fixed
    return dates.add_months(date(LEAP_YEAR, month, day), YEAR * (year - LEAP_YEAR))


def begun_by(completed_on: date, *, fixed: tuple[int, int], window: int) -> int:
    """Return the year whose fixed day begins the period for which a completion counts."""
    counts_on = completed_on + timedelta(days=window)
    return counts_on.year if day_of(counts_on.year, fixed) <= counts_on else counts_on.year - 1


def anniversary_after(completed_on: date, *, first: date, months: int, window: int) -> date:
    """Return the anniversary of ``first`` until which a completion is held.

    One within the window before an anniversary counts beyond it.
    """
    periods = 1
    while completed_on > dates.add_months(first, months * periods) - timedelta(days=window):
        periods += 1
    return dates.add_months(first, months * periods)
