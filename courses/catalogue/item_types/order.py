"""Pure rules of a question whose answers are put in order; the whole order, or no credit."""

from collections.abc import Sequence
from fractions import Fraction

from courses.catalogue.item_types.option import Chosen, OptionFact, ids


def problems(options: Sequence[OptionFact]) -> list[str]:
    """Return what is not well formed, one sentence each; empty where all is well."""
    found = []
    if len(options) < 2:
        found.append("Putting in order needs at least two options")
    places = sorted(option.place or 0 for option in options)
    if places != list(range(1, len(options) + 1)):
        found.append(f"The places of the options must be 1 to {len(options)}, each once")
    return found


def mark(options: Sequence[OptionFact], chosen: Chosen) -> Fraction:
    """Return 1 where ``chosen``, ids in the order given, is the right order, else 0."""
    right = [option.identifier for option in sorted(options, key=lambda option: option.place or 0)]
    return Fraction(int(bool(right) and ids(chosen) == right))
