"""Pure rules of how an organisation reminds: the stages, the hours and days of rest, the words.

Stages: so many days before the due day; the day after it; then again every so many days. Nothing
optional leaves in the quiet hours, on quiet days or during a pause: it waits for the next morning
that is allowed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from courses.common.dates import LONDON

BEFORE = (30, 14, 3)
EVERY_DAYS = 14
REPEATS = 4
EVENING, MORNING = time(20), time(7)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What the words of a reminder may name, and what stands for it in the example.
PLACEHOLDERS = ("name", "organisation", "courses", "first_day")


@dataclass(frozen=True, slots=True)
class Rest:
    """Some days on which nothing optional leaves; both are inclusive."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Plan:
    """How one organisation reminds its people.

    ``before`` counts down. Quiet hours run from one time to the other, over midnight where the
    first is the later; equal times mean none. ``digest_on`` is a weekday, Monday 0. Empty words
    are the usual ones.
    """

    before: tuple[int, ...] = BEFORE
    every_days: int = EVERY_DAYS
    repeats: int = REPEATS
    quiet_from: time = EVENING
    quiet_until: time = MORNING
    rests: tuple[Rest, ...] = ()
    paused_until: date | None = None
    digest_on: int | None = None
    opening: str = ""
    closing: str = ""

    def rests_on(self, day: date) -> bool:
        """Test whether nothing optional leaves on ``day``."""
        if self.paused_until is not None and day <= self.paused_until:
            return True
        return any(rest.first_day <= day <= rest.last_day for rest in self.rests)

    def is_quiet(self, at: time) -> bool:
        """Test whether ``at`` lies in the quiet hours."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def next_allowed(self, at: datetime) -> datetime:
        """Return the first moment from ``at`` on at which something optional may leave.

        By the clock on the wall in London, also in the nights in which that is changed.
        """
        local = at.astimezone(LONDON)
        day = local.date()
        if not self.rests_on(day) and not self.is_quiet(local.time()):
            return at
        if self.is_quiet(local.time()) and local.time() >= self.quiet_until:
            day += timedelta(days=1)
        while self.rests_on(day):
            day += timedelta(days=1)
        morning = datetime.combine(day, self.morning, tzinfo=LONDON)
        if morning < at:  # the hour comes twice, and this is the second
            morning = morning.replace(fold=1)
        return max(morning.astimezone(at.tzinfo), at)

    @property
    def morning(self) -> time:
        """Return the time of day at which the quiet hours end; midnight without any."""
        return time(0) if self.quiet_from == self.quiet_until else self.quiet_until


USUAL = Plan()


def unknown_in(words: str) -> list[str]:
    """Return the placeholders of ``words`` that stand for nothing, in order."""
    return [name for name in PLACEHOLDER.findall(words) if name not in PLACEHOLDERS]


def filled(words: str, values: Mapping[str, str]) -> str:
    """Return ``words`` with each placeholder replaced; what was put in is not looked at again."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)
