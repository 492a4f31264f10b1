"""One lesson as a page: each block with what it needs, checks with their feedback."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.catalogue import item_types
from courses.catalogue.item_types import Chosen, OptionFact, answers
from courses.catalogue.models import Block, BlockKind, CourseVersion, Item, Option, Source
from courses.catalogue.queries import Cited, Contacts, blocks_of, sources_of
from courses.web.item_forms import CHECK_FORMS, NOT_SURE, ItemForm
from courses.web.presenters import ShownContact, shown_contact

# Blocks that look the same to everybody: the rest shows answers or the contacts of a place.
FIXED: Final = frozenset(BlockKind) - {BlockKind.CHECK, BlockKind.LOCAL}
LESSONS_KEPT = 64  # in the memory of a process; some 200 kB each


@dataclass(frozen=True, slots=True)
class Content:
    """One lesson as everybody has it; ``html`` holds the fixed blocks as drawn, by identifier."""

    blocks: tuple[Block, ...]
    cited: Cited
    html: Mapping[str, SafeString]

    @property
    def names_contacts(self) -> bool:
        """Test whether any block shows contacts; where none does, nobody need look for them."""
        return any(slots_of(block) for block in self.blocks)


def content_of(version: CourseVersion, lesson_id: int) -> Content:
    """Return the content of one lesson of ``version``.

    A published version is final, so each process reads and draws it once; a draft is read anew.
    """
    if version.state == CourseVersion.State.DRAFT:
        return fresh_content(lesson_id)
    return kept_content(lesson_id, version.pk, version.content_hash, version.renderer)


@lru_cache(maxsize=LESSONS_KEPT)
def kept_content(lesson_id: int, *_edition: object) -> Content:
    """Return the content of one lesson, from memory where this edition was read before."""
    return fresh_content(lesson_id)


def fresh_content(lesson_id: int) -> Content:
    """Return the content of one lesson from the database; four queries."""
    blocks = tuple(blocks_of(lesson_id))
    cited = sources_of(lesson_id, blocks)
    html = {}
    for block in blocks:
        if block.kind in FIXED:
            shown = ShownBlock(block, template_of(block), sources=shown_sources(block, cited))
            context = {"block": block, "shown": shown}
            html[block.identifier] = render_to_string(shown.template, context)
    return Content(blocks, cited, html)


def template_of(block: Block) -> str:
    """Return the name of the template that draws ``block``."""
    return f"courses/blocks/{block.kind}.html"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the learner reads after answering a check: on what was chosen, then on the rest."""

    is_right: bool
    is_unsure: bool
    on_chosen: Sequence[Option]
    on_others: Sequence[Option]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block ready for its template; ``html`` is set where it is drawn already."""

    block: Block
    template: str
    form: ItemForm | None = None
    feedback: Feedback | None = None
    contacts: Sequence[ShownContact] = ()
    sources: Sequence[Source] = ()
    html: SafeString | None = None


def feedback_on(block: Block, chosen: Mapping[str, Mapping[str, Any]]) -> Feedback | None:
    """Return the feedback on the stored answer to a check, or None where there is none yet."""
    item, given = block.item, chosen.get(block.identifier, {})
    if item is None or not answers.is_answered(given):
        return None
    options = list(item.options.all())
    kept = answers.read(item.kind, given)
    if item.kind not in {Item.Kind.CHOICE, Item.Kind.MULTIPLE}:
        return Feedback(is_right(item, kept), is_unsure=False, on_chosen=options, on_others=())
    picked = [option for option in options if option.identifier in kept]
    rest = [option for option in options if option.identifier not in kept]
    if NOT_SURE in kept:
        right = [option for option in options if option.correct]
        wrong = [option for option in options if not option.correct]
        return Feedback(is_right=False, is_unsure=True, on_chosen=right, on_others=wrong)
    return Feedback(is_right(item, kept), is_unsure=False, on_chosen=picked, on_others=rest)


def is_right(item: Item, kept: Chosen) -> bool:
    """Test whether the answer earns full credit."""
    facts = [OptionFact(o.identifier, o.correct, o.place, o.pair) for o in item.options.all()]
    return item_types.mark(item.kind, facts, kept) == 1


def check_form(
    block: Block, chosen: Mapping[str, Mapping[str, Any]], data: Any = None
) -> ItemForm | None:
    """Return the form of a check with its latest answer, or None for any other block."""
    item = block.item
    if item is None:
        return None
    kept = dict(chosen.get(block.identifier, {}))
    return CHECK_FORMS[item.kind](
        item, list(item.options.all()), chosen=kept, data=data, prefix=block.identifier
    )


def shown_blocks(
    blocks: Sequence[Block],
    *,
    chosen: Mapping[str, Mapping[str, Any]],
    bound: Mapping[str, ItemForm],
    contacts: Contacts,
    cited: Cited,
    on: date,
    html: Mapping[str, SafeString] = MappingProxyType({}),
) -> list[ShownBlock]:
    """Return the blocks of a lesson ready for the page.

    ``chosen``: latest answers by block. ``bound``: forms with errors, by block, which replace the
    fresh ones. ``html``: the blocks that are drawn already, by identifier.
    """
    return [
        ShownBlock(
            block=block,
            template=template_of(block),
            html=html.get(block.identifier),
            form=bound.get(block.identifier) or check_form(block, chosen),
            feedback=feedback_on(block, chosen),
            contacts=[shown_contact(c, on=on) for c in contacts.in_slots(slots_of(block))],
            sources=shown_sources(block, cited),
        )
        for block in blocks
    ]


def slots_of(block: Block) -> list[str]:
    """Return the contact slots that a block names."""
    return list(block.data.get("contacts", []))


def shown_sources(block: Block, cited: Cited) -> list[Source]:
    """Return the sources a block lists, or under "Did you know" those of its facts."""
    if block.kind == BlockKind.DID_YOU_KNOW:
        found = {s.pk: s for fact in block.facts.all() for s in cited.by_fact.get(fact.pk, [])}
        return list(found.values())
    return [cited.by_identifier[identifier] for identifier in block.data.get("cite", [])]
