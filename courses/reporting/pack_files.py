"""Inspection packs on disk, each under its reference, in one folder that the web never serves."""

from pathlib import Path
from uuid import UUID

from django.conf import settings


class PackGone(LookupError):
    """The file of a pack is no longer there."""


def place_of(reference: UUID) -> Path:
    """Return where the file of a pack belongs; its folder is made where it is missing."""
    folder = Path(settings.DATA_DIR) / "packs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{reference}.zip"


def kept(reference: UUID) -> Path:
    """Return the file of a pack.

    :raises PackGone: when it is not there.
    """
    path = place_of(reference)
    if not path.is_file():
        message = f"The file of pack {reference} is gone"
        raise PackGone(message)
    return path


def draft_of(reference: UUID) -> Path:
    """Return where a pack is written before it is whole, for its owner alone."""
    draft = place_of(reference).with_suffix(".part")
    draft.touch(mode=0o600)
    return draft


def drop(reference: UUID) -> None:
    """Remove the file of a pack, whole or in part, if it is there."""
    place_of(reference).unlink(missing_ok=True)
    place_of(reference).with_suffix(".part").unlink(missing_ok=True)
