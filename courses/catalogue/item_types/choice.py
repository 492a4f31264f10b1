"""Pure rules of a question with one right answer."""

from collections.abc import Sequence
from fractions import Fraction

from courses.catalogue.item_types.option import Chosen, OptionFact, ids, keys


def problems(options: Sequence[OptionFact]) -> list[str]:
    """Return what is not well formed, one sentence each; empty where all is well."""
    found = []
    if len(options) < 2:
        found.append("A question needs at least two options")
    right = len(keys(options))
    if right == 0:
        found.append("No option is marked correct: true")
    if right > 1:
        found.append(
            f"{right} options are marked correct, but the kind choice has one right answer"
        )
    return found


def mark(options: Sequence[OptionFact], chosen: Chosen) -> Fraction:
    """Return 1 where exactly the right answer was chosen, else 0."""
    return Fraction(int(len(keys(options)) == 1 and ids(chosen) == keys(options)))
