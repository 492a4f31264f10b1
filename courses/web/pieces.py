"""Pieces of pages that are drawn once for equal values, then kept in the memory of a process.

A piece knows its values and nothing else of the request, and they are its key: what one person is
shown can reach another only where all values are equal. Some things differ although the piece does
not, such as the token against forged posts, the number of an enrolment, and whether the words of a
sound are open: each is drawn as a blank, which no text can hold by chance, and filled in for the
reader. What fills a blank is HTML already. Those named ``blank_`` take any words of a row.
"""

from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final
from uuid import uuid4

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.common.html import trusted

PIECES_KEPT = 2_000  # in the memory of a process; some 4 kB each
BLANKS: Final = {
    "csrf_token": token_hex(32),
    "registration": str(uuid4()),
    "opened": token_hex(32),
    "blank_key": str(uuid4()),
    **{f"blank_{name}": token_hex(32) for name in ("place", "words", "more", "lines", "url")},
}


def piece(template: str, blanks: Mapping[str, Any], **values: Any) -> SafeString:
    """Return ``template`` drawn with ``values``, its blanks filled.

    :raises TypeError: when a value cannot be a key: give tuples and frozen dataclasses.
    """
    return filled(kept_piece(template, **values), blanks)


@lru_cache(maxsize=PIECES_KEPT, typed=True)
def kept_piece(template: str, **values: Any) -> SafeString:
    """Return a piece with its blanks, from memory where it was drawn before."""
    return drawn(template, **values)


def drawn(template: str, **values: Any) -> SafeString:
    """Return a piece with its blanks, drawn anew."""
    return render_to_string(template, {**BLANKS, **values})


def filled(html: str, blanks: Mapping[str, Any]) -> SafeString:
    """Return a piece with its blanks filled.

    A token is asked for only where the piece has a place for it: asking sets a cookie.
    """
    for name, filling in blanks.items():
        if BLANKS[name] in html:
            html = html.replace(BLANKS[name], str(filling))
    return trusted(html)
