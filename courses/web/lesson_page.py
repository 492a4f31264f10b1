"""One lesson as a page: each block with what it needs, checks with their feedback."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.accounts.models import Organisation, Site
from courses.catalogue import item_types
from courses.catalogue.item_types import Chosen, OptionFact, answers
from courses.catalogue.models import Block, BlockKind, CourseVersion, Item, Option, Source
from courses.catalogue.queries import Cited, Contacts, blocks_of, sources_of
from courses.web.item_forms import CHECK_FORMS, NOT_SURE, ItemForm
from courses.web.presenters import ShownContact, shown_contact

# Blocks that look the same to everybody: the rest shows answers or the contacts of a place.
FIXED: Final = frozenset(BlockKind) - {BlockKind.CHECK, BlockKind.LOCAL}
LESSONS_KEPT = 64  # in the memory of a process; some 200 kB each
CHECKS_KEPT = 2_000  # each check as each of its answers leaves it; some 3 kB each


@dataclass(frozen=True, slots=True)
class Content:
    """One lesson as everybody has it.

    ``html`` holds the fixed blocks as drawn, by identifier and whether with less detail;
    ``edition`` is empty for a draft, whose text may change.
    """

    blocks: tuple[Block, ...]
    cited: Cited
    html: Mapping[tuple[str, bool], SafeString]
    edition: str = ""

    @property
    def names_contacts(self) -> bool:
        """Test whether any block shows contacts; where none does, nobody need look for them."""
        return any(block.slots for block in self.blocks)

    @property
    def has_gentler(self) -> bool:
        """Test whether any block has a form with less detail."""
        return any(block.gentler_html for block in self.blocks)


def content_of(version: CourseVersion, lesson_id: int) -> Content:
    """Return the content of one lesson of ``version``.

    A published version is final, so each process reads and draws it once; a draft is read anew.
    """
    if version.state == CourseVersion.State.DRAFT:
        return fresh_content(lesson_id)
    return kept_content(lesson_id, f"{version.pk} {version.content_hash} {version.renderer}")


@lru_cache(maxsize=LESSONS_KEPT)
def kept_content(lesson_id: int, edition: str) -> Content:
    """Return the content of one lesson, from memory where this edition was read before."""
    return fresh_content(lesson_id, edition)


def fresh_content(lesson_id: int, edition: str = "") -> Content:
    """Return the content of one lesson from the database; four queries."""
    blocks = tuple(blocks_of(lesson_id))
    cited = sources_of(lesson_id, blocks)
    html = {}
    for block in blocks:
        if block.kind in FIXED:
            sources = shown_sources(block, cited)
            for gently in (False, True):
                shown = ShownBlock(block, body=body_of(block, gently=gently), sources=sources)
                context = {"block": block, "shown": shown}
                html[block.identifier, gently] = render_to_string(shown.template, context)
    return Content(blocks, cited, html, edition)


def body_of(block: Block, *, gently: bool) -> str:
    """Return the text of ``block``, with less detail where that is wanted and there is such."""
    return (block.gentler_html if gently else "") or block.html


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the learner reads after answering a check: on what was chosen, then on the rest."""

    is_right: bool
    is_unsure: bool
    on_chosen: Sequence[Option]
    on_others: Sequence[Option]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block ready for its template; ``html`` is set where it is drawn already.

    ``body`` is its text, ``fields`` the question of a check with its latest answer.
    """

    block: Block
    body: str = ""
    fields: SafeString | None = None
    feedback: Feedback | None = None
    contacts: Sequence[ShownContact] = ()
    sources: Sequence[Source] = ()
    html: SafeString | None = None

    @property
    def template(self) -> str:
        """Return the name of the template that draws the block."""
        return f"courses/blocks/{self.block.kind}.html"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a lesson is shown: where they work, and whether with less detail."""

    nation: str
    sector: str
    gently: bool = False


def reader_at(
    organisation: Organisation | None, site: Site | None, *, gently: bool = False
) -> Reader:
    """Return the reader who works at ``site`` of ``organisation``; in England where unknown."""
    nation = site.nation if site else (organisation.nation if organisation else "E")
    return Reader(nation, organisation.sector if organisation else "", gently)


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


def fields_of(
    block: Block, chosen: Mapping[str, Mapping[str, Any]], *, edition: str
) -> SafeString | None:
    """Return the question of a check with its latest answer, drawn; None for any other block."""
    if block.item is None:
        return None
    given = json.dumps(chosen.get(block.identifier, {}), sort_keys=True)
    return kept_fields(block, given, edition) if edition else drawn_fields(block, given)


@lru_cache(maxsize=CHECKS_KEPT)
def kept_fields(block: Block, given: str, edition: str) -> SafeString:  # noqa: ARG001 - a key
    """Return a check of one edition as one answer leaves it, from memory where drawn before."""
    return drawn_fields(block, given)


def drawn_fields(block: Block, given: str) -> SafeString:
    """Return a check as the answer ``given``, in JSON, leaves it."""
    return with_template(check_form(block, {block.identifier: json.loads(given)}))


def with_template(form: ItemForm | None) -> SafeString:
    """Return the question of ``form`` with its fields, drawn."""
    return render_to_string("courses/components/check_fields.html", {"form": form})


def shown_blocks(
    *,
    content: Content,
    chosen: Mapping[str, Mapping[str, Any]],
    bound: Mapping[str, ItemForm],
    contacts: Contacts,
    on: date,
    reader: Reader,
) -> list[ShownBlock]:
    """Return the blocks of a lesson ready for the page, those that are for ``reader``.

    ``chosen``: latest answers by block. ``bound``: forms with errors, by block, which replace the
    fresh ones.
    """
    return [
        ShownBlock(
            block=block,
            body=body_of(block, gently=reader.gently),
            html=content.html.get((block.identifier, reader.gently)),
            fields=with_template(bound[block.identifier])
            if block.identifier in bound
            else fields_of(block, chosen, edition=content.edition),
            feedback=feedback_on(block, chosen),
            contacts=[shown_contact(c, on=on) for c in contacts.in_slots(block.slots)],
            sources=shown_sources(block, content.cited),
        )
        for block in content.blocks
        if block.is_for(nation=reader.nation, sector=reader.sector)
    ]


def shown_sources(block: Block, cited: Cited) -> list[Source]:
    """Return the sources a block lists, or under "Did you know" those of its facts."""
    if block.kind == BlockKind.DID_YOU_KNOW:
        found = {s.pk: s for fact in block.facts.all() for s in cited.by_fact.get(fact.pk, [])}
        return list(found.values())
    return [cited.by_identifier[identifier] for identifier in block.cited]
