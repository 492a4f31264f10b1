"""Pure rules of certificate numbers: 128 random bits, written so that people can read them aloud.

The alphabet is Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 16
LENGTH = 26
GROUPS = (5, 4, 4, 4, 4, 5)

# 26 characters hold 130 bits, so a number of 128 bits never starts above 7.
HIGHEST_FIRST = "7"
AS_MEANT = str.maketrans("OIL", "011")
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"  # what phones and word processors make of a hyphen


def new_number(random_bytes: bytes) -> str:
    """Return ``random_bytes``, 16 of them, as a number of 26 characters.

    :raises ValueError: for any other count of bytes.
    """
    if len(random_bytes) != BYTES:
        message = f"A certificate number takes {BYTES} bytes"
        raise ValueError(message)
    value = int.from_bytes(random_bytes, "big")
    return "".join(ALPHABET[value >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def normalise(text: str) -> str | None:
    """Return the number that ``text`` was meant to be; None when it cannot be one.

    Case, spaces and hyphens do not count; O is read as 0, I and L as 1.
    """
    kept = "".join(c for c in text if not c.isspace() and c not in DASHES)
    if len(kept) != LENGTH or not kept.isascii():
        return None
    number = kept.upper().translate(AS_MEANT)
    if number[0] > HIGHEST_FIRST or not set(number) <= set(ALPHABET):
        return None
    return number


def grouped(number: str) -> str:
    """Return ``number`` in groups of four and five characters, parted by spaces, for display."""
    parts, start = [], 0
    for size in GROUPS:
        parts.append(number[start : start + size])
        start += size
    return " ".join(parts)
