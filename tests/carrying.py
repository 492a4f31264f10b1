"""Signed training records for tests: of this platform, of another, and broken in every way."""

import json
from datetime import date
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from courses.certification.issuer_keys import PRIVATE_NAME, jwk_of, thumbprint
from courses.certification.keys import as_text
from courses.certification.portable import TYPE, Record, identity, signed_record

ISSUER = "https://training.harbour.example"
FIRST_ID = "7cf49584-2f9e-4775-90a8-b3db4df46cd2"


@cache
def foreign_key() -> RSAPrivateKey:
    """Return the key of another platform, the same in every test."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def other_key() -> RSAPrivateKey:
    """Return a key that nobody knows."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def foreign_issuer() -> str:
    """Return what the other platform publishes of itself."""
    jwk = jwk_of(foreign_key().public_key()) | {"alg": "RS256", "use": "sig"}
    return json.dumps({"id": ISSUER, "name": "Harbour training", "keys": [jwk]})


def put_key(folder: Any, key: RSAPrivateKey | None = None) -> None:
    """Put a key where the one of this platform belongs, so that none is made."""
    folder.mkdir(parents=True, exist_ok=True)
    pem = (key or foreign_key()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / PRIVATE_NAME).write_bytes(pem)


def achieved_with(**changes: Any) -> dict[str, Any]:
    """Return one completion as the record writes it."""
    return {
        "id": FIRST_ID,
        "course": "their-course",
        "title": "Keeping children safe online",
        "version": "2.0.0",
        "editions": ["Working together to safeguard children, 2026"],
        "level": None,
        "mode": "online",
        "minutes": 75,
        "provider": "Harbour Trust",
        "completed_on": "2026-01-20",
        "valid_until": "2027-01-20",
        "certificate": "7" * 26,
        "state": "valid",
    } | changes


def payload_with(**changes: Any) -> dict[str, Any]:
    """Return a whole record of Amira as data."""
    known = identity(email="amira@elm-park.example", staff_code="", salt="5a17")
    assert known is not None
    return {
        "schema_version": 1,
        "kind": "training-record",
        "issuer": {"id": ISSUER, "name": "Harbour training"},
        "subject": {"name": "Amira Haddad", "identifier": known.model_dump()},
        "as_at": "2026-02-20",
        "until": "2027-02-20",
        "completions": [achieved_with()],
    } | changes


def record_with(**changes: Any) -> Record:
    """Return a whole record of Amira."""
    return Record.model_validate(payload_with(**changes))


def fresh(today: date, **changes: Any) -> dict[str, Any]:
    """Return the record as made on ``today``, with its completion a month before."""
    until = today.replace(year=today.year + 1, day=min(today.day, 28))
    done = date.fromordinal(today.toordinal() - 30).isoformat()
    row = achieved_with(completed_on=done, valid_until=until.isoformat())
    days = {"as_at": today.isoformat(), "until": until.isoformat(), "completions": [row]}
    return payload_with(**(days | changes))


def signed_text(payload: Any = None, *, key: RSAPrivateKey | None = None, **header: Any) -> str:
    """Return a payload as signed by the other platform; ``header`` changes what is in the head."""
    key = key or foreign_key()
    jwk = jwk_of(key.public_key())
    kid = f"{ISSUER}/api/keys/{thumbprint(jwk)}.json"
    head = {"alg": "RS256", "jwk": jwk, "kid": kid, "typ": TYPE} | header
    head = {name: value for name, value in head.items() if value is not None}
    return sealed(json.dumps(head), json.dumps(payload or payload_with()), key=key)


def sealed(head: str, body: str, *, key: RSAPrivateKey | None = None) -> str:
    """Return two texts as signed, whatever they hold."""
    message = f"{as_text(head.encode())}.{as_text(body.encode())}"
    signature = (key or foreign_key()).sign(message.encode(), PKCS1v15(), SHA256())
    return f"{message}.{as_text(signature)}"


def head_of() -> str:
    """Return the head that the other platform writes."""
    jwk = jwk_of(foreign_key().public_key())
    return json.dumps({"alg": "RS256", "jwk": jwk, "kid": f"{ISSUER}/api/keys/x", "typ": TYPE})


def ours(folder: Any, record: Record | None = None) -> str:
    """Return a record as this platform signs it."""
    return signed_record(
        record or record_with(), folder=folder, keys_url="http://testserver/api/keys/"
    )
