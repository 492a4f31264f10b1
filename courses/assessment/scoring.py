"""Pure rules of marking: exact fractions, and critical items that must always be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Marked:
    """One item as marked: ``credit`` is a fraction of 1."""

    identifier: str
    credit: Fraction
    critical: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The outcome of marking one attempt.

    ``numerator`` of ``denominator`` is the score, not reduced, so that "8 of 10" stays "8 of 10".
    ``mastery`` is a fraction of 1. ``missed`` names critical items answered wrongly, by identifier.
    """

    numerator: int
    denominator: int
    mastery: Fraction
    missed: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Test whether the score reaches mastery and no critical item was missed."""
        return Fraction(self.numerator, self.denominator) >= self.mastery and not self.missed


def mark(marked: Sequence[Marked], *, mastery: Fraction) -> Mark:
    """Return the outcome of one attempt from its marked items, one a drawn item.

    :raises ValueError: when nothing was drawn.
    """
    if not marked:
        raise ValueError("An attempt without items cannot be marked")
    total = sum((item.credit for item in marked), Fraction(0))
    missed = tuple(item.identifier for item in marked if item.critical and item.credit < 1)
    return Mark(total.numerator, len(marked) * total.denominator, mastery, missed)
