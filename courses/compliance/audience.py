"""Pure rules of an audience: whom a rule names by jobs, sites, teams and tags, and who that is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

KINDS = ("roles", "sites", "teams", "tags")


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of days with one role at one place.

    ``valid_until`` is inclusive, None means still.
    """

    valid_from: date
    valid_until: date | None
    role_id: int
    site_id: int
    team_id: int | None

    def covers(self, day: date) -> bool:
        """Test whether ``day`` lies in the period."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Tagged:
    """One stretch of days with one tag; ``valid_until`` is inclusive, None means still."""

    valid_from: date
    valid_until: date | None
    tag_id: int

    def covers(self, day: date) -> bool:
        """Test whether ``day`` lies in the stretch."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Assigned:
    """One course given to one person, to be completed by ``due_on``.

    ``valid_until``: the last day before it was taken back, None where it was not. ``counts_from``:
    the first day on which completing the course meets it, None where any day does.
    """

    valid_from: date
    valid_until: date | None
    due_on: date
    counts_from: date | None = None

    def covers(self, day: date) -> bool:
        """Test whether it holds on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def is_met(self, done: Collection[date]) -> bool:
        """Test whether a completion, on one of the days ``done``, is what was asked for."""
        return any(self.counts_from is None or day >= self.counts_from for day in done)


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a rule names, by ids: of each kind any one, and of every kind that names any.

    A kind that names none asks for nothing; an audience that names none at all is everyone.
    ``chosen``: only those to whom a lead gave the course, each by a day of their own and once.
    """

    roles: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    chosen: bool = False

    @classmethod
    def of(cls, **ids: Iterable[int]) -> "Audience":
        """Return the audience of these ids of each kind, each once and in order."""
        kinds: dict[str, Any] = {kind: tuple(sorted(set(found))) for kind, found in ids.items()}
        return cls(**kinds)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Audience":
        """Return the audience as ``written`` keeps it."""
        found = cls.of(**{kind: kept.get(kind, ()) for kind in KINDS})
        return replace(found, chosen=kept.get("chosen", False))

    def written(self) -> dict[str, Any]:
        """Return the audience as one column keeps it; kinds that name none are left out."""
        named = {kind: list(getattr(self, kind)) for kind in KINDS}
        kept = {"v": 1, **{kind: ids for kind, ids in named.items() if ids}}
        return kept | {"chosen": True} if self.chosen else kept

    def names_place(self, period: Period) -> bool:
        """Test whether somebody with this role at this place is named, whatever their tags."""
        return (
            (not self.roles or period.role_id in self.roles)
            and (not self.sites or period.site_id in self.sites)
            and (not self.teams or period.team_id in self.teams)
        )


EVERYONE = Audience()
CHOSEN = Audience(chosen=True)


def stays_named(audience: Audience, tagged: Iterable[Tagged], day: date) -> date | None:
    """Return since when somebody has carried one of the audience's tags that they carry on ``day``.

    None where they carry none; ``date.min`` where the audience asks for no tag.
    """
    if not audience.tags:
        return date.min
    carried = (one for one in tagged if one.tag_id in audience.tags and one.covers(day))
    return min((one.valid_from for one in carried), default=None)
