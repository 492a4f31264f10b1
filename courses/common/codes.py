"""Pure: codes that people read from a wall or a paper and type, however they type them."""

import secrets
from typing import Final

# Without letters and digits that are taken for one another on a wall or on paper.
ALPHABET: Final = "BCDFGHJKMNPQRSTVWXYZ23456789"
KEPT: Final = 40  # characters of what was typed, as many as of a staff number


def random_code(length: int) -> str:
    """Return so many letters and digits, drawn by chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy(typed: str) -> str:
    """Return a code as it is kept and compared: capitals, without spaces and dashes."""
    return "".join(one for one in typed.upper() if one.isalnum())[:KEPT]


def halved(code: str) -> str:
    """Return a code as it is shown: "K7M 4QX"."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
