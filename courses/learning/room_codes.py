"""Pure: room codes, staff codes and PINs, how they are made and written."""

import secrets
from collections.abc import Container, Iterator
from itertools import product
from typing import Final

from courses.common.codes import halved, random_code

CODE_LENGTH: Final = 6
PIN_LENGTH: Final = 6


def new_code() -> str:
    """Return a room code: six letters and digits, one of some 480 million."""
    return random_code(CODE_LENGTH)


def new_pin() -> str:
    """Return a PIN of six digits."""
    return "".join(secrets.choice("0123456789") for _ in range(PIN_LENGTH))


def in_groups(code: str) -> str:
    """Return a room code as it is shown: "K7M 4QX"."""
    return halved(code)


def spare_codes(taken: Container[str]) -> Iterator[str]:
    """Return staff codes for people who have no number of their own: R22, R23 and so on."""
    digits = "23456789"
    for length in (2, 3, 4):
        for one in product(digits, repeat=length):
            code = "R" + "".join(one)
            if code not in taken:
                yield code
