"""Pure: signed JSON in its compact form (RFC 7515), RS256 alone, and the strict reading of it.

What is read comes from strangers: size, depth, doubled keys and odd headers are refused, each in
words of its own, before anything else is made of it. The algorithm is ours, never the header's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from courses.certification.issuer_keys import KeyRefused, jwk_of, key_of, thumbprint
from courses.certification.keys import as_text, from_text
from courses.common.jcs import canonical

ALGORITHM: Final = "RS256"
HEADER: Final = {"alg", "typ", "kid", "jwk"}
MOST_CHARACTERS: Final = 300_000
MOST_DEPTH: Final = 12
# What one key signs for one purpose is not taken for another.
NAMES: Final = {"training-record+jws": "a training record", "JWT": "a badge"}
TOO_DEEP: Final = "The file is nested deeper than a signed record or badge ever is"


class RecordRefused(ValueError):
    """The text is not a signed record that may be relied upon; its words say why."""


class IssuerUnknown(RecordRefused):
    """The text is whole, but none of the keys at hand signed it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed text, taken apart: what it says, and which key it says signed it.

    ``address`` is where its issuer says that the key is published; nobody has looked there.
    """

    payload: dict[str, Any]
    address: str
    jwk: dict[str, str]

    @property
    def key(self) -> str:
        """Return the thumbprint of the key within."""
        return thumbprint(self.jwk)


def sign_compact(payload: Mapping[str, Any], *, key: RSAPrivateKey, kid: str, kind: str) -> str:
    """Return ``payload`` as signed by ``key``; the same payload gives the same text.

    ``kind`` keeps what one key signs for one purpose from being taken for another.
    """
    header = {"alg": ALGORITHM, "jwk": jwk_of(key.public_key()), "kid": kid, "typ": kind}
    message = ".".join(as_text(canonical(part)) for part in (header, dict(payload)))
    return f"{message}.{as_text(key.sign(message.encode(), PKCS1v15(), SHA256()))}"


def opened(text: str, *, kind: str) -> Signed:
    """Return the parts of a signed text of this ``kind``; its signature fits the key within.

    Whose key that is has still to be asked.

    :raises RecordRefused: for anything else.
    """
    text = "".join(text.split())
    if len(text) > MOST_CHARACTERS:
        raise RecordRefused("The text is too large: a signed record or badge has at most 300 kB")
    parts = text.split(".")
    raw = [from_text(part) for part in parts] if text.isascii() else []
    if len(raw) != 3 or raw[0] is None or raw[1] is None or raw[2] is None:
        raise RecordRefused(
            "This is not a signed record or badge, or part of it is missing. Choose the file as it"
            " was downloaded"
        )
    header = strict_json(raw[0])
    refuse_header(header, kind)
    message = f"{parts[0]}.{parts[1]}".encode()
    if not fits(message, raw[2], key_in(header["jwk"])):
        raise RecordRefused(
            "The file was changed after it was signed. Download it again where it was made, and"
            " do not open it in another program before"
        )
    return Signed(payload=strict_json(raw[1]), address=header["kid"], jwk=header["jwk"])


def refuse_header(header: Mapping[str, Any], kind: str) -> None:
    """Let a header pass that names RS256, this kind, a key and where it is published.

    :raises RecordRefused: for any other.
    """
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none":
        raise RecordRefused("The file is not signed, so anybody could have written it")
    if algorithm != ALGORITHM:
        raise RecordRefused("The file is signed in another way than RS256, the one we accept")
    if set(header) != HEADER:
        raise RecordRefused("The head of the file has a part too many or too few")
    if header["typ"] != kind:
        raise RecordRefused(f"The file is signed, but it is not {NAMES[kind]}")
    address = header["kid"]
    if not isinstance(address, str) or not address.isprintable() or len(address) > 300:
        raise RecordRefused("The file does not say where its key is published")


def key_in(jwk: object) -> RSAPublicKey:
    """Return the key that a header carries.

    :raises RecordRefused: when it is none that we accept.
    """
    try:
        return key_of(jwk)
    except KeyRefused as error:
        raise RecordRefused("The key within the file is not an RSA key that we accept") from error


def fits(message: bytes, signature: bytes, key: RSAPublicKey) -> bool:
    """Test whether ``key`` made the signature of ``message``."""
    try:
        key.verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def strict_json(data: bytes) -> dict[str, Any]:
    """Return the object that ``data`` writes as JSON, each key once, nested no deeper than needed.

    :raises RecordRefused: for anything else.
    """
    try:
        text = data.decode()
        refuse_depth(text)
        found = json.loads(
            text, object_pairs_hook=once_each, parse_float=refused, parse_constant=refused
        )
        json.dumps(found, ensure_ascii=False).encode()  # half a letter could not be stored
    except RecordRefused:
        raise
    except RecursionError as error:  # brackets within words can hide how deep it is
        raise RecordRefused(TOO_DEEP) from error
    except ValueError as error:
        raise RecordRefused("The file cannot be read: it is not JSON text") from error
    if not isinstance(found, dict):
        raise RecordRefused("The file cannot be read: it is not a JSON object")
    return found


def refuse_depth(text: str) -> None:
    """Let JSON text pass that is nested no deeper than a record is; brackets in words count too.

    :raises RecordRefused: when it could be deeper.
    """
    depth = 0
    for character in text:
        depth += (character in "{[") - (character in "}]")
        if depth > MOST_DEPTH:
            raise RecordRefused(TOO_DEEP)


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return ``pairs`` as an object.

    :raises RecordRefused: when a key comes twice: two readers could read two things.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RecordRefused("The file says something twice, so it can be read in two ways")
    return found


def refused(_text: str) -> None:
    """Refuse a number that is not whole.

    :raises RecordRefused: always.
    """
    raise RecordRefused("The file holds a number that is not whole")
