"""The SECRET_KEY of a demonstration, made at its first start."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def demo_secret_key(data_dir: Path) -> str:
    """Return the key kept in ``data_dir``; where there is none yet, make one first."""
    file = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        # Written aside and linked: a start that is killed half-way leaves no empty key.
        with NamedTemporaryFile("w", dir=data_dir, encoding="ascii") as fresh:
            fresh.write(get_random_secret_key())
            fresh.flush()
            with suppress(FileExistsError):
                os.link(fresh.name, file)
    return file.read_text(encoding="ascii").strip()
