"""Pure rules of corridor checks: whose turn it is, the term, and which outcomes may be shown."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

TERM_MONTHS = (9, 5, 1)  # the first months of the three terms, the last first
SMALLEST_BATCH = 10


def term_start(on: date) -> date:
    """Return the first day of the term of ``on``: 1 September, 1 January or 1 May."""
    month = next(one for one in TERM_MONTHS if one <= on.month)
    return date(on.year, month, 1)


def monday_of(on: date) -> date:
    """Return the Monday of the week of ``on``."""
    return on - timedelta(days=on.weekday())


def whose_turn(
    people: Iterable[int], asked: Mapping[int, int], *, away: Collection[int] = ()
) -> list[int]:
    """Return who may be drawn: nobody is asked a second time before everybody was asked once.

    ``asked``: how often each was asked this term. Whoever is ``away`` today keeps their turn, and
    nobody else is asked a further time instead.
    """
    everybody = sorted(people)
    fewest = min((asked.get(one, 0) for one in everybody), default=0)
    return [one for one in everybody if asked.get(one, 0) == fewest and one not in away]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many answered confidently, and with how many it was talked through."""

    confident: int = 0
    talked_through: int = 0

    @property
    def people(self) -> int:
        """Return how many were asked."""
        return self.confident + self.talked_through

    def __add__(self, other: "Outcomes") -> "Outcomes":
        return Outcomes(
            self.confident + other.confident, self.talked_through + other.talked_through
        )


def closed(weeks: Iterable[tuple[date, Outcomes]], *, on: date, since: date = date.min) -> Outcomes:
    """Return the outcomes that may be shown on ``on``: of whole weeks, in batches of ten and more.

    A batch closes with the week in which its tenth check falls; the week of ``on`` never counts. So
    a figure moves only by ten people or more, and nobody's outcome can be told by looking twice.
    Batches that closed before ``since`` are left out whole: ``weeks`` begin with the first of all,
    for batches counted from a later week would be others each time.
    """
    shown, waiting = Outcomes(), Outcomes()
    for week, outcomes in sorted(weeks, key=lambda one: one[0]):
        if week < monday_of(on):
            waiting += outcomes
            if waiting.people >= SMALLEST_BATCH:
                shown, waiting = shown + waiting if week >= since else shown, Outcomes()
    return shown
