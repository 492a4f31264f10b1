"""A pack as one ZIP: its files, the manifest with their digests, and the platform's signature."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from courses.certification.keys import fits, public_keys, signing_key
from courses.common.jcs import canonical
from courses.common.tables import csv_file, workbook_file
from courses.reporting.inspection import HOW_TO_CHECK, Facts, Part, manifest, method

MANIFEST, SIGNATURE, KEY = "manifest.json", "manifest.sig", "issuer-public-key.pem"
SIGNED_APART = {MANIFEST, SIGNATURE, KEY}
KIND = "inspection-pack"
LARGEST = 512 * 1024 * 1024  # bytes of one file of a pack, unpacked
STAMP = (2000, 1, 1, 0, 0, 0)  # when it was made stands in the manifest


class NoPack(ValueError):
    """The file is not an inspection pack."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a pack found: the key that fits, and each file that is not as signed."""

    signed: bool
    wrong: tuple[str, ...]
    manifest: dict[str, Any]

    @property
    def is_genuine(self) -> bool:
        """Test whether the platform signed it and every file is as it was."""
        return self.signed and not self.wrong


def write_pack(facts: Facts, parts: list[Part], *, pdf: bytes | None, keys: Path, to: Path) -> None:
    """Write the pack at ``to``.

    ``pdf`` is None where it cannot be drawn: the tables say the same.
    """
    key = signing_key(keys)
    files: list[tuple[str, str, int]] = []
    with ZipFile(to, "w", ZIP_DEFLATED) as archive:

        def add(path: str, chunks: Iterable[bytes]) -> None:
            digest, size = sha256(), 0
            with archive.open(entry(path), "w", force_zip64=True) as file:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
            files.append((path, digest.hexdigest(), size))

        if pdf is not None:
            add("report.pdf", [pdf])
        add("method.txt", ["\n\n".join(method(facts)).encode()])
        add("HOW-TO-CHECK.txt", [HOW_TO_CHECK.encode()])
        for part in parts:
            add(f"csv/{part.name}.csv", csv_file(part.table()))
        add("tables.xlsx", workbook_file([(part.title[:31], part.table()) for part in parts]))
        told = canonical(manifest(facts, files=files, parts=parts, key=key_name(key.public_key())))
        archive.writestr(entry(MANIFEST), told)
        archive.writestr(entry(SIGNATURE), key.sign(told))
        archive.writestr(entry(KEY), as_pem(key.public_key()))


def entry(path: str) -> ZipInfo:
    """Return the entry of a file, without the moment it was written."""
    info = ZipInfo(path, date_time=STAMP)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def key_name(key: Ed25519PublicKey) -> str:
    """Return by what a key is told from another: the SHA-256 of its 32 bytes."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(raw).hexdigest()


def as_pem(key: Ed25519PublicKey) -> bytes:
    """Return a key as OpenSSL reads it."""
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def check_pack(file: Path, *, keys: Path) -> Checked:
    """Return what of the pack at ``file`` is as a key of ``keys`` signed it.

    :raises NoPack: when the file is not an inspection pack at all.
    """
    try:
        with ZipFile(file) as archive:
            told = read_small(archive, MANIFEST)
            found = manifest_of(told)
            signature = read_small(archive, SIGNATURE)
            wrong = tuple(sorted(differences(archive, found)))
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError) as error:
        message = f"This is not an inspection pack: {type(error).__name__}"
        raise NoPack(message) from error
    signed = any(fits(key, signature, told) for key in public_keys(keys))
    return Checked(signed, wrong, found)


def read_small(archive: ZipFile, path: str) -> bytes:
    """Return one file of the archive.

    :raises NoPack: when it is larger than any file of a pack.
    """
    if archive.getinfo(path).file_size > LARGEST:
        message = f"{path} is too large for an inspection pack"
        raise NoPack(message)
    return archive.read(path)


def manifest_of(told: bytes) -> dict[str, Any]:
    """Return the manifest as data.

    :raises NoPack: when it is not one of an inspection pack.
    """
    try:
        found = json.loads(told)
    except ValueError:
        found = None
    if (
        not isinstance(found, dict)
        or found.get("kind") != KIND
        or not isinstance(found.get("files"), list)
    ):
        message = "The manifest is not one of an inspection pack"
        raise NoPack(message)
    return found


def differences(archive: ZipFile, found: dict[str, Any]) -> Iterator[str]:
    """Yield each file that is changed, missing, or not named in the manifest."""
    names = set(archive.namelist())
    listed = {str(one.get("path")): one for one in found["files"] if isinstance(one, dict)}
    yield from names - set(listed) - SIGNED_APART
    for path, one in listed.items():
        if path not in names or digest_of(archive, path) != one.get("sha256"):
            yield path


def digest_of(archive: ZipFile, path: str) -> str:
    """Return the SHA-256 of one file of the archive."""
    return sha256(read_small(archive, path)).hexdigest()


def told_by(file: Path) -> dict[str, Any]:
    """Return the manifest of a pack of ours."""
    with ZipFile(file) as archive:
        return manifest_of(archive.read(MANIFEST))


def rows_of_part(file: Path, name: str) -> list[list[str]]:
    """Return the rows of one part of a pack of ours, its headings first."""
    with ZipFile(file) as archive:
        text = archive.read(f"csv/{name}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))
