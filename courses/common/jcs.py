"""Canonical JSON and its SHA-256, for whatever must hash to the same bytes for ever.

A subset of the JSON Canonicalization Scheme (RFC 8785, https://www.rfc-editor.org/rfc/rfc8785):
objects, lists, text, whole numbers, booleans and null. Fractions are refused, since their text form
is where writers differ.
"""

import json
from hashlib import sha256


def canonical(value: object) -> bytes:
    """Return ``value`` as UTF-8 JSON with sorted keys and no spaces.

    :raises TypeError: for a float, or a type that JSON does not know.
    """
    refuse_floats(value)
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def refuse_floats(value: object) -> None:
    """Raise where ``value`` holds a float at any depth.

    :raises TypeError: for a float.
    """
    if isinstance(value, float):
        message = "Canonical JSON takes whole numbers only; write a fraction as two integers"
        raise TypeError(message)
    if isinstance(value, dict):
        for part in value.values():
            refuse_floats(part)
    if isinstance(value, list | tuple):
        for part in value:
            refuse_floats(part)


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form of ``value``, as 64 hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()
