"""The cards of corridor checks: shared data of ours, read once from ``fixtures/corridor``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "fixtures" / "corridor" / "cards.yaml"


@dataclass(frozen=True, slots=True)
class Card:
    """One made-up moment, what to ask about it, and what a good answer holds."""

    identifier: str
    topic: str
    scene: str
    ask: str
    model: str


@dataclass(frozen=True, slots=True)
class Deck:
    """Every card in order, and the words of each topic."""

    topics: Mapping[str, str]
    cards: tuple[Card, ...]

    def card(self, identifier: str) -> Card | None:
        """Return one card, or None."""
        return next((one for one in self.cards if one.identifier == identifier), None)


@lru_cache(maxsize=1)
def deck() -> Deck:
    """Return the cards; the file is read once a process."""
    from courses.packages.yaml_text import load  # noqa: PLC0415 - few processes ever read YAML

    data = load(FILE.read_text(encoding="utf-8")).data
    cards = tuple(
        Card(row["id"], row["topic"], row["scene"], row["ask"], row["model"])
        for row in data["cards"]
    )
    return Deck(dict(data["topics"]), cards)
