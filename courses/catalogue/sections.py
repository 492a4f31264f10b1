"""Pure rules of the sections of a lesson: which blocks somebody is shown, and where one is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


def is_for(nations: Collection[str], sectors: Collection[str], *, nation: str, sector: str) -> bool:
    """Test whether whoever works in ``nation`` and ``sector`` is shown what is for these.

    What names neither is for everybody; what is for EW is for Wales and England.
    """
    here = {nation, "UK"} | ({"EW"} if nation in {"E", "W", "EW"} else set())
    return (not nations or bool(here & set(nations))) and (not sectors or sector in sectors)


@dataclass(frozen=True, slots=True)
class BlockOutline:
    """One block without its text; ``is_headed``: a text with a heading, which begins a section."""

    identifier: str
    is_headed: bool
    nations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The section ``number`` of ``of`` in a lesson."""

    number: int
    of: int

    def minutes_left(self, minutes: int) -> int:
        """Return how many of the lesson's ``minutes`` are left, this section included; whole."""
        return -(-minutes * (self.of - self.number + 1) // self.of)


def section_at(
    blocks: Sequence[BlockOutline], block: str, *, nation: str, sector: str
) -> Section | None:
    """Return the section in which ``block`` stands; the first where there is no such block.

    None where the lesson has fewer than two sections for whoever works there.
    """
    heads = [
        place
        for place, one in enumerate(blocks)
        if one.is_headed and is_for(one.nations, one.sectors, nation=nation, sector=sector)
    ]
    if len(heads) < 2:
        return None
    names = [one.identifier for one in blocks]
    here = names.index(block) if block in names else 0
    return Section(max(1, sum(1 for head in heads if head <= here)), len(heads))
