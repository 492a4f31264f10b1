"""Pure: the characters that no text may hold, because nobody sees them or they turn its order.

Controls other than tab and newline; the embeddings, overrides and isolates of Unicode Standard
Annex 9, which show a text in another order than it is stored; halves of surrogate pairs.
"""

import re
from typing import Final

REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HINT: Final = "Delete it; an editor that shows invisible characters helps to find it."


def refusal_of(text: str) -> str:
    """Return why ``text`` is refused; empty where it may pass."""
    found = REFUSED.search(text)
    return f"The character U+{ord(found.group()):04X} is not allowed" if found else ""


def line_of(text: str) -> int:
    """Return the line of the first refused character of ``text``, counted from 0."""
    found = REFUSED.search(text)
    return text.count("\n", 0, found.start()) if found else 0
