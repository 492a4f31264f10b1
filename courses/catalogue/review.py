"""Pure rules of review dates: what is due for another reading, or past it, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


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
