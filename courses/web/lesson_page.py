"""One lesson as a page: each block with what it needs, checks with their feedback."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.accounts.models import Organisation, Site
from courses.catalogue import item_types
from courses.catalogue.contacts import Contacts
from courses.catalogue.item_types import Chosen, OptionFact, answers
from courses.catalogue.models import Block, BlockKind, CourseVersion, Item, Option, Source
from courses.catalogue.outlines import edition_of
from courses.catalogue.queries import Cited, blocks_of, sources_of, terms_of
from courses.catalogue.stories import stories_after
from courses.web.item_forms import CHECK_FORMS, NOT_SURE, ItemForm
from courses.web.pieces import drawn, filled
from courses.web.presenters import ShownContact, shown_contact
from courses.web.words import Glossary, Word, by_alphabet

# Blocks that look the same to everybody: the rest shows answers, the contacts of a place, or the
# way to a page of one's own.
FIXED: Final = frozenset(BlockKind) - {BlockKind.CHECK, BlockKind.LOCAL, BlockKind.PRACTICE}
LESSONS_KEPT = 64  # in the memory of a process; some 200 kB each
CHECKS_KEPT = 2_000  # each check as each of its answers leaves it; some 3 kB each


@dataclass(frozen=True, slots=True)
class Content:
    """One lesson as everybody has it.

    ``html`` holds the fixed blocks as drawn with their blanks, by identifier and whether with less
    detail;
    ``edition`` is empty for a draft, whose text may change. ``stories`` practise the lesson:
    of each its identifier, title, summary and minutes. ``words`` are those of the glossary that a
    block links, by the same as ``html``.
    """

    blocks: tuple[Block, ...]
    cited: Cited
    html: Mapping[tuple[str, bool], SafeString]
    edition: str = ""
    stories: tuple[tuple[str, str, str, int], ...] = ()
    words: Mapping[tuple[str, bool], tuple[Word, ...]] = field(default_factory=dict)

    @property
    def has_gentler(self) -> bool:
        """Test whether any block has a form with less detail."""
        return any(block.gentler_html for block in self.blocks)


def content_of(version: CourseVersion, lesson_id: int) -> Content:
    """Return the content of one lesson of ``version``.

    A published version is final, so each process reads and draws it once; a draft is read anew.
    """
    edition = edition_of(version)
    return kept_content(lesson_id, edition) if edition else fresh_content(lesson_id)


@lru_cache(maxsize=LESSONS_KEPT)
def kept_content(lesson_id: int, edition: str) -> Content:
    """Return the content of one lesson, from memory where this edition was read before."""
    return fresh_content(lesson_id, edition)


def fresh_content(lesson_id: int, edition: str = "") -> Content:
    """Return the content of one lesson from the database; six queries."""
    blocks = tuple(blocks_of(lesson_id))
    cited = sources_of(lesson_id, blocks)
    html, words = {}, {}
    glossary = Glossary(terms_of(lesson_id))
    used: dict[bool, set[str]] = {False: set(), True: set()}
    for block in blocks:
        if block.kind in FIXED:
            sources = shown_sources(block, cited)
            for gently in (False, True):
                text = body_of(block, gently=gently)
                body, words[block.identifier, gently] = glossary.linked(block, text, used[gently])
                shown = ShownBlock(block, body=body, sources=sources)
                context = {"block": block, "shown": shown}
                html[block.identifier, gently] = drawn(shown.template, **context)
    stories = tuple(
        (one.identifier, one.title, one.summary, one.minutes) for one in stories_after(lesson_id)
    )
    return Content(blocks, cited, html, edition, stories, words)


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

    ``body`` is its text, ``own`` that of the organisation, ``fields`` the question of a check with
    errors in its form.
    """

    block: Block
    body: str = ""
    fields: SafeString | None = None
    feedback: Feedback | None = None
    contacts: Sequence[ShownContact] = ()
    own: str = ""
    sources: Sequence[Source] = ()
    html: SafeString | None = None

    @property
    def template(self) -> str:
        """Return the name of the template that draws the block."""
        return f"courses/blocks/{self.block.kind}.html"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a lesson is shown: where they work, and whether with less detail.

    ``sees_flags``: as an author or a lead, what awaits a check; whoever only learns never does.
    """

    nation: str
    sector: str
    gently: bool = False
    sees_flags: bool = False


def reader_at(
    organisation: Organisation | None,
    site: Site | None,
    *,
    gently: bool = False,
    sees_flags: bool = False,
) -> Reader:
    """Return the reader who works at ``site`` of ``organisation``; in England where unknown."""
    nation = site.nation if site else (organisation.nation if organisation else "E")
    return Reader(nation, organisation.sector if organisation else "", gently, sees_flags)


def feedback_on(block: Block, chosen: Mapping[str, Mapping[str, Any]]) -> Feedback | None:
    """Return the feedback on the stored answer to a check, or None where there is none yet."""
    item, given = block.item, chosen.get(block.identifier, {})
    return feedback_to(item, given) if item and answers.is_answered(given) else None


def feedback_to(item: Item, given: Mapping[str, Any]) -> Feedback:
    """Return the feedback on the stored answer to one question; its options are prefetched."""
    options = list(item.options.all())
    kept = answers.read(item.kind, given)
    if item.kind not in {Item.Kind.CHOICE, Item.Kind.MULTIPLE}:
        unsure = NOT_SURE in kept
        return Feedback(is_right(item, kept), unsure, on_chosen=options, on_others=())
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


def check_html(
    block: Block, given: Mapping[str, Any], *, edition: str, blanks: Mapping[str, str]
) -> SafeString:
    """Return a check as its latest answer leaves it, with its blanks filled.

    Without blanks it is one of a preview, which keeps no answer.
    """
    draw = kept_check if edition else drawn_check
    answer = json.dumps(given, sort_keys=True)
    return filled(draw(block, answer, edition, is_taken=bool(blanks)), blanks)


def drawn_check(block: Block, given: str, _edition: str, *, is_taken: bool) -> SafeString:
    """Return a check as the answer ``given``, in JSON, leaves it, with its blanks.

    ``is_taken``: by a learner, whose answer is kept; else in a preview.
    """
    chosen = {block.identifier: json.loads(given)}
    shown = ShownBlock(
        block, fields=with_template(check_form(block, chosen)), feedback=feedback_on(block, chosen)
    )
    values = {"block": block, "shown": shown} | ({} if is_taken else {"registration": ""})
    return drawn(shown.template, **values)


kept_check = lru_cache(maxsize=CHECKS_KEPT)(drawn_check)


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
    blanks: Mapping[str, str],
    own: Mapping[str, str],
) -> list[ShownBlock]:
    """Return the blocks of a lesson ready for the page, those that are for ``reader``.

    ``chosen``: latest answers by block. ``bound``: forms with errors, by block, which replace the
    fresh ones. ``blanks``: of ``pieces``, empty where answers are not kept. ``own``: texts of the
    organisation by block.
    """

    def shown(block: Block) -> ShownBlock:
        if block.identifier in bound:
            fields = with_template(bound[block.identifier])
            return ShownBlock(block, fields=fields, feedback=feedback_on(block, chosen))
        if block.kind == BlockKind.CHECK:
            given = chosen.get(block.identifier, {})
            html = check_html(block, given, edition=content.edition, blanks=blanks)
            return ShownBlock(block, html=html)
        if (block.identifier, reader.gently) in content.html:
            html = filled(content.html[block.identifier, reader.gently], {"opened": ""})
            return ShownBlock(block, html=html)
        return ShownBlock(
            block,
            body=body_of(block, gently=reader.gently),
            contacts=tuple(shown_contact(c, on=on) for c in contacts.in_slots(block.slots)),
            own=own.get(block.identifier, ""),
            sources=shown_sources(block, content.cited),
        )

    return [
        shown(block)
        for block in content.blocks
        if block.is_for(nation=reader.nation, sector=reader.sector)
    ]


def words_on(content: Content, blocks: Iterable[ShownBlock], *, gently: bool) -> tuple[Word, ...]:
    """Return the words that these blocks of a page link, by alphabet."""
    names = [(shown.block.identifier, gently) for shown in blocks]
    return by_alphabet(word for name in names for word in content.words.get(name, ()))


def shown_sources(block: Block, cited: Cited) -> list[Source]:
    """Return the sources a block lists, or under "Did you know" those of its facts."""
    if block.kind == BlockKind.DID_YOU_KNOW:
        found = {s.pk: s for fact in block.facts.all() for s in cited.by_fact.get(fact.pk, [])}
        return list(found.values())
    return [cited.by_identifier[identifier] for identifier in block.cited]
