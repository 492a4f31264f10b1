"""What a training room answered to the checks of one lesson: shares of whole tens, never who.

Ten people and more, only as many as make whole tens, in the order in which they answered; and in
tenths, the outermost of which say "or fewer" and "or more". So a look before and after somebody
answers differs by nothing or by ten people, and not even ten who all agree are told from nine.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.catalogue.item_types import OptionFact, answers, mark
from courses.catalogue.models import Item, Option
from courses.catalogue.outlines import outline_of
from courses.learning.together import Gathering
from courses.learning.together_queries import room_answers
from courses.reporting.item_figures import whole_tens


@dataclass(frozen=True, slots=True)
class Pooled:
    """One check as a room answered it: of how many people, and in tenths from 1 to 9.

    ``people`` is 0 while fewer than ten have answered. ``options``: each with the tenths that chose
    it, empty where a question asks for an order or for pairs.
    """

    item: Item
    people: int = 0
    right: int = 0
    options: tuple[tuple[Option, int], ...] = ()


def tenths(part: int, whole: int) -> int:
    """Return the share in tenths, at least 1 and at most 9."""
    return min(9, max(1, (20 * part + whole) // (2 * whole)))


def pooled_in(gathering: Gathering, lesson: str) -> list[Pooled]:
    """Return how the room answered each check of a lesson first, in order; five queries."""
    outlines = {one.identifier: one for one in outline_of(gathering.version)}
    ids = [item for _block, item in outlines[lesson].checks] if lesson in outlines else []
    given = room_answers(gathering, lesson=lesson, items=ids)
    items = Item.objects.filter(pk__in=ids).prefetch_related("options").in_bulk()
    return [pooled(items[one], given[one]) for one in ids]


def pooled(item: Item, given: Sequence[dict[str, Any]]) -> Pooled:
    """Return one check with the shares of ``given``, the first answers in order."""
    counted = given[: whole_tens(len(given))]
    if not counted:
        return Pooled(item)
    options = list(item.options.all())
    facts = [OptionFact(one.identifier, one.correct, one.place, one.pair) for one in options]
    chosen = [answers.read(item.kind, one) for one in counted]
    right = sum(mark(item.kind, facts, one) == 1 for one in chosen)
    people = len(counted)
    picked = Counter(name for one in chosen for name in one)
    offers = item.kind in {Item.Kind.CHOICE, Item.Kind.MULTIPLE}
    return Pooled(
        item,
        people,
        tenths(right, people),
        tuple((one, tenths(picked[one.identifier], people)) for one in options) if offers else (),
    )
