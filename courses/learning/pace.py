"""Pure rules of how long a lesson takes, from how long people took; and its one stored form."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import Any, Final

ENOUGH_PEOPLE: Final = 10
MOST_PEOPLE: Final = 1_000  # the latest of them
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=60)
MINUTE: Final = timedelta(minutes=1)


def observed_minutes(times: Sequence[timedelta]) -> int | None:
    """Return the median of ``times`` in whole minutes, or None where too few people took them.

    ``times``: one a person, the earliest first. What is too short to have been read or so long
    that something came between, such as a night, is left out. Of the rest whole tens count in
    their order, so that the figure moves with ten more people and never with one.
    """
    read = [time for time in times if SHORTEST <= time <= LONGEST]
    counted = read[: len(read) - len(read) % ENOUGH_PEOPLE][-MOST_PEOPLE:]
    return round(median(time / MINUTE for time in counted)) if counted else None


def paces_of(stored: Mapping[str, Any]) -> dict[str, int]:
    """Return the observed minutes of a version's lessons, by identifier, as they are stored."""
    return dict(stored.get("minutes", {}))


def stored_paces(minutes: Mapping[str, int]) -> dict[str, object]:
    """Return the observed minutes as they are stored."""
    return {"v": 1, "minutes": dict(minutes)}


def is_far(given: int, observed: int) -> bool:
    """Test whether a lesson takes a quarter more or less than it is given."""
    return abs(observed - given) * 4 > given
