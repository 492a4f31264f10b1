"""Uploaded packages on disk: received into one folder, kept until decided upon, then gone."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings


class UploadGone(LookupError):
    """The bytes of an upload are no longer there."""


def folder() -> Path:
    """Return the folder of uploads, made where it is missing."""
    path = Path(settings.DATA_DIR) / "uploads"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def receive(chunks: Iterable[bytes]) -> Path:
    """Return a new file that holds ``chunks``; whoever asks must keep or remove it."""
    with NamedTemporaryFile(dir=folder(), prefix="incoming-", suffix=".zip", delete=False) as file:
        for chunk in chunks:
            file.write(chunk)
    return Path(file.name)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file at ``path``, in hexadecimal."""
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(64 * 1024):
            found.update(chunk)
    return found.hexdigest()


def keep(path: Path, *, reference: UUID) -> None:
    """Keep the file at ``path`` as that of the upload ``reference``."""
    path.replace(place_of(reference))


def kept(reference: UUID) -> Path:
    """Return the file of the upload ``reference``.

    :raises UploadGone: when it is not there.
    """
    path = place_of(reference)
    if not path.is_file():
        message = f"The file of upload {reference} is gone"
        raise UploadGone(message)
    return path


def drop(reference: UUID) -> None:
    """Remove the file of the upload ``reference``, if it is there."""
    place_of(reference).unlink(missing_ok=True)


def place_of(reference: UUID) -> Path:
    """Return where the file of the upload ``reference`` belongs."""
    return folder() / f"{reference}.zip"
