"""Pure rules of figures: rates, what is to be done, and nothing about fewer than ten people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add

from courses.compliance.ranks import BANDS, ranks_with, state_of
from courses.compliance.status import State

SMALLEST_GROUP = 10
FEWEST_OF_ONE_ANSWER = 3

TO_DO = (State.OVERDUE, State.DUE_SOON, State.DUE)
HELD = (State.IN_DATE, State.RENEWAL_OPEN)
NOT_ASKED = frozenset((State.NOT_REQUIRED, State.EXEMPT))

# What a list may be asked for, each with the ranks it means: the states by their own names, and
# what several of them have in common.
NOT_STARTED, UP_TO_DATE, NOT_REQUIRED = "not_started", "up_to_date", "not_required"
RANKS: dict[str, list[int]] = {
    **{str(state): ranks_with((state,)) for state in State},
    "to_do": ranks_with(TO_DO),
    NOT_STARTED: ranks_with(TO_DO),
    UP_TO_DATE: ranks_with(HELD),
    **{f"expiring_{limit}": ranks_with(HELD, (band,)) for band, limit in enumerate(BANDS)},
}
RANKS_TO_DO = frozenset(RANKS["to_do"])
SETS_KEPT = 4_096  # of ranks: few of those that are possible are met


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        """Return the whole per cent, never 100 while one is missing and never 0 while one is in."""
        if not self.whole:
            return 0
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        if self.part not in (0, self.whole):
            rounded = min(max(rounded, 1), 99)
        return rounded


Place = tuple[int, int, int | None]  # site, job, team


@dataclass(frozen=True, slots=True)
class Person:
    """One person's ranks by course, what of it was begun, and where the person belongs."""

    ranks: Mapping[int, int]
    begun: Collection[int] = ()
    places: Collection[Place] = ()

    @property
    def states(self) -> frozenset[State]:
        """Return every state the person is in."""
        return frozenset(state_of(rank) for rank in self.ranks.values())

    @property
    def has_not_started(self) -> bool:
        """Test whether a course to do was not begun."""
        return any(
            rank in RANKS_TO_DO and course not in self.begun for course, rank in self.ranks.items()
        )


def meets(person: Person, status: str) -> bool:
    """Test whether a list of people in ``status`` shows the person.

    Up to date and not required are said of all courses together.
    """
    found = set(person.ranks.values())
    if status == NOT_STARTED:
        return person.has_not_started
    if status == NOT_REQUIRED:
        return found <= set(RANKS[NOT_REQUIRED])
    has_any = not found.isdisjoint(RANKS[status])
    return has_any and not (status == UP_TO_DATE and not found.isdisjoint(RANKS_TO_DO))


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people of a group are in each of these states for some course.

    One may be counted in several. ``asked``: of whom a course is asked; ``expiring``: by the bands.
    """

    people: int = 0
    asked: int = 0
    overdue: int = 0
    due_soon: int = 0
    to_do: int = 0
    renewal_open: int = 0
    expiring: tuple[int, ...] = (0,) * len(BANDS)

    def __add__(self, other: "Sums") -> "Sums":
        """Return both groups together."""
        return Sums(
            self.people + other.people,
            self.asked + other.asked,
            self.overdue + other.overdue,
            self.due_soon + other.due_soon,
            self.to_do + other.to_do,
            self.renewal_open + other.renewal_open,
            tuple(map(add, self.expiring, other.expiring)),
        )

    @property
    def up_to_date(self) -> Share:
        """Return how many of those of whom a course is asked hold every one of them."""
        return Share(self.asked - self.to_do, self.asked)


@dataclass(slots=True)
class Figures:
    """The people of a scope as counted: by where they work, and by course who holds it."""

    groups: dict[frozenset[Place], Sums] = field(default_factory=dict)
    courses: dict[int, Share] = field(default_factory=dict)
    not_started: int = 0

    def add(self, person: Person) -> None:
        """Count one person more."""
        self.add_group(frozenset(person.places), sums_of(frozenset(person.ranks.values())))
        self.not_started += person.has_not_started
        for course, rank in person.ranks.items():
            if state_of(rank) not in NOT_ASKED:
                self.add_share(course, Share(rank not in RANKS_TO_DO, 1))

    def add_group(self, places: frozenset[Place], sums: Sums) -> None:
        """Count a group of people more, who all work at ``places``."""
        self.groups[places] = self.groups.get(places, Sums()) + sums

    def add_share(self, course: int, share: Share) -> None:
        """Count more people of whom ``course`` is asked."""
        mine = self.courses.get(course, Share(0, 0))
        self.courses[course] = Share(mine.part + share.part, mine.whole + share.whole)

    @property
    def all(self) -> Sums:
        """Return the counts of everybody."""
        return sum(self.groups.values(), Sums())

    def grouped(self, *, by: int) -> dict[int, Sums]:
        """Return the counts by site (``by`` 0), job (1) or team (2).

        Somebody with two jobs is in two groups.
        """
        found: dict[int, Sums] = {}
        for places, sums in self.groups.items():
            for key in {place[by] for place in places}:
                if key is not None:
                    found[key] = found.get(key, Sums()) + sums
        return found


@lru_cache(maxsize=SETS_KEPT)
def sums_of(ranks: frozenset[int]) -> Sums:
    """Return what one person with these ranks counts for; ten thousand share a few hundred."""

    def has(name: str) -> int:
        return not ranks.isdisjoint(RANKS[name])

    return Sums(
        people=1,
        asked=any(state_of(rank) not in NOT_ASKED for rank in ranks),
        overdue=has(State.OVERDUE),
        due_soon=has(State.DUE_SOON),
        to_do=has("to_do"),
        renewal_open=has(State.RENEWAL_OPEN),
        expiring=tuple(has(f"expiring_{limit}") for limit in BANDS),
    )


def worst_first(shares: Mapping[int, Share]) -> list[tuple[int, Share]]:
    """Return the groups of which anything is asked, the lowest share first, then the largest."""
    asked = [(key, share) for key, share in shares.items() if share.whole]
    return sorted(asked, key=lambda one: (one[1].part / one[1].whole, -one[1].whole, one[0]))


@dataclass(frozen=True, slots=True)
class Answered:
    """How first attempts went at one question: how many people, how many right, what was wrong.

    ``wrong`` counts the wrong options chosen, by identifier.
    """

    people: int
    right: int
    wrong: Mapping[str, int]

    @property
    def share(self) -> Share | None:
        """Return how many were right first time; None under ten people."""
        return Share(self.right, self.people) if self.people >= SMALLEST_GROUP else None

    @property
    def most_chosen_wrong(self) -> str:
        """Return the wrong option most people chose; empty under ten people, or three choices."""
        if self.people < SMALLEST_GROUP or not self.wrong:
            return ""
        option, times = min(self.wrong.items(), key=lambda one: (-one[1], one[0]))
        return option if times >= FEWEST_OF_ONE_ANSWER else ""
