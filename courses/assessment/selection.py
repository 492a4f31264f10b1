"""Pure rules of the draw: which items an attempt holds, and in what order, from a seed.

The order comes from SHA-256 over the seed, so one seed gives one quiz on every Python, now and in
ten years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


class PoolTooSmall(ValueError):
    """A section asks for more items than its outcomes have."""


@dataclass(frozen=True, slots=True)
class PoolItem:
    """One item that may be drawn; ``options`` in the author's order."""

    identifier: str
    outcome: str
    critical: bool
    shuffle: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionRule:
    """One line of the blueprint: ``draw`` items, exactly ``critical_draw`` of them critical."""

    outcomes: frozenset[str]
    draw: int
    critical_draw: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn item and the order in which its options are shown."""

    item: str
    options: tuple[str, ...]


def rank(*parts: str) -> bytes:
    """Return the place of something in the order that a seed gives."""
    return sha256("\x1f".join(parts).encode()).digest()


def draw(
    sections: Sequence[SectionRule],
    pool: Sequence[PoolItem],
    *,
    seed: str,
    seen: Mapping[str, int],
) -> tuple[Drawn, ...]:
    """Return the items of one attempt in the order in which they are asked.

    ``seen``: for items asked before, the number of the last attempt that asked them. Unseen items
    come first, then those seen longest ago, so a retake repeats nothing while the pool lasts.
    Critical items of one section belong to different outcomes.

    :raises PoolTooSmall: when a section cannot be filled.
    """
    drawn: list[Drawn] = []
    for section in sections:
        mine = [item for item in pool if item.outcome in section.outcomes]
        mine.sort(key=lambda item: (seen.get(item.identifier, 0), rank(seed, item.identifier)))
        chosen = critical_items(mine, section.critical_draw)
        chosen += [item for item in mine if not item.critical][: section.draw - len(chosen)]
        if len(chosen) < section.draw:
            raise PoolTooSmall(f"{section.draw} items wanted of {sorted(section.outcomes)}")
        chosen.sort(key=lambda item: rank(seed, "order", item.identifier))
        drawn += [Drawn(item.identifier, option_order(item, seed)) for item in chosen]
    return tuple(drawn)


def critical_items(ranked: Sequence[PoolItem], number: int) -> list[PoolItem]:
    """Return the first ``number`` critical items of ``ranked``, each of another outcome.

    :raises PoolTooSmall: when there are not so many outcomes with a critical item.
    """
    first: dict[str, PoolItem] = {}
    for item in ranked:
        if item.critical:
            first.setdefault(item.outcome, item)
    if len(first) < number:
        raise PoolTooSmall(
            f"{number} critical items of different outcomes wanted, {len(first)} there"
        )
    return list(first.values())[:number]


def option_order(item: PoolItem, seed: str) -> tuple[str, ...]:
    """Return the options in the order in which this attempt shows them."""
    if not item.shuffle:
        return item.options
    return tuple(sorted(item.options, key=lambda option: rank(seed, item.identifier, option)))
