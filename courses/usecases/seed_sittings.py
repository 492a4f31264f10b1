"""Invent sittings of a quiz, drawn and marked by the rules of real ones, to be copied often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from courses.assessment.editions import pool_items, pool_of, quiz_of
from courses.assessment.queries import mastery_of, rules_of
from courses.assessment.scoring import Mark, Marked, mark
from courses.assessment.selection import Drawn, draw
from courses.catalogue import item_types
from courses.catalogue.item_types import Chosen, OptionFact, answers
from courses.catalogue.models import CourseVersion, Item

SITTINGS = 60
SLIPS = (0.02, 0.5)  # how often a question is answered wrongly: by the careful, by the hasty


@dataclass(frozen=True, slots=True)
class Answered:
    """One drawn item, the order of its options, what was chosen, and the credit for it."""

    item: Item
    options: tuple[str, ...]
    chosen: dict[str, Any]
    credit: Fraction


@dataclass(frozen=True, slots=True)
class Sitting:
    """One marked attempt."""

    seed: str
    answered: tuple[Answered, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sittings:
    """Attempts that passed and attempts that did not, several of each."""

    passed: tuple[Sitting, ...]
    failed: tuple[Sitting, ...]


def invent_sittings(version: CourseVersion, *, random: Random) -> Sittings:
    """Return attempts at the quiz of ``version``.

    :raises ValueError: when it has no quiz, or one that nobody passes or everybody does.
    """
    quiz = quiz_of(version)
    if quiz is None:
        raise ValueError("Seeding needs a course with a quiz")
    items = pool_of(version)
    rules, pool, mastery = rules_of(quiz), pool_items(items.values()), mastery_of(quiz)
    made = []
    for position in range(SITTINGS):
        seed = f"{random.getrandbits(128):032x}"
        drawn = draw(rules, pool, seed=seed, seen={})
        slips = SLIPS[position % 2]
        made.append(sitting(seed, drawn, items, mastery, random=random, slips=slips))
    passed = tuple(one for one in made if one.mark.passed)
    failed = tuple(one for one in made if not one.mark.passed)
    if not passed or not failed:
        raise ValueError("Seeding needs a quiz that some pass and some do not")
    return Sittings(passed, failed)


def sitting(
    seed: str,
    drawn: Sequence[Drawn],
    items: Mapping[str, Item],
    mastery: Fraction,
    *,
    random: Random,
    slips: float,
) -> Sitting:
    """Return one attempt in which each question is answered wrongly with probability ``slips``."""
    answered = tuple(
        answer(items[one.item], one.options, is_right=random.random() >= slips) for one in drawn
    )
    marked = [Marked(one.item.identifier, one.credit, one.item.critical) for one in answered]
    return Sitting(seed, answered, mark(marked, mastery=mastery))


def answer(item: Item, order: tuple[str, ...], *, is_right: bool) -> Answered:
    """Return the answer to ``item``: the right one, or the first other that can be given."""
    options = [
        OptionFact(option.identifier, option.correct, option.place, option.pair)
        for option in item.options.all()
    ]
    chosen = right_answer(item.kind, options) if is_right else wrong_answer(item.kind, options)
    credit = item_types.mark(item.kind, options, chosen)
    return Answered(item, order, answers.write(item.kind, chosen), credit)


def right_answer(kind: str, options: Sequence[OptionFact]) -> Chosen:
    """Return the answer that has full credit."""
    if kind == "match":
        return {option.identifier: option.pair for option in options}
    if kind == "order":
        placed = sorted(options, key=lambda option: option.place or 0)
        return tuple(option.identifier for option in placed)
    return tuple(option.identifier for option in options if option.correct)


def wrong_answer(kind: str, options: Sequence[OptionFact]) -> Chosen:
    """Return an answer that somebody in a hurry gives."""
    if kind == "match":
        pairs = [option.pair for option in options]
        turned = [*pairs[1:], pairs[0]]
        return {option.identifier: pair for option, pair in zip(options, turned, strict=True)}
    if kind == "order":
        placed = sorted(options, key=lambda option: option.place or 0, reverse=True)
        return tuple(option.identifier for option in placed)
    return (next(option.identifier for option in options if not option.correct),)
