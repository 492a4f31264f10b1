"""Pure: the RSA key that signs records for other platforms, and keys as JSON (RFC 7517).

``issuer.pem`` is the private key, made at first use. ``issuer-*.pub.pem`` are public keys, the
current one and older ones, as with the key of certificates: what an older key signed stays good.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    RSAPublicNumbers,
    generate_private_key,
)

from courses.certification.keys import as_text, from_text, write_once
from courses.common.jcs import canonical

PRIVATE_NAME: Final = "issuer.pem"
PUBLIC_NAMES: Final = "issuer-*.pub.pem"
BITS: Final = 2048
MOST_BITS: Final = 8192
EXPONENT: Final = 65537
MOST_CHARACTERS: Final = 20_000
MOST_KEYS: Final = 20


class KeyRefused(ValueError):
    """The text holds no key that we accept; its words say what to do."""


def issuer_key(folder: Path) -> RSAPrivateKey:
    """Return the private key of ``folder``; two processes that find none end with the same one.

    :raises ValueError: when its file holds something else.
    """
    file = folder / PRIVATE_NAME
    if not file.exists():
        pem = generate_private_key(public_exponent=EXPONENT, key_size=BITS).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        write_once(file, pem)
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        message = f"{file.name} holds no RSA key"
        raise ValueError(message)  # noqa: TRY004 - the file is wrong, not the caller's type
    name = sha256(thumbprint(jwk_of(key.public_key())).encode()).hexdigest()[:16]
    write_once(folder / PUBLIC_NAMES.replace("*", name), as_pem(key.public_key()))
    return key


def published(folder: Path) -> dict[str, RSAPublicKey]:
    """Return every public key of ``folder`` by its thumbprint, the current one first."""
    current = issuer_key(folder).public_key()
    keys = {thumbprint(jwk_of(current)): current}
    for file in sorted(folder.glob(PUBLIC_NAMES)):
        key = serialization.load_pem_public_key(file.read_bytes())
        if isinstance(key, RSAPublicKey):
            keys.setdefault(thumbprint(jwk_of(key)), key)
    return keys


def as_pem(key: RSAPublicKey) -> bytes:
    """Return a public key as OpenSSL reads it."""
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def jwk_of(key: RSAPublicKey) -> dict[str, str]:
    """Return a public key as JSON, with the three members that make it."""
    numbers = key.public_numbers()
    return {
        name: as_text(value.to_bytes((value.bit_length() + 7) // 8, "big"))
        for name, value in (("e", numbers.e), ("n", numbers.n))
    } | {"kty": "RSA"}


def thumbprint(jwk: dict[str, str]) -> str:
    """Return by what a key is told from another (RFC 7638), 43 characters."""
    made_of = {name: jwk[name] for name in ("e", "kty", "n")}
    return as_text(sha256(canonical(made_of)).digest())


def key_of(jwk: object) -> RSAPublicKey:
    """Return the public key that ``jwk`` holds; members beside the three are not looked at.

    :raises KeyRefused: when it is no RSA key of 2,048 to 8,192 bits.
    """
    if not isinstance(jwk, dict) or jwk.get("kty") != "RSA":
        raise KeyRefused("Enter an RSA key: its part kty is RSA")
    e, n = (whole(jwk.get(name)) for name in ("e", "n"))
    if e != EXPONENT or n % 2 == 0 or not BITS <= n.bit_length() <= MOST_BITS:
        raise KeyRefused("Enter an RSA key of 2,048 to 8,192 bits with the usual exponent 65537")
    return RSAPublicNumbers(e, n).public_key()


def whole(text: object) -> int:
    """Return the whole number that ``text`` writes in base64url; 0 where it writes none."""
    if not isinstance(text, str) or len(text) > MOST_BITS or not text.isascii():
        return 0
    return int.from_bytes(from_text(text) or b"", "big")


def keys_in(text: str) -> list[dict[str, str]]:
    """Return the keys that somebody pasted: PEM, one key as JSON, or a list of them.

    :raises KeyRefused: when there is none, or one that we do not accept.
    """
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        raise KeyRefused("That is too long for a key. Paste only what the issuer publishes")
    if text.startswith("-----BEGIN"):
        return [from_pem(text)]
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise KeyRefused(
            "Paste the key as it is published: text that begins with {, or with"
            " -----BEGIN PUBLIC KEY-----"
        ) from error
    listed = found.get("keys", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_KEYS:
        raise KeyRefused("There is no key in that text")
    return list({thumbprint(one): one for one in (jwk_of(key_of(one)) for one in listed)}.values())


def from_pem(text: str) -> dict[str, str]:
    """Return the public key of a PEM text.

    :raises KeyRefused: when it holds another, or a private one.
    """
    if "PRIVATE" in text:
        raise KeyRefused(
            "That is a private key. Never give it to anybody: ask the issuer for the public one"
        )
    try:
        key = serialization.load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyRefused(
            "The key cannot be read. Paste it whole, with its first and last line"
        ) from error
    if not isinstance(key, RSAPublicKey):
        raise KeyRefused("Enter an RSA key: other kinds sign no records")
    return jwk_of(key_of(jwk_of(key)))
