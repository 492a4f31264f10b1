"""What a kind of question knows of one offered answer, and the two shapes a stored answer has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Chosen = Sequence[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OptionFact:
    """One offered answer without its wording.

    ``place`` counts from 1 and is set for answers to be put in order; ``pair`` is the text an
    answer belongs to.
    """

    identifier: str
    correct: bool = False
    place: int | None = None
    pair: str = ""


def ids(chosen: Chosen) -> list[str]:
    """Return the identifiers of an answer that is a list, and none where it is a mapping."""
    return [] if isinstance(chosen, Mapping) else list(chosen)


def keys(options: Sequence[OptionFact]) -> list[str]:
    """Return the identifiers of the right answers."""
    return [option.identifier for option in options if option.correct]
