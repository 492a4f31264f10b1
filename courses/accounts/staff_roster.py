"""Pure shapes of comparing a staff file: who there is, a row being read, what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from courses.accounts.staff_columns import EMAIL, NAME, NUMBER, SITE, TAGS, TEAM, tag_names
from courses.accounts.staff_list import DAYS_AHEAD, EARLIEST
from courses.accounts.typed_days import day_of
from courses.common.names import fold

DAY_REMEDY = "Enter a real date such as 2026-09-01 or 1/9/2026"


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

    ``elsewhere`` are addresses of accounts that only others know, ``invited`` those with an offer;
    ``team_sites`` the site of each team that is of one.
    """

    today: date
    people: tuple[Person, ...]
    names: Mapping[str, Mapping[int, str]]
    elsewhere: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    team_sites: Mapping[int, int] = field(default_factory=dict)
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


@dataclass(slots=True)
class Reading:
    """One row being read: its cells by field, and what is wrong so far."""

    row: int
    cells: Mapping[str, str]
    roster: Roster
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the cell, empty where there is none."""
        return self.cells.get(name, "")

    @property
    def email(self) -> str:
        """Return the address in lower case."""
        return self.text(EMAIL).lower()

    def refuse(self, name: str, remedy: str) -> None:
        """Note what is wrong with the cell of ``name``."""
        self.problems.append((name, self.text(name)[:80], remedy))

    def place(self, kind: str) -> int | None:
        """Return the job, site or team that the cell names; a name nobody set up is refused."""
        value = self.text(kind)
        found = self.roster.ids[kind].get(fold(value)) if value else None
        if value and found is None:
            names = ", ".join(sorted(self.roster.names[kind].values())[:8]) or "none yet"
            self.refuse(kind, f"Enter a {kind} that you have set up ({names})")
        return found

    def refuse_apart(self, team: object, site: object) -> None:
        """Refuse a team that is of another site than the row puts the person at."""
        of = self.roster.team_sites.get(team) if isinstance(team, int) else None
        if of is not None and site is not None and of != site:
            there = self.roster.names[SITE][of]
            self.refuse(TEAM, f"This team is at {there}. Put the team or the site right")

    def tags(self) -> list[int] | None:
        """Return the tags that the cell names, None where it is empty; unknown ones are refused."""
        ids = self.roster.ids[TAGS] if self.text(TAGS) else {}
        asked = tag_names(self.text(TAGS), ids)
        if unknown := [one for one in asked if fold(one) not in ids]:
            names = ", ".join(sorted(self.roster.names[TAGS].values())[:8]) or "none yet"
            remedy = f"Enter tags that you have set up ({names}), parted by semicolons"
            self.refuse(TAGS, f"{remedy}. Not known: {unknown[0][:80]}")
            return None
        return sorted({ids[fold(one)] for one in asked}) if asked else None

    def day(self, name: str) -> date | None:
        """Return the day of a cell; one that cannot be is refused."""
        if not (value := self.text(name)):
            return None
        if (day := day_of(value)) is None:
            self.refuse(name, DAY_REMEDY)
        elif not EARLIEST <= day <= self.roster.today + timedelta(days=DAYS_AHEAD):
            self.refuse(name, "Enter a day after 1950 and at most a year ahead")
        return day

    def planned(self, kind: Kind, **more: object) -> Planned:
        """Return the row as ``kind``, or as an error where something is wrong with it."""
        name = self.text(NAME) or self.email or self.text(NUMBER)
        if self.problems:
            return Planned(self.row, Kind.ERROR, name[:200], problems=tuple(self.problems))
        return Planned(self.row, kind, name, **more)  # type: ignore[arg-type]
