"""One backup as one zip: database, folders of DATA_DIR, and a list with a SHA-256 a file."""

import json
import os
import re
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.core.management.base import CommandError

FORMAT = 1
MANIFEST = "manifest.json"
# What a backup may hold: nothing absolute, nothing that climbs.
NAME = re.compile(r"(database|data)(/(?!\.\.?(/|$))[^/\\\0]+)+")
NOT_KEPT = {"backups"}


def folders_of(data_dir: Path) -> list[Path]:
    """Return the folders of ``data_dir`` that belong into a backup: keys, fonts, media."""
    return sorted(one for one in data_dir.iterdir() if one.is_dir() and one.name not in NOT_KEPT)


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the regular files below ``folder``, by name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def write(file: Path, *, database: Path, data_dir: Path, facts: dict[str, Any]) -> None:
    """Write the backup ``file``, whole or not at all, for its owner alone."""
    draft = file.with_name(f"{file.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    members = [(path, f"database/{path.name}") for path in files_below(database)]
    for folder in folders_of(data_dir):
        members += [
            (path, f"data/{path.relative_to(data_dir).as_posix()}") for path in files_below(folder)
        ]
    with os.fdopen(descriptor, "wb") as stream:
        with ZipFile(stream, "w", ZIP_DEFLATED, strict_timestamps=False) as zipped:
            hashes = {}
            for path, name in members:
                zipped.write(path, name)
                hashes[name] = sha256_of(path)
            manifest = {"v": FORMAT, **facts, "files": hashes}
            zipped.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        stream.flush()
        os.fsync(descriptor)
    draft.replace(file)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack the backup ``file`` into the empty ``folder`` and return its list.

    :raises CommandError: where it is no backup, of another format, incomplete or changed.
    """
    try:
        with ZipFile(file) as zipped:
            manifest: dict[str, Any] = json.loads(zipped.read(MANIFEST))
            refuse_odd(manifest, set(zipped.namelist()) - {MANIFEST})
            for name in manifest["files"]:
                copy_member(zipped, name, folder / name)
    except (BadZipFile, KeyError, ValueError, OSError) as broken:
        message = f"{file} is not a whole backup: {broken}"
        raise CommandError(message) from broken
    changed = [
        name for name, expected in manifest["files"].items() if sha256_of(folder / name) != expected
    ]
    if changed:
        message = f"{file} was changed or damaged: {', '.join(changed)}"
        raise CommandError(message)
    return manifest


def refuse_odd(manifest: dict[str, Any], held: set[str]) -> None:
    """Let a list pass that is of our format and names exactly the files that are there.

    :raises ValueError: otherwise.
    """
    if manifest["v"] != FORMAT:
        message = f"format {manifest['v']}, not {FORMAT}"
        raise ValueError(message)
    if odd := sorted(name for name in manifest["files"] if not NAME.fullmatch(name)):
        message = f"odd name {odd[0]!r}"
        raise ValueError(message)
    if differing := sorted(held ^ set(manifest["files"])):
        message = f"{differing[0]} is not in both the archive and its list"
        raise ValueError(message)


def copy_member(zipped: ZipFile, name: str, target: Path) -> None:
    """Copy one file out of the archive, for its owner alone."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream, zipped.open(name) as member:
        while piece := member.read(1 << 20):
            stream.write(piece)


def put_files(folder: Path, data_dir: Path) -> int:
    """Put the files below ``folder`` in their places below ``data_dir``; return how many.

    Files of the same name are replaced, others stay: an older public key does no harm.
    """
    count = 0
    for path in files_below(folder):
        target = data_dir / path.relative_to(folder)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.new")
        draft.write_bytes(path.read_bytes())
        draft.chmod(0o600)
        draft.replace(target)
        count += 1
    return count
