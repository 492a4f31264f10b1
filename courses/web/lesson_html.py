"""The blocks of a lesson in HTML, as one learner gets them, put together from what is drawn."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from courses.catalogue.contacts import Contacts
from courses.catalogue.flags import flags_in
from courses.catalogue.models import Block, BlockKind, CourseVersion
from courses.catalogue.outlines import edition_of
from courses.common.html import trusted
from courses.web.item_forms import ItemForm
from courses.web.lesson_page import (
    Content,
    Reader,
    ShownBlock,
    body_of,
    content_of,
    drawn_check,
    feedback_on,
    kept_check,
    kept_content,
    with_template,
)
from courses.web.pieces import drawn
from courses.web.presenters import ShownContact, shown_contact
from courses.web.words import Word, by_alphabet

WAYS_KEPT = 128  # in the memory of a process; some 40 kB each
OTHERS_KEPT = 500  # each such block with the contacts of each place; some 3 kB each


@dataclass(frozen=True, slots=True)
class Way:
    """What one kind of reader gets of a lesson.

    ``parts``: its blocks in order, those that look the same to every such reader drawn as one;
    ``words``: those of the glossary that they link, drawn. ``names_contacts``: where no block shows
    any, nobody need look for them; ``is_local``: whether the organisation may have texts of its own
    in it. ``sounds``: identifier and title of what is to be listened to.
    """

    content: Content
    parts: tuple[SafeString | Block, ...]
    words: SafeString
    names_contacts: bool
    is_local: bool
    has_gentler: bool
    sounds: tuple[tuple[str, str], ...] = ()


def way_of(version: CourseVersion, lesson_id: int, reader: Reader) -> Way:
    """Return what ``reader`` gets of one lesson of ``version``; a draft is read anew."""
    edition = edition_of(version)
    if edition:
        return kept_way(lesson_id, edition, reader)
    return fresh_way(content_of(version, lesson_id), reader)


@lru_cache(maxsize=WAYS_KEPT)
def kept_way(lesson_id: int, edition: str, reader: Reader) -> Way:
    """Return what ``reader`` gets of one lesson, from memory where it was put together before."""
    return fresh_way(kept_content(lesson_id, edition), reader)


def fresh_way(content: Content, reader: Reader) -> Way:
    """Return what ``reader`` gets of one lesson, put together anew."""
    parts: list[SafeString | Block] = []
    words: list[Word] = []
    blocks = [
        one for one in content.blocks if one.is_for(nation=reader.nation, sector=reader.sector)
    ]
    flags = flags_in({one.lesson_id for one in blocks}) if reader.sees_flags else {}
    for block in blocks:
        words += content.words.get((block.identifier, reader.gently), ())
        html = content.html.get((block.identifier, reader.gently))
        if html is None:
            parts.append(block)
        elif parts and isinstance(parts[-1], SafeString):
            parts[-1] = trusted(parts[-1] + html)
        else:
            parts.append(html)
        if flagged := flags.get((block.lesson_id, block.identifier)):
            parts.append(drawn("courses/components/flags.html", flags=flagged))
    if not parts:
        parts.append(drawn("courses/learner/lesson_nothing.html"))
    return Way(
        content,
        tuple(parts),
        words=drawn("courses/components/words.html", words=by_alphabet(words)),
        is_local=any(one.kind == BlockKind.LOCAL for one in blocks),
        names_contacts=any(isinstance(part, Block) and part.slots for part in parts),
        has_gentler=content.has_gentler,
        sounds=tuple((one.identifier, one.title) for one in blocks if one.kind == BlockKind.AUDIO),
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What one learner brings to a lesson.

    ``chosen``: latest answers by block. ``bound``: forms with errors, by block, which replace the
    fresh ones. ``own``: texts of their organisation by block. ``concern_url``: where they find whom
    to tell.
    """

    chosen: Mapping[str, Mapping[str, Any]]
    bound: Mapping[str, ItemForm]
    contacts: Contacts
    own: Mapping[str, str]
    concern_url: str
    gently: bool
    on: date


def html_of(way: Way, given: Given) -> str:
    """Return the blocks of a lesson as one learner gets them, with the blanks of ``pieces``."""
    return "".join(
        part if isinstance(part, str) else block_html(part, way.content, given)
        for part in way.parts
    )


def block_html(block: Block, content: Content, given: Given) -> SafeString:
    """Return a block that does not look the same to everybody, with its blanks."""
    if block.identifier in given.bound:
        form = given.bound[block.identifier]
        # What was sent while signed out is not saved yet: feedback on an earlier answer confuses.
        is_unsent = not form.errors
        feedback = None if is_unsent else feedback_on(block, given.chosen)
        shown = ShownBlock(block, fields=with_template(form), feedback=feedback)
        return drawn(shown.template, block=block, shown=shown, is_unsent=is_unsent)
    if block.kind == BlockKind.CHECK:
        answer = given.chosen.get(block.identifier)
        draw = kept_check if content.edition else drawn_check
        given_now = json.dumps(answer, sort_keys=True) if answer else "{}"
        return draw(block, given_now, content.edition, is_taken=True)
    contacts = tuple(
        shown_contact(one, on=given.on) for one in given.contacts.in_slots(block.slots)
    )
    draw_other = kept_other if content.edition else drawn_other
    own = given.own.get(block.identifier, "")
    return draw_other(block, content.edition, given.gently, contacts, own, given.concern_url)


def drawn_other(
    block: Block,
    _edition: str,
    gently: bool,  # noqa: FBT001 - a part of the key
    contacts: tuple[ShownContact, ...],
    own: str,
    concern_url: str,
) -> SafeString:
    """Return a block of local contacts, or the way to a practice referral, with its blanks."""
    shown = ShownBlock(block, body=body_of(block, gently=gently), contacts=contacts, own=own)
    frame = {"concern_url": concern_url}
    return drawn(shown.template, block=block, shown=shown, shell=frame)


kept_other = lru_cache(maxsize=OTHERS_KEPT)(drawn_other)
