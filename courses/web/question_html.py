"""A question of the quiz in HTML: drawn by crispy once, then put together in the order shown.

Each attempt shows the options of a question in an order of its own. What crispy drew with no order
in mind is cut at the options; then only places and ids are to be filled in.
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

from courses.catalogue.models import Item
from courses.common.html import trusted
from courses.web.item_forms import QUIZ_FORMS, ItemForm
from courses.web.pieces import BLANKS, filled

QUESTIONS_KEPT = 2_000  # each question as each of its answers leaves it; some 4 kB each
FORM_ID: Final = "answer"  # a control elsewhere on the page may send it
MARK: Final = token_hex(32)
CAPTION: Final = token_hex(32)
PLACE: Final = token_hex(32)


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
    draw = kept_question if edition else drawn_question
    drawn = draw(item, json.dumps(chosen, sort_keys=True), edition)
    options = (drawn.options[name].replace(PLACE, str(n)) for n, name in enumerate(order))
    html = "".join((drawn.head, *options, drawn.tail)).replace(CAPTION, escape(caption))
    return filled(html, {"csrf_token": csrf_token})


def drawn_question(item: Item, chosen: str, _edition: str) -> Drawn:
    """Return ``item`` with the answer ``chosen``, in JSON, drawn and cut, its blanks open."""
    options = list(item.options.all())
    form = QUIZ_FORMS[item.kind](item, options, chosen=json.loads(chosen))
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


kept_question = lru_cache(maxsize=QUESTIONS_KEPT)(drawn_question)


def form_html(form: ItemForm, *, csrf_token: str) -> SafeString:
    """Return ``form`` as crispy draws it."""
    return trusted(
        render_crispy_form(form, context={"csrf_token": csrf_token})  # type: ignore[no-untyped-call]
    )
