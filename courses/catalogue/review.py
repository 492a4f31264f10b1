"""Pure rules of review dates: what is due for another reading, or past it, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

# A contact nobody looked at for so many days may be wrong; our choice, no rule of law.
STALE_DAYS: Final = 180
OLD_DAYS: Final = 365


class Freshness(StrEnum):
    """How far a contact can be relied on, by the day it was checked."""

    FRESH = "fresh"
    STALE = "stale"
    OLD = "old"


def freshness(*, checked_on: date, on: date) -> Freshness:
    """Return how fresh a contact checked on ``checked_on`` is on ``on``."""
    days = (on - checked_on).days
    if days > OLD_DAYS:
        return Freshness.OLD
    return Freshness.STALE if days > STALE_DAYS else Freshness.FRESH


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One thing with a review date; ``kind`` is fact, offence, contact or course."""

    kind: str
    identifier: str
    review_by: date


def past(entries: Iterable[Reviewed], *, on: date) -> list[Reviewed]:
    """Return what is past review on ``on``, longest past first; the date itself is in time."""
    return in_order(entry for entry in entries if entry.review_by < on)


def due(entries: Iterable[Reviewed], *, on: date, days: int) -> list[Reviewed]:
    """Return what is to be reviewed from ``on`` to ``days`` later, inclusive, soonest first."""
    last = on + timedelta(days=days)
    return in_order(entry for entry in entries if on <= entry.review_by <= last)


def in_order(entries: Iterable[Reviewed]) -> list[Reviewed]:
    """Return ``entries`` by date, then kind and identifier."""
    return sorted(entries, key=lambda entry: (entry.review_by, entry.kind, entry.identifier))
