"""Pictures and sounds of a package: what each really is, and a copy without its metadata."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image, ImageOps

from courses.common.media import keep
from courses.packages.archive import suffix_of
from courses.packages.problems import Findings, Problem

FOLDER: Final = "media/"
# By suffix: what it must be inside (Pillow's name of a picture), and its media type.
PICTURES: Final = {
    ".png": ("PNG", "image/png"),
    ".jpg": ("JPEG", "image/jpeg"),
    ".jpeg": ("JPEG", "image/jpeg"),
    ".webp": ("WEBP", "image/webp"),
}
SOUNDS: Final = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}
TYPES: Final = {suffix: kind for suffix, (_name, kind) in PICTURES.items()} | SOUNDS

MOST_PIXELS: Final = 25_000_000
MOST_SIDE: Final = 1_600  # pixels: twice the width of a column, for fine screens
QUALITY: Final = 82
# What a picture may say of itself beside its pixels; anything else is dropped by drawing it anew.
HARMLESS: Final = frozenset(
    {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "dpi",
        "progressive",
        "progression",
        "adobe",
        "adobe_transform",
        "transparency",
        "gamma",
        "srgb",
        "interlace",
        "loop",
        "background",
        "timestamp",
        "duration",
    }
)
ENDS: Final = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}


class MediumRefused(ValueError):
    """The file cannot be shown or played; its words say why, ``hint`` what to do."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Medium:
    """One picture or sound as it is kept; width and height of a picture in pixels."""

    data: bytes
    type: str
    width: int = 0
    height: int = 0

    @property
    def sha256(self) -> str:
        """Return the hash under which the file is kept."""
        return sha256(self.data).hexdigest()

    @property
    def is_picture(self) -> bool:
        """Test whether it is a picture, else it is a sound."""
        return self.type.startswith("image/")


def read(files: Mapping[str, bytes], findings: Findings) -> dict[str, Medium]:
    """Return the pictures and sounds among ``files``, by path; note why others are none."""
    found = {}
    for name, data in files.items():
        try:
            found[name] = read_one(name, data)
        except MediumRefused as error:
            problem = Problem(name, 0, "file", str(error), error.hint)
            findings.problems.append(problem)
    return found


def read_one(name: str, data: bytes) -> Medium:
    """Return one picture or sound as it will be kept.

    :raises MediumRefused: when it lies elsewhere than in media/, is not what its suffix says, or
        has too many pixels.
    """
    if not name.startswith(FOLDER):
        raise MediumRefused("Pictures and sounds belong into the folder media/", "Move it there.")
    suffix = suffix_of(name)
    if suffix in SOUNDS:
        if not is_sound(suffix, data):
            text = f"The file is no {suffix[1:].upper()} sound, or it is damaged"
            raise MediumRefused(text, "Save the sound anew as MP3, Ogg or M4A.")
        return Medium(data, SOUNDS[suffix])
    return picture(*PICTURES[suffix], data)


def is_sound(suffix: str, data: bytes) -> bool:
    """Test whether ``data`` begins as files of this kind do.

    MP3: an ID3v2 tag (id3.org) or the sync of a frame (ISO/IEC 11172-3); Ogg: RFC 3533;
    M4A: the ftyp box of ISO/IEC 14496-12.
    """
    if suffix == ".mp3":
        return data[:3] == b"ID3" or (data[:1] == b"\xff" and data[1:2] >= b"\xe0")
    return data[:4] == b"OggS" if suffix == ".ogg" else data[4:8] == b"ftyp"


def picture(name: str, kind: str, data: bytes) -> Medium:
    """Return the picture in ``data`` without metadata and no larger than a page needs.

    A plain one stays byte for byte as it is, so that a package that was given away comes back the
    same.

    :raises MediumRefused: when Pillow cannot read it as ``name``, it moves, or is too large.
    """
    hint = "Save the picture anew as PNG, JPEG or WebP."
    try:
        with Image.open(BytesIO(data), formats=[name]) as opened:
            refuse_unsuitable(opened)
            opened.load()
            if is_plain(opened, data):
                return Medium(data, kind, *opened.size)
            return redrawn(opened, name, kind)
    except MediumRefused:
        raise
    # Pillow answers a broken file with any of these, depending on where it breaks.
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        text = f"The file is no {name} picture, or it is damaged"
        raise MediumRefused(text, hint) from error


def refuse_unsuitable(opened: Image.Image) -> None:
    """Let a still picture of bearable size pass; its pixels are not read yet.

    :raises MediumRefused: when it moves or has too many pixels.
    """
    width, height = opened.size
    if width * height > MOST_PIXELS:
        text = f"The picture is {width} by {height} pixels: more than 25 million"
        raise MediumRefused(text, "Save it smaller.")
    if getattr(opened, "n_frames", 1) > 1:
        raise MediumRefused("The picture moves", "Use a still one.")


def is_plain(opened: Image.Image, data: bytes) -> bool:
    """Test whether a loaded picture holds its pixels alone, upright, at the size of a page."""
    if max(opened.size) > MOST_SIDE or set(opened.info) - HARMLESS:
        return False
    applied = {marker for marker, _data in getattr(opened, "applist", [])} - {"APP0", "APP14"}
    if applied or getattr(opened, "private_chunks", []):
        return False
    if opened.format == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8 == len(data)
    return data.endswith(ENDS[str(opened.format)])


def redrawn(opened: Image.Image, name: str, kind: str) -> Medium:
    """Return the picture drawn anew from its pixels."""
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    has_alpha = name != "JPEG" and ("A" in upright.getbands() or "transparency" in upright.info)
    clean = upright.convert("RGBA" if has_alpha else "RGB")
    clean.info.clear()
    out = BytesIO()
    clean.save(out, format=name, **({"optimize": True} if name == "PNG" else {"quality": QUALITY}))
    return Medium(out.getvalue(), kind, *clean.size)


def keep_all(media: Mapping[str, Medium]) -> None:
    """Keep every file under its hash; a repeat writes nothing."""
    for medium in media.values():
        keep(medium.data, folder=Path(settings.DATA_DIR) / "media")
