"""Pure: room codes, staff codes and PINs, how they are made, written and read back."""

import secrets
from collections.abc import Container, Iterator
from itertools import product
from typing import Final

# Without letters and digits that are taken for one another on a wall or on paper.
ALPHABET: Final = "BCDFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH: Final = 6
PIN_LENGTH: Final = 6
CODE_KEPT: Final = 40  # characters of a staff code, as many as of a staff number


def new_code() -> str:
    """Return a room code: six letters and digits, one of some 480 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_pin() -> str:
    """Return a PIN of six digits."""
    return "".join(secrets.choice("0123456789") for _ in range(PIN_LENGTH))


def tidy(typed: str) -> str:
    """Return a code as it is kept and compared: capitals, without spaces and dashes."""
    return "".join(one for one in typed.upper() if one.isalnum())[:CODE_KEPT]


def in_groups(code: str) -> str:
    """Return a room code as it is shown: "K7M 4QX"."""
    half = CODE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"


def spare_codes(taken: Container[str]) -> Iterator[str]:
    """Return staff codes for people who have no number of their own: R22, R23 and so on."""
    digits = "23456789"
    for length in (2, 3, 4):
        for one in product(digits, repeat=length):
            code = "R" + "".join(one)
            if code not in taken:
                yield code
