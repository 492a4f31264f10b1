"""Pure rules of matching answers with pairs; credit is the share of right pairs."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from courses.catalogue.item_types.option import Chosen, OptionFact


def problems(options: Sequence[OptionFact]) -> list[str]:
    """Return what is not well formed, one sentence each; empty where all is well."""
    found = []
    if len(options) < 2:
        found.append("Matching needs at least two options")
    pairs = [option.pair for option in options]
    if not all(pairs):
        found.append("Every option of a matching question needs a pair")
    if len(set(pairs)) < min(2, len(pairs)):
        found.append("The pairs are all the same, so there is nothing to match")
    return found


def mark(options: Sequence[OptionFact], chosen: Chosen) -> Fraction:
    """Return the share of options that were given their own pair."""
    if not options or not isinstance(chosen, Mapping):
        return Fraction(0)
    right = sum(chosen.get(option.identifier) == option.pair for option in options)
    return Fraction(right, len(options))
