"""Pure rules of a question with several right answers; all of them and no other, or no credit."""

from collections.abc import Sequence
from fractions import Fraction

from courses.catalogue.item_types.option import Chosen, OptionFact, ids, keys


def problems(options: Sequence[OptionFact]) -> list[str]:
    """Return what is not well formed, one sentence each; empty where all is well."""
    found = []
    if len(options) < 3:
        found.append("A question with several answers needs at least three options")
    right = len(keys(options))
    if right == 0:
        found.append("No option is marked correct: true")
    if right and right == len(options):
        found.append("Every option is marked correct, so there is nothing to decide")
    return found


def mark(options: Sequence[OptionFact], chosen: Chosen) -> Fraction:
    """Return 1 where all right answers and no other were chosen, else 0."""
    right = set(keys(options))
    return Fraction(int(bool(right) and set(ids(chosen)) == right))
