"""Pure rules of people's names: how two spellings compare, and what of one can be seen."""

import re
import unicodedata

LONGEST = 200  # characters of somebody's name, and of it folded
# What shows nothing and comes along from other programs, or turns the order of letters round. Not
# the two joiners (200C, 200D), with which Persian and the scripts of India spell some names.
HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f]"
)


def fold(name: str) -> str:
    """Return ``name`` for comparing and sorting: no case, no accents, single spaces.

    Folded in Python, never by the database, so that no collation can differ.
    """
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def fold_name(name: str) -> str:
    """Return ``name`` folded, no longer than its column: one letter can become eighteen."""
    return fold(name)[:LONGEST]


def without_hidden(text: str) -> str:
    """Return ``text`` without the characters that nobody sees."""
    return HIDDEN.sub("", text)


def in_one_line(name: str) -> str:
    """Return ``name`` with single spaces, of what can be seen."""
    return " ".join(without_hidden(name).split())
