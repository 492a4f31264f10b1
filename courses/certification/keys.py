"""The signing key of certificates, kept as files in one folder, and its signatures.

``certificate.pem`` is the Ed25519 private key, made at first use. ``certificate-*.pub.pem`` are
public keys, the current one and older ones: once the private key is moved away, the next use makes
another, and what the old one signed stays genuine as long as its public key stays.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PRIVATE_NAME = "certificate.pem"
PUBLIC_NAMES = "certificate-*.pub.pem"


def sign(data: bytes, *, folder: Path) -> str:
    """Return the signature of ``data``, 86 characters of base64url; a missing key is made first."""
    return as_text(signing_key(folder).sign(data))


def is_genuine(data: bytes, signature: str, *, folder: Path) -> bool:
    """Test whether ``signature`` of ``data`` was made by a key of ``folder``, current or older."""
    raw = from_text(signature)
    return raw is not None and any(fits(key, raw, data) for key in public_keys(folder))


def fits(key: Ed25519PublicKey, raw: bytes, data: bytes) -> bool:
    """Test whether ``key`` accepts the signature ``raw`` of ``data``."""
    try:
        key.verify(raw, data)
    except InvalidSignature:
        return False
    return True


def as_text(raw: bytes) -> str:
    """Return ``raw`` as base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes | None:
    """Return the bytes that ``as_text`` wrote as ``text``; None for anything it would not write.

    Python's decoder skips foreign characters; one signature must have one spelling.
    """
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return raw if as_text(raw) == text else None


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """Return the private key of ``folder``; two processes that find none end with the same one."""
    file = folder / PRIVATE_NAME
    if not file.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        write_once(file, pem)
    key = read_private(file)
    keep_public(key.public_key(), folder)
    return key


def read_private(file: Path) -> Ed25519PrivateKey:
    """Return the private key held in ``file``.

    :raises ValueError: when the file holds something else.
    """
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{file.name} holds no Ed25519 key"
        raise ValueError(message)  # noqa: TRY004 - the file is wrong, not the caller's type
    return key


def keep_public(key: Ed25519PublicKey, folder: Path) -> None:
    """Write the public key beside the private one, under a name that outlives a change of key."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    file = folder / PUBLIC_NAMES.replace("*", sha256(raw).hexdigest()[:16])
    if not file.exists():
        pem = key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        write_once(file, pem)


def public_keys(folder: Path) -> Iterator[Ed25519PublicKey]:
    """Yield the public keys of ``folder``, the current one first; writes nothing.

    :raises ValueError: when a file holds something else.
    """
    file = folder / PRIVATE_NAME
    if file.exists():
        yield read_private(file).public_key()
    for older in sorted(folder.glob(PUBLIC_NAMES)):
        key = serialization.load_pem_public_key(older.read_bytes())
        if isinstance(key, Ed25519PublicKey):
            yield key


def write_once(file: Path, content: bytes) -> None:
    """Write ``file`` for its owner alone, whole or not at all; a file that is there first stays.

    A link to an existing name fails, a rename would overwrite it: so two processes agree.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{token_hex(8)}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
