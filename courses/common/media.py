"""Files kept for ever under the SHA-256 of what they hold, in one folder."""

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

NAME = re.compile(r"[0-9a-f]{64}")


def keep(data: bytes, *, folder: Path) -> str:
    """Write ``data`` below ``folder`` unless it is there, and return its SHA-256 in hex."""
    name = sha256(data).hexdigest()
    file = folder / name
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Written aside and moved: nobody ever reads half a file.
        aside = folder / f".{name}-{token_hex(4)}"
        aside.write_bytes(data)
        aside.replace(file)
    return name


def kept(name: str, *, folder: Path) -> bytes | None:
    """Return what is kept under the hash ``name``; None where there is nothing, or no hash."""
    if NAME.fullmatch(name):
        with suppress(FileNotFoundError):
            return (folder / name).read_bytes()
    return None
