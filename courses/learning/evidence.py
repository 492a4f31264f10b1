"""A certificate or other proof of outside training as a file: looked at, made plain, kept apart.

Pictures are drawn anew, so anything hidden in them is gone. A PDF stays as it is; one that is
encrypted or brings a script, a program or another file is refused. Each lies under a random name
of its own in DATA_DIR/evidence, which the web never serves: it is given as a download alone, to
its owner and the leads of that organisation.
"""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from PIL import Image, ImageOps

MOST_BYTES: Final = 5_000_000
MOST_PIXELS: Final = 25_000_000
MOST_SIDE: Final = 2_400
LEAST_SIDE: Final = 32
QUALITY: Final = 85
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS: Final = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
# Names of a PDF by which it does something, or holds what is no page. Long ones alone: a short
# name stands by chance within compressed pictures.
ACTIVE: Final = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/ImportData")
ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
OTHER_FILE: Final = "Choose a PDF, or a JPEG or PNG picture. This file is none, or it is damaged"
A_DAY: Final = timedelta(days=1)


class EvidenceRefused(ValueError):
    """The file cannot be kept as evidence; its words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it is kept: its bytes and its media type."""

    data: bytes
    kind: str

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of what is kept."""
        return sha256(self.data).hexdigest()


def made_plain(data: bytes) -> Evidence:
    """Return an uploaded file as it may be kept.

    :raises EvidenceRefused: when it is no PDF, JPEG or PNG that we accept.
    """
    if not data:
        raise EvidenceRefused("The file is empty. Choose another")
    if len(data) > MOST_BYTES:
        raise EvidenceRefused("The file is larger than 5 MB. Save it smaller and try again")
    if data.startswith(b"%PDF-"):
        refuse_active(data)
        return Evidence(data, PDF)
    return redrawn(data)


def refuse_active(data: bytes) -> None:
    """Let a PDF pass that is whole and only shows pages, as far as can be seen from outside.

    :raises EvidenceRefused: otherwise.
    """
    if b"%%EOF" not in data[-2_048:]:
        raise EvidenceRefused("The PDF is not whole. Save or download it again")
    plain = ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), data)
    if b"/Encrypt" in plain:
        raise EvidenceRefused("The PDF has a password or limits. Save it without, and try again")
    if any(name in plain for name in ACTIVE):
        raise EvidenceRefused(
            "The PDF holds a script, a program or another file. Print it to a new PDF, and choose"
            " that"
        )


def redrawn(data: bytes) -> Evidence:
    """Return a picture drawn anew from its pixels, upright and no larger than is read on a screen.

    :raises EvidenceRefused: when it is none, or its sides are out of bounds.
    """
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            kind = JPEG if picture.format == "JPEG" else PNG
            refuse_sides(*picture.size)
            upright = on_paper(ImageOps.exif_transpose(picture))
    except EvidenceRefused:
        raise
    # Pillow answers a broken file with any of these, depending on where it breaks.
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise EvidenceRefused(OTHER_FILE) from error
    upright.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = BytesIO()
    if kind == JPEG:
        clean.save(out, format="JPEG", quality=QUALITY)
    else:
        clean.save(out, format="PNG", optimize=True)
    return Evidence(out.getvalue(), kind)


def on_paper(picture: Image.Image) -> Image.Image:
    """Return a picture as it looks on white paper: what lets light through would turn black.

    Pillow cuts grey of 16 bits off where it is brighter than 255; here its upper half is kept.
    """
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def refuse_sides(width: int, height: int) -> None:
    """Let a picture of this many pixels pass.

    :raises EvidenceRefused: when it is larger than the cap, or too small to be read.
    """
    if width * height > MOST_PIXELS:
        raise EvidenceRefused("The picture has more than 25 million pixels. Save it smaller")
    if min(width, height) < LEAST_SIDE:
        raise EvidenceRefused("The picture is too small to be read. Choose a larger one")


def place_of(key: UUID) -> Path:
    """Return where a file belongs; its folder is made where it is missing, for its owner alone."""
    folder = Path(settings.DATA_DIR) / "evidence"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / str(key)


def keep(evidence: Evidence) -> UUID:
    """Write a file under a new random name, whole or not at all, and return the name."""
    key = uuid4()
    file = place_of(key)
    aside = file.with_suffix(".part")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(evidence.data)
        stream.flush()
        os.fsync(descriptor)
    aside.replace(file)
    return key


def kept(key: UUID) -> bytes | None:
    """Return what is kept under a name; None where it is gone."""
    file = place_of(key)
    return file.read_bytes() if file.is_file() else None


def drop(key: UUID) -> None:
    """Remove a file if it is there."""
    place_of(key).unlink(missing_ok=True)


def sweep(wanted: Collection[UUID], *, at: datetime) -> int:
    """Remove the files of at least a day ago that no record names; return how many."""
    names = {str(key) for key in wanted}
    before = (at - A_DAY).timestamp()
    left = [
        file
        for file in place_of(uuid4()).parent.iterdir()
        if file.name not in names and file.stat().st_mtime < before
    ]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)
