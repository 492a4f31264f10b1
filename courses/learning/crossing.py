"""Pure rules of moving from one edition of a course to another: what was done and still fits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.catalogue.item_types import answers
from courses.learning.story import Leads, Way

WHOLE = frozenset({"order", "match"})  # kinds whose answer names every option


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A question of the other edition that stands in the same block; ``offers``: its options."""

    item_id: int
    kind: str
    offers: frozenset[str]
    pairs: frozenset[str] = frozenset()

    def fits(self, chosen: Mapping[str, Any]) -> bool:
        """Test whether an answer that was given can be read as an answer to this question."""
        given = answers.read(self.kind, chosen)
        named = set(given)
        if not named <= self.offers or (self.kind in WHOLE and named != self.offers):
            return False
        return not isinstance(given, dict) or set(given.values()) <= self.pairs


@dataclass(frozen=True, slots=True)
class LessonAgain:
    """The lesson of the same name: its blocks by name, and the questions it asks by id."""

    lesson_id: int
    blocks: frozenset[str]
    asks: frozenset[int] = frozenset()

    def place(self, block: str) -> str:
        """Return where to go on: at the same block, or at the start where it is gone."""
        return block if block in self.blocks else ""

    def is_met(self, answered: Collection[int]) -> bool:
        """Test whether nothing is asked here that was not ``answered``, by the ids it has here."""
        return self.asks <= set(answered)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What of one edition stands in another, by the ids it had: lessons, questions, stories."""

    lessons: dict[int, LessonAgain] = field(default_factory=dict)
    items: dict[int, AskedAgain] = field(default_factory=dict)
    stories: dict[int, tuple[int, str, Leads]] = field(default_factory=dict)

    def answer(self, item_id: int, *given: Mapping[str, Any]) -> int | None:
        """Return the question that these answers to ``item_id`` still answer, or None."""
        again = self.items.get(item_id)
        return again.item_id if again and all(again.fits(one) for one in given) else None

    def story(self, scenario_id: int, steps: Mapping[str, Any]) -> int | None:
        """Return the story in which the ``steps`` taken can still be taken, or None."""
        if scenario_id not in self.stories:
            return None
        again, start, leads = self.stories[scenario_id]
        here = start
        for step in Way.read(start, steps).steps:
            if step.node != here or step not in leads:
                return None
            here = leads[step]
        return again
