"""Pure rules of a time limit: how long an attempt may take, how it is lengthened, when it is over.

A limit is the organisation's choice and never the last word: extra time comes on top of it, and
whoever needs more takes more while the attempt runs (WCAG 2.2, success criterion 2.2.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(seconds=30)  # what was sent on time may arrive a little later
EXTENSIONS = 10  # how often one attempt may be lengthened by whoever takes it
SHORTEST_EXTENSION = 5  # minutes
CHOICES = (0, 25, 50, 100)  # per cent of extra time that can be asked for


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long one attempt may take: the limit for everybody, and one's own extra minutes."""

    minutes: int
    extra: int = 0

    @property
    def total(self) -> int:
        """Return all of the minutes."""
        return self.minutes + self.extra

    def ends_at(self, started_at: datetime) -> datetime:
        """Return when an attempt begun at ``started_at`` ends."""
        return started_at + timedelta(minutes=self.total)


def extra_minutes(minutes: int, percent: int) -> int:
    """Return ``percent`` of the limit as whole minutes, rounded up."""
    return -(-minutes * percent // 100)


def allowance(minutes: int | None, percents: Iterable[int]) -> Allowance | None:
    """Return how long an attempt may take, with the most of ``percents``; None without a limit."""
    if minutes is None:
        return None
    return Allowance(minutes, extra_minutes(minutes, max(percents, default=0)))


def extension(minutes: int) -> int:
    """Return by how many minutes an attempt is lengthened at a time: a quarter of the limit."""
    return max(SHORTEST_EXTENSION, extra_minutes(minutes, 25))


def is_over(ends_at: datetime | None, at: datetime) -> bool:
    """Test whether an attempt that ends at ``ends_at`` takes no answer any more at ``at``."""
    return ends_at is not None and at >= ends_at + GRACE
