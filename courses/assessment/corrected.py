"""Pure rules of a corrected answer key: what a try handed in before would have come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact, answers


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question whose right answer was corrected; ``options`` as they count now."""

    identifier: str
    kind: str
    critical: bool
    options: tuple[OptionFact, ...]

    def credit(self, chosen: Mapping[str, Any]) -> Fraction | None:
        """Return the credit for what was chosen, or None where it is offered no more."""
        given = answers.read(self.kind, chosen)
        if not set(given) <= {one.identifier for one in self.options}:
            return None
        return item_types.mark(self.kind, self.options, given)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a corrected question: its credit when it was handed in, and now."""

    was: Fraction
    now: Fraction
    critical: bool


def answered(question: Corrected, *, was: Fraction, chosen: Mapping[str, Any]) -> Answered:
    """Return what one answer counts for now; one that cannot be told keeps what it had."""
    now = question.credit(chosen)
    return Answered(was, was if now is None else now, question.critical)


def would_pass(
    *,
    score: Fraction,
    drawn: int,
    mastery: Fraction,
    others_missed: int,
    corrected: Iterable[Answered],
) -> bool:
    """Test whether a try meets the standard it was taken under, with the key as corrected.

    ``score`` is that which was kept, a fraction of 1, of ``drawn`` questions. ``others_missed``:
    how many critical questions besides the corrected ones were not right.
    """
    found = list(corrected)
    total = score * drawn + sum((one.now - one.was for one in found), Fraction(0))
    missed = others_missed or any(one.critical and one.now < 1 for one in found)
    return total / drawn >= mastery and not missed


def is_corrected(was: Sequence[OptionFact], now: Sequence[OptionFact]) -> bool:
    """Test whether an option that both offer counts otherwise now."""
    before = {one.identifier: one for one in was}
    return any(before.get(one.identifier, one) != one for one in now)
