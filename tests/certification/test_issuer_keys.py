import json
import stat
from itertools import count

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from courses.certification.issuer_keys import (
    KeyRefused,
    as_pem,
    issuer_key,
    jwk_of,
    keys_in,
    published,
    thumbprint,
)
from tests.carrying import foreign_issuer, foreign_key, other_key, put_key

FOREIGN = jwk_of(foreign_key().public_key())


def ed25519_pem(key, *, private):
    if private:
        return key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    first, second = issuer_key(tmp_path / "keys"), issuer_key(tmp_path / "keys")

    assert first.private_numbers() == second.private_numbers()
    assert first.key_size == 2048
    files = sorted((tmp_path / "keys").iterdir())
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def test_an_older_key_stays_published_after_a_change(tmp_path):
    put_key(tmp_path)
    issuer_key(tmp_path)
    put_key(tmp_path, other_key())
    (tmp_path / "issuer-other.pub.pem").write_bytes(
        ed25519_pem(Ed25519PrivateKey.generate(), private=False)
    )

    assert list(published(tmp_path)) == [
        thumbprint(jwk_of(other_key().public_key())),
        thumbprint(FOREIGN),
    ]


def test_a_file_with_another_key_is_an_error(tmp_path):
    (tmp_path / "issuer.pem").write_bytes(ed25519_pem(Ed25519PrivateKey.generate(), private=True))

    with pytest.raises(ValueError, match=r"^issuer\.pem holds no RSA key$"):
        issuer_key(tmp_path)


def test_a_thumbprint_is_that_of_the_standard():
    # The example of RFC 7638, section 3.1.
    jwk = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1"
        "L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4"
        "QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO"
        "pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF"
        "Cur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
    }

    assert thumbprint(jwk) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_a_key_is_taken_however_it_is_published():
    as_text = as_pem(foreign_key().public_key()).decode()

    given = [as_text, json.dumps(FOREIGN), foreign_issuer(), json.dumps([FOREIGN, FOREIGN])]
    assert [keys_in(text) for text in given] == [[FOREIGN]] * 4


def weak():
    return jwk_of(generate_private_key(public_exponent=65537, key_size=1024).public_key())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste the key as it is published"),
        ("{", "Paste the key as it is published"),
        ("[" * 9_000, "Paste the key as it is published"),
        ("[]", "There is no key"),
        ("5", "There is no key"),
        (json.dumps({"keys": "none"}), "There is no key"),
        (json.dumps([FOREIGN] * 21), "There is no key"),
        (json.dumps({"kty": "OKP"}), "Enter an RSA key: its part kty"),
        (json.dumps(["x"]), "Enter an RSA key: its part kty"),
        (json.dumps(FOREIGN | {"n": 5}), "of 2,048 to 8,192 bits"),
        (json.dumps(FOREIGN | {"n": "é"}), "of 2,048 to 8,192 bits"),
        (json.dumps(FOREIGN | {"n": "!!"}), "of 2,048 to 8,192 bits"),
        (json.dumps(FOREIGN | {"e": "Aw"}), "of 2,048 to 8,192 bits"),
        (json.dumps(FOREIGN | {"n": FOREIGN["n"][:-1] + "A"}), "of 2,048 to 8,192 bits"),
        ("-----BEGIN PRIVATE KEY-----", "That is a private key"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA", "cannot be read"),
        ("x" * 20_001, "too long for a key"),
    ],
    ids=map(str, count(1)),  # made anew in each process, so no name of a test
)
def test_what_is_no_key_that_we_accept_is_refused_in_words(text, words):
    with pytest.raises(KeyRefused, match=words):
        keys_in(text)


def test_weak_keys_and_other_kinds_are_refused():
    other = ed25519_pem(Ed25519PrivateKey.generate(), private=False).decode()

    with pytest.raises(KeyRefused, match="other kinds sign no records"):
        keys_in(other)
    with pytest.raises(KeyRefused, match="of 2,048 to 8,192 bits"):
        keys_in(json.dumps(weak()))
