"""A question of the quiz in HTML: drawn by crispy once, then put together in the order shown.

Each attempt shows the options of a question in an order of its own. Where one chooses, crispy draws
one question of that shape with marks in the place of its words, which are then filled in. Lists to
put in order or to match are drawn with no order in mind and cut at the options; then only places
and ids are to be filled in.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final

from crispy_forms.utils import render_crispy_form
from django.utils.html import escape
from django.utils.safestring import SafeString

from courses.catalogue.item_types import answers
from courses.catalogue.models import Item, Option
from courses.common.html import trusted
from courses.web.forms import HouseForm
from courses.web.item_forms import QUIZ_FORMS
from courses.web.pieces import BLANKS, filled

QUESTIONS_KEPT = 500  # with lists, each as each of its answers leaves it; some 4 kB each
SHAPES_KEPT = 64
CHOOSING: Final = (Item.Kind.CHOICE, Item.Kind.MULTIPLE)
FORM_ID: Final = "answer"  # a control elsewhere on the page may send it
MARK: Final = token_hex(32)
CAPTION: Final = token_hex(32)
PLACE: Final = token_hex(32)
STEM: Final = token_hex(32)
NAME: Final = token_hex(32)
WORDS: Final = token_hex(32)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question cut at its options: what stands before, each option by identifier, the rest."""

    head: str
    options: Mapping[str, str]
    tail: str


def question_html(
    item: Item,
    *,
    chosen: Mapping[str, Any],
    order: Sequence[str],
    caption: str,
    edition: str,
    csrf_token: str,
) -> SafeString:
    """Return the form of ``item`` with the answer ``chosen``, its options in this ``order``.

    ``edition``: of the version it is from, empty for a draft; its options are prefetched.
    """
    shown = of_shape(item, chosen) if item.kind in CHOOSING else with_lists(item, chosen, edition)
    options = (shown.options[name].replace(PLACE, str(n)) for n, name in enumerate(order))
    html = "".join((shown.head, *options, shown.tail)).replace(CAPTION, escape(caption))
    return filled(html, {"csrf_token": csrf_token})


def of_shape(item: Item, chosen: Mapping[str, Any]) -> Drawn:
    """Return a question that lets one choose, its words put into what crispy drew of its shape."""
    kept = answers.read(item.kind, chosen)
    open_one, ticked = (kept_shape(item.kind, item.choose, ticks) for ticks in (False, True))
    return Drawn(
        open_one.head.replace(STEM, item.stem_html),
        {
            option.identifier: (ticked if option.identifier in kept else open_one)
            .options[NAME]
            .replace(NAME, escape(option.identifier))
            .replace(WORDS, option.html)
            for option in item.options.all()
        },
        open_one.tail,
    )


@lru_cache(maxsize=SHAPES_KEPT)
def kept_shape(kind: str, choose: int | None, ticks: bool) -> Drawn:  # noqa: FBT001 - a key
    """Return a question of one option, chosen or not, with marks in the place of its words."""
    item = Item(kind=kind, choose=choose, stem_html=STEM)
    chosen = answers.write(kind, [NAME]) if ticks else {}
    return drawn_question(item, [Option(identifier=NAME, html=WORDS)], chosen)


def with_lists(item: Item, chosen: Mapping[str, Any], edition: str) -> Drawn:
    """Return a question with a list for each option; one of an edition from memory."""
    text = json.dumps(chosen, sort_keys=True)
    return kept_question(item, text, edition) if edition else fresh_question(item, text)


@lru_cache(maxsize=QUESTIONS_KEPT)
def kept_question(item: Item, chosen: str, edition: str) -> Drawn:  # noqa: ARG001 - a key
    """Return a question of one edition with the answer ``chosen``, from memory where drawn."""
    return fresh_question(item, chosen)


def fresh_question(item: Item, chosen: str) -> Drawn:
    """Return ``item`` with the answer ``chosen``, in JSON, drawn anew."""
    return drawn_question(item, list(item.options.all()), json.loads(chosen))


def drawn_question(item: Item, options: Sequence[Option], chosen: dict[str, Any]) -> Drawn:
    """Return ``item`` with the answer ``chosen``, drawn and cut, its blanks open."""
    form = QUIZ_FORMS[item.kind](item, options, chosen=chosen)
    form.caption, form.form_id = CAPTION, FORM_ID
    form.mark_options(MARK)
    head, *parts, tail = form_html(form, csrf_token=BLANKS["csrf_token"]).split(MARK)
    return Drawn(
        head,
        {
            option.identifier: part.replace(f'id_answer_{n}"', f'id_answer_{PLACE}"')
            for n, (option, part) in enumerate(zip(options, parts, strict=True))
        },
        tail,
    )


def form_html(form: HouseForm, *, csrf_token: str) -> SafeString:
    """Return ``form`` as crispy draws it."""
    return trusted(
        render_crispy_form(form, context={"csrf_token": csrf_token})  # type: ignore[no-untyped-call]
    )
