"""Pure: what the demonstration's people answer, the same on every run."""

from collections.abc import Sequence
from hashlib import sha256

from courses.catalogue.item_types import OptionFact
from courses.catalogue.item_types.answers import write


def weight(*parts: str) -> int:
    """Return a number from 0 to 255 that depends on nothing but ``parts``."""
    return sha256("\x1f".join(parts).encode()).digest()[0]


def hardest(items: Sequence[str], *, who: str) -> list[str]:
    """Return ``items``, first those that ``who`` gets wrong most easily.

    Some are hard for everybody, so that figures by question have something to show.
    """
    return sorted(items, key=lambda item: (weight(item) + weight(who, item), item))


def answer(
    kind: str, options: Sequence[OptionFact], *, is_right: bool, who: str
) -> dict[str, object]:
    """Return an answer as it is stored: the right one, or one without any credit where possible."""
    if kind == "match":
        pairs = [option.pair for option in options]
        shift = 0 if is_right else 1
        turned = pairs[shift:] + pairs[:shift]
        return write(kind, dict(zip([o.identifier for o in options], turned, strict=True)))
    if kind == "order":
        places = sorted(options, key=lambda option: option.place or 0, reverse=not is_right)
        return write(kind, [option.identifier for option in places])
    wanted = [option.identifier for option in options if option.correct is is_right]
    if kind == "multiple" or is_right:
        return write(kind, wanted)
    return write(kind, [wanted[weight(who) // 170 % len(wanted)]])
