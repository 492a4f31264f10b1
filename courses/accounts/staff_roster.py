"""Pure shapes of comparing a staff file: who and what there is, and what a row comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from courses.common.names import fold


class Kind(StrEnum):
    """What one row comes to."""

    ADD = "add"
    INVITE = "invite"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    LEAVER = "leaver"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Post:
    """One job that somebody holds now or later; ids of job, site and team in ``places``."""

    period: int
    places: Mapping[str, int | None]
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """One person the organisation knows; without ``posts`` they have left, on ``left_on``.

    ``shared``: another organisation knows the account too. ``has_access``: beyond learning.
    """

    membership: int
    name: str
    email: str
    number: str
    posts: tuple[Post, ...] = ()
    left_on: date | None = None
    shared: bool = False
    has_access: bool = False
    tags: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file is compared with: the people, by address and by number, and the places by id.

    ``elsewhere`` are addresses of accounts that only others know, ``invited`` those with an offer.
    """

    today: date
    people: tuple[Person, ...]
    names: Mapping[str, Mapping[int, str]]
    elsewhere: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    by_email: Mapping[str, Person] = field(init=False)
    by_number: Mapping[str, Person] = field(init=False)
    ids: Mapping[str, Mapping[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        lookups = {
            "by_email": {one.email: one for one in self.people if one.email},
            "by_number": {one.number.lower(): one for one in self.people if one.number},
            "ids": {
                kind: {fold(name): pk for pk, name in names.items()}
                for kind, names in self.names.items()
            },
        }
        for name, value in lookups.items():
            object.__setattr__(self, name, value)

    def only(self, kind: str) -> int | None:
        """Return the one job or site there is, which a new person has without being asked."""
        there = self.names[kind]
        return next(iter(there)) if len(there) == 1 else None


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row comes to.

    ``row`` is None for somebody who is not in the file. ``changes`` are (field, before, after) in
    words, ``problems`` (field, value, remedy); ``write`` what to write, by field.
    """

    row: int | None
    kind: Kind
    name: str
    membership: int | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()
    write: Mapping[str, object] = field(default_factory=dict)
