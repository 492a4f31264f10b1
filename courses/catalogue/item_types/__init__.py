"""Pure: the kinds of question, what is well formed in each, how an answer is marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from courses.catalogue.item_types import choice, match, multiple, order
from courses.catalogue.item_types.option import Chosen, OptionFact


@dataclass(frozen=True, slots=True)
class ItemType:
    """The rules of one kind of question."""

    problems: Callable[[Sequence[OptionFact]], list[str]]
    mark: Callable[[Sequence[OptionFact], Chosen], Fraction]


KINDS: Final[dict[str, ItemType]] = {
    "choice": ItemType(choice.problems, choice.mark),
    "multiple": ItemType(multiple.problems, multiple.mark),
    "order": ItemType(order.problems, order.mark),
    "match": ItemType(match.problems, match.mark),
}


def problems(kind: str, options: Sequence[OptionFact]) -> list[str]:
    """Return what is not well formed in a question of ``kind``, one sentence each.

    :raises KeyError: when there is no such kind.
    """
    return KINDS[kind].problems(options)


def mark(kind: str, options: Sequence[OptionFact], chosen: Chosen) -> Fraction:
    """Return the credit for ``chosen``, from 0 to 1.

    ``chosen`` is what ``answers.read`` gives: identifiers (for order, in the order given), or a
    mapping of option to pair.

    :raises KeyError: when there is no such kind.
    """
    return KINDS[kind].mark(options, chosen)


__all__ = ["KINDS", "Chosen", "ItemType", "OptionFact", "mark", "problems"]
