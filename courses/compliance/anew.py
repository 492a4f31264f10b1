"""Pure rules of completing a newer version anew: what is asked, of whom, and what meets it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Anew:
    """One newer version that whoever completed an earlier one completes by ``due_on``.

    It is asked from ``since`` on. What was completed before counts until that day, and no longer.
    """

    version: Version
    due_on: date
    since: date

    def is_met_by(self, completed_on: date, version: Version | None) -> bool:
        """Test whether a completion of the course itself meets it.

        Outside training (no version) does where it took place since then.
        """
        return completed_on >= self.since if version is None else version >= self.version


class Completed(Protocol):
    """What is asked of a completion here; ``refresher_id`` is set for one of a shorter course."""

    @property
    def completed_on(self) -> date:
        """Return the day."""

    @property
    def version(self) -> Version | None:
        """Return the version, None for training outside the platform."""

    @property
    def refresher_id(self) -> int | None:
        """Return the shorter course, None for the rule's own."""


def unmet(asked: Iterable[Anew], counted: Sequence[Completed]) -> Anew | None:
    """Return what none of ``counted`` meets, the earliest due of several; None where all is met.

    A shorter course meets none.
    """
    full = [one for one in counted if one.refresher_id is None]
    waiting = (
        anew
        for anew in asked
        if not any(anew.is_met_by(one.completed_on, one.version) for one in full)
    )
    return min(waiting, key=lambda one: one.due_on, default=None)


def reachable(asked: Iterable[Anew], *, offered: Version | None) -> tuple[Anew, ...]:
    """Return what can be met while new learners get the version ``offered``."""
    return tuple(one for one in asked if offered is not None and one.version <= offered)


def read(kept: Mapping[str, Any]) -> tuple[Anew, ...]:
    """Return what ``written`` keeps."""
    return tuple(
        Anew(tuple(version), date.fromisoformat(due_on), date.fromisoformat(since))
        for version, due_on, since in kept.get("asked", ())
    )


def written(asked: Iterable[Anew]) -> dict[str, Any]:
    """Return what is asked as one column keeps it."""
    rows = [[list(one.version), one.due_on.isoformat(), one.since.isoformat()] for one in asked]
    return {"v": 1, "asked": rows} if rows else {}
