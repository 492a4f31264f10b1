"""Pure rules of an audience: whom a rule names by jobs, sites, teams and tags, and who that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
class Audience:
    """Whom a rule names, by ids: of each kind any one, and of every kind that names any.

    A kind that names none asks for nothing; an audience that names none at all is everyone.
    """

    roles: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()

    @classmethod
    def of(cls, **ids: Iterable[int]) -> "Audience":
        """Return the audience of these ids of each kind, each once and in order."""
        return cls(**{kind: tuple(sorted(set(found))) for kind, found in ids.items()})

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Audience":
        """Return the audience as ``written`` keeps it."""
        return cls.of(**{kind: kept.get(kind, ()) for kind in KINDS})

    def written(self) -> dict[str, Any]:
        """Return the audience as one column keeps it; kinds that name none are left out."""
        named = {kind: list(getattr(self, kind)) for kind in KINDS}
        return {"v": 1, **{kind: ids for kind, ids in named.items() if ids}}

    def names_place(self, period: Period) -> bool:
        """Test whether somebody with this role at this place is named, whatever their tags."""
        return (
            (not self.roles or period.role_id in self.roles)
            and (not self.sites or period.site_id in self.sites)
            and (not self.teams or period.team_id in self.teams)
        )


EVERYONE = Audience()


def stays_named(audience: Audience, tagged: Iterable[Tagged], day: date) -> date | None:
    """Return since when somebody has carried one of the audience's tags that they carry on ``day``.

    None where they carry none; ``date.min`` where the audience asks for no tag.
    """
    if not audience.tags:
        return date.min
    carried = (one for one in tagged if one.tag_id in audience.tags and one.covers(day))
    return min((one.valid_from for one in carried), default=None)
