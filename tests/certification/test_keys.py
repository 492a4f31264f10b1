import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from courses.certification.keys import is_genuine, sign

DATA = b'{"kind":"certificate","name":"Amira Khan"}'


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def p256_pem():
    return generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def test_what_was_signed_is_genuine(tmp_path):
    signature = sign(DATA, folder=tmp_path)

    assert len(signature) == 86
    assert is_genuine(DATA, signature, folder=tmp_path) is True


def test_changed_words_are_not_genuine(tmp_path):
    signature = sign(DATA, folder=tmp_path)

    assert is_genuine(DATA.replace(b"Khan", b"Kham"), signature, folder=tmp_path) is False


def test_no_flipped_bit_of_a_signature_is_genuine(tmp_path):
    signature = sign(DATA, folder=tmp_path)
    flipped = [
        signature[:place] + chr(ord(signature[place]) ^ 1 << bit) + signature[place + 1 :]
        for place in range(len(signature))
        for bit in range(7)
    ]

    assert [text for text in flipped if is_genuine(DATA, text, folder=tmp_path)] == []


def test_another_spelling_of_the_same_signature_is_not_genuine(tmp_path):
    signature = sign(DATA, folder=tmp_path)
    spellings = ["", "é", signature + "==", signature + "!", signature[:-1], f" {signature}"]

    assert [text for text in spellings if is_genuine(DATA, text, folder=tmp_path)] == []


def test_the_files_are_for_their_owner_alone_and_nothing_is_left_over(tmp_path):
    folder = tmp_path / "data" / "keys"

    sign(DATA, folder=folder)

    private, public = (folder / name for name in reversed(names(folder)))
    assert (private.name, len(names(folder))) == ("certificate.pem", 2)
    assert public.name.endswith(".pub.pem")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_asking_writes_nothing(tmp_path):
    signature = sign(DATA, folder=tmp_path / "keys")

    assert is_genuine(DATA, signature, folder=tmp_path / "other") is False
    assert names(tmp_path) == ["keys"]


def test_eight_that_start_at_once_agree_on_one_key(tmp_path):
    start = Barrier(8)

    def sign_at_once(number):
        start.wait()
        return sign(DATA, folder=tmp_path / "keys")

    with ThreadPoolExecutor(8) as pool:
        signatures = set(pool.map(sign_at_once, range(8)))

    assert len(signatures) == 1  # Ed25519 signs the same bytes the same way
    assert len(names(tmp_path / "keys")) == 2


def test_after_a_change_of_key_the_older_signature_stays_genuine(tmp_path):
    older = sign(DATA, folder=tmp_path)
    (tmp_path / "certificate.pem").unlink()

    newer = sign(DATA, folder=tmp_path)

    assert newer != older
    assert is_genuine(DATA, older, folder=tmp_path) is True
    assert is_genuine(DATA, newer, folder=tmp_path) is True


def test_a_missing_public_file_comes_back(tmp_path):
    signature = sign(DATA, folder=tmp_path)
    before = names(tmp_path)
    for file in tmp_path.glob("*.pub.pem"):
        file.unlink()

    assert is_genuine(DATA, signature, folder=tmp_path) is True
    assert sign(DATA, folder=tmp_path) == signature
    assert names(tmp_path) == before


def test_a_key_of_another_kind_is_refused(tmp_path):
    (tmp_path / "certificate.pem").write_bytes(p256_pem())

    with pytest.raises(ValueError, match=r"^certificate.pem holds no Ed25519 key$"):
        sign(DATA, folder=tmp_path)


def test_a_public_key_of_another_kind_is_passed_over(tmp_path):
    signature = sign(DATA, folder=tmp_path)
    public = generate_private_key(SECP256R1()).public_key()
    (tmp_path / "certificate-0.pub.pem").write_bytes(
        public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )

    assert is_genuine(DATA, signature, folder=tmp_path) is True
    assert is_genuine(DATA + b" ", signature, folder=tmp_path) is False
