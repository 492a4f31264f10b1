"""Pure figures of questions: how many are right, whether it tells people apart, what nobody picks.

*Facility* is the share that is right. *Discrimination* is the point-biserial correlation between
getting this question right and the score on the others of the same sitting (the rest score, so that
a question is not compared with itself): L. Crocker and J. Algina, "Introduction to Classical and
Modern Test Theory" (1986), chapter 14; S. Henrysson, "Correction of item-total correlations in item
analysis", Psychometrika 28 (1963), 211-218. With M1 and M0 the mean rest scores of those who were
right and wrong, s their standard deviation over everybody (divided by n), p the share right:
r = (M1 - M0) / s x sqrt(p x (1 - p)). In a quiz that most people pass it is weak evidence.

An option that fewer than 5 in 100 choose does no work: T. Haladyna and S. Downing, "How many
options is enough for a multiple-choice test item?", Educational and Psychological Measurement 53
(1993), 999-1010.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from courses.reporting.figures import FEWEST_OF_ONE_ANSWER, SMALLEST_GROUP, Share

FEWEST_TO_COMPARE = 30  # sittings, before a discrimination means anything
FEWEST_TO_CALL_UNPICKED = 20  # of these 5 in 100 are one person
FEWEST_APART = 5  # people in one group and not in the other
MANY_WRONG, VERY_EASY, UNPICKED = 50, 95, 5  # per cent


class Flag(StrEnum):
    """What a figure says of a question."""

    MANY_WRONG = "many-wrong"
    VERY_EASY = "very-easy"
    CHECK_KEY = "check-key"
    UNPICKED = "unpicked"


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How the rest of the quiz went for those who were right and wrong at one question.

    Means and ``spread`` are fractions of 1; ``spread`` is the standard deviation over everybody.
    """

    people: int
    right: int
    mean_right: float
    mean_wrong: float
    spread: float

    @property
    def value(self) -> float:
        """Return the point-biserial correlation, from -1 to 1."""
        share = self.right / self.people
        return (self.mean_right - self.mean_wrong) / self.spread * sqrt(share * (1 - share))


def discrimination_of(sittings: Sequence[tuple[bool, float]]) -> Discrimination | None:
    """Return how a question tells people apart; ``sittings``: (right, rest score as a fraction).

    None under thirty sittings, where fewer than three were right or wrong (their mean would be
    theirs alone), and where everybody has the same rest score.
    """
    rights = [rest for right, rest in sittings if right]
    wrongs = [rest for right, rest in sittings if not right]
    if len(sittings) < FEWEST_TO_COMPARE or min(len(rights), len(wrongs)) < FEWEST_OF_ONE_ANSWER:
        return None
    everybody = [*rights, *wrongs]
    mean = sum(everybody) / len(everybody)
    spread = sqrt(sum((rest - mean) ** 2 for rest in everybody) / len(everybody))
    if not spread:
        return None
    return Discrimination(
        people=len(everybody),
        right=len(rights),
        mean_right=sum(rights) / len(rights),
        mean_wrong=sum(wrongs) / len(wrongs),
        spread=spread,
    )


def unpicked_of(wrong: Sequence[str], chosen: Mapping[str, int], *, people: int) -> list[str]:
    """Return those of the ``wrong`` options that fewer than 5 in 100 of ``people`` chose."""
    if people < FEWEST_TO_CALL_UNPICKED:
        return []
    return [option for option in wrong if 100 * chosen.get(option, 0) < UNPICKED * people]


def flags_of(
    share: Share, *, discrimination: Discrimination | None, unpicked: Sequence[str]
) -> list[Flag]:
    """Return what the figures say, the most pressing first."""
    flags = []
    if discrimination is not None and discrimination.value < 0:
        flags.append(Flag.CHECK_KEY)
    if share.percent < MANY_WRONG:
        flags.append(Flag.MANY_WRONG)
    if share.percent > VERY_EASY:
        flags.append(Flag.VERY_EASY)
    if unpicked:
        flags.append(Flag.UNPICKED)
    return flags


def whole_tens(number: int) -> int:
    """Return how many of ``number`` people count: a figure moves only when ten more answer."""
    return number - number % SMALLEST_GROUP


def groups_apart(
    breakdowns: Mapping[str, Mapping[str, Sequence[int]]],
) -> dict[str, dict[str, frozenset[int]]]:
    """Return who counts in each group by its name, of each breakdown, in whole tens of people.

    ``breakdowns``: in their order, the people of each group who count in the figure of everybody,
    each in one group of a breakdown. What groups leave of that figure is then whole tens too. Left
    out is a group of fewer than ten, and one of nearly the same people as a group of an earlier
    breakdown: from both figures the few who differ could be told.
    """
    shown: dict[str, dict[str, frozenset[int]]] = {}
    earlier: list[frozenset[int]] = []
    for by, groups in breakdowns.items():
        counted = {name: frozenset(ids[: whole_tens(len(ids))]) for name, ids in groups.items()}
        shown[by] = {
            name: ids
            for name, ids in counted.items()
            if ids and all(is_apart(ids, other) for other in earlier)
        }
        earlier += shown[by].values()
    return shown


def is_apart(one: frozenset[int], other: frozenset[int]) -> bool:
    """Test whether two groups are the same people, or one holds five or more the other does not."""
    return one == other or max(len(one - other), len(other - one)) >= FEWEST_APART
