"""Pure rules of figures: rates, what is to be done, and nothing about fewer than ten people."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

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


@lru_cache(maxsize=SETS_KEPT)
def states_of(ranks: frozenset[int]) -> frozenset[State]:
    """Return the states of which ``ranks`` are numbers; ten thousand people share a few hundred."""
    return frozenset(state_of(rank) for rank in ranks)


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


@dataclass(frozen=True, slots=True)
class Person:
    """One person's ranks by course, what of it was begun, and where the person belongs.

    ``states``: every state the person is in.
    """

    ranks: Mapping[int, int]
    begun: Collection[int] = ()
    places: Collection[tuple[int, int, int | None]] = ()
    states: frozenset[State] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out every state the person is in: each figure asks for them again."""
        object.__setattr__(self, "states", states_of(frozenset(self.ranks.values())))

    @property
    def is_asked(self) -> bool:
        """Test whether some course is asked of the person today."""
        return not self.states <= NOT_ASKED

    @property
    def has_to_do(self) -> bool:
        """Test whether a course asked of the person is not held."""
        return not self.states.isdisjoint(TO_DO)

    @property
    def has_not_started(self) -> bool:
        """Test whether a course to do was not begun."""
        return self.has_to_do and any(
            rank in RANKS_TO_DO and course not in self.begun for course, rank in self.ranks.items()
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are in each state for some course; one may be counted in several."""

    people: int
    by_state: Mapping[State, int]
    not_started: int
    to_do: int
    expiring: tuple[int, ...]
    up_to_date: Share


def counts_of(people: Sequence[Person]) -> Counts:
    """Return the counts of the dashboard; a person counts once in each state."""
    by_state = Counter(state for person in people for state in person.states)
    bands = [set(RANKS[f"expiring_{limit}"]) for limit in BANDS]
    return Counts(
        people=len(people),
        by_state=by_state,
        not_started=sum(person.has_not_started for person in people),
        to_do=sum(person.has_to_do for person in people),
        expiring=tuple(
            sum(not band.isdisjoint(person.ranks.values()) for person in people) for band in bands
        ),
        up_to_date=share_of(people),
    )


def share_of(people: Iterable[Person]) -> Share:
    """Return how many of those of whom a course is asked hold every one of them."""
    asked = [person for person in people if person.is_asked]
    return Share(sum(not person.has_to_do for person in asked), len(asked))


def share_in(people: Iterable[Person], course: int) -> Share:
    """Return how many of those of whom ``course`` is asked hold it."""
    ranks = Counter(person.ranks[course] for person in people)
    asked = {rank: number for rank, number in ranks.items() if state_of(rank) not in NOT_ASKED}
    held = sum(number for rank, number in asked.items() if rank not in RANKS_TO_DO)
    return Share(held, sum(asked.values()))


def grouped(people: Iterable[Person], *, by: int) -> dict[int, list[Person]]:
    """Return the people by site (``by`` 0), role (1) or team (2); with two jobs, in two groups."""
    groups: dict[int, list[Person]] = {}
    for person in people:
        for key in {place[by] for place in person.places if place[by] is not None}:
            groups.setdefault(key, []).append(person)  # type: ignore[arg-type]
    return groups


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
