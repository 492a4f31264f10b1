"""Opens a package, folder or zip, under caps; nothing is ever written to disk.

Every name is checked before a byte is read, and every byte is counted while it streams.
"""

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from courses.packages.problems import Problem

TEXT_SUFFIXES: Final = frozenset({".yaml", ".md"})
PICTURE_SUFFIXES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp"})
SOUND_SUFFIXES: Final = frozenset({".mp3", ".ogg", ".m4a"})
MEDIA_SUFFIXES: Final = PICTURE_SUFFIXES | SOUND_SUFFIXES
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
ARCHIVE_STARTS: Final = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)
CHUNK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that a package may hold; sizes in bytes."""

    packed: int = 50 * 1024**2
    unpacked: int = 200 * 1024**2
    ratio: int = 100
    members: int = 2_000
    path: int = 120
    folders: int = 6
    yaml: int = 1024**2
    markdown: int = 100 * 1024
    picture: int = 5 * 1024**2
    sound: int = 15 * 1024**2

    def size_of(self, name: str) -> int:
        """Return the most bytes the file ``name`` may have."""
        suffix = suffix_of(name)
        if suffix in PICTURE_SUFFIXES:
            return self.picture
        if suffix in SOUND_SUFFIXES:
            return self.sound
        return self.markdown if suffix == ".md" else self.yaml


CAPS: Final = Caps()


@dataclass(slots=True)
class Contents:
    """What a package holds: its texts and its pictures and sounds by path, and what was refused.

    ``texts`` have LF line ends and no byte order mark.
    """

    texts: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sums: dict[str, str] = field(default_factory=dict)

    def refuse(self, file: str, message: str, hint: str = "") -> None:
        """Note one problem of the file as a whole."""
        self.problems.append(Problem(shown(file), 0, "file", message, hint))

    @property
    def digest(self) -> str:
        """Return the SHA-256 over the names and hashes of all files."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.sums.items()))
        return sha256(lines.encode()).hexdigest()


def shown(name: str) -> str:
    """Return ``name`` as it may be printed: one line, no control characters, not too long."""
    return "".join(c if c.isprintable() else "?" for c in name)[:150]


def suffix_of(name: str) -> str:
    """Return the suffix of ``name`` with its dot."""
    return Path(name).suffix


def read(path: Path, *, caps: Caps = CAPS) -> Contents:
    """Return the contents of the folder or zip at ``path``, with what is wrong."""
    contents = Contents()
    if path.is_symlink():
        contents.refuse(path.name, "The package itself must not be a link")
    elif path.is_dir():
        read_folder(path, contents, caps)
    elif path.is_file():
        read_zip(path, contents, caps)
    else:
        contents.refuse(path.name, "There is no such folder or file")
    return contents


def read_folder(folder: Path, contents: Contents, caps: Caps) -> None:
    """Read the regular files below ``folder`` into ``contents``."""
    files = []
    for entry in walk(folder):
        name = entry.relative_to(folder).as_posix()
        if not stat.S_ISREG(entry.lstat().st_mode):
            contents.refuse(name, "Links and special files are not allowed")
        else:
            files.append((name, entry))
        if len(files) > caps.members:
            contents.refuse(folder.name, f"The package has more than {caps.members:,} files")
            return
    if not names_are_fine([name for name, _file in files], contents, caps):
        return
    budget = caps.unpacked
    for name, file in files:
        with file.open("rb") as stream:
            budget -= take(name, stream, contents, most=min(budget, caps.size_of(name)))


def walk(folder: Path) -> Iterator[Path]:
    """Yield everything below ``folder`` that is no folder, by name; links are not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry)
        else:
            yield entry


def read_zip(file: Path, contents: Contents, caps: Caps) -> None:
    """Read the members of the zip ``file`` into ``contents``."""
    if file.stat().st_size > caps.packed:
        contents.refuse(file.name, f"The file is larger than {caps.packed // 1024**2} MB")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            read_members(file, archive, contents, caps)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        contents.refuse(file.name, "This is not a zip file, or it is damaged")


def read_members(file: Path, archive: zipfile.ZipFile, contents: Contents, caps: Caps) -> None:
    """Read every member of ``archive``, once all of them look harmless."""
    members = archive.infolist()
    if len(members) > caps.members:
        contents.refuse(file.name, f"The package has more than {caps.members:,} files")
        return
    for member in members:
        if refusal := refusal_of(member, caps):
            contents.refuse(member.filename, refusal)
    members = [member for member in members if not member.is_dir()]
    names_are_fine([member.orig_filename for member in members], contents, caps)
    if sum(member.file_size for member in members) > caps.unpacked:
        contents.refuse(file.name, f"Unpacked it is larger than {caps.unpacked // 1024**2} MB")
    if contents.problems:
        return
    budget = caps.unpacked
    for member in members:
        allowed = max(member.compress_size, 1) * caps.ratio
        most = min(budget, caps.size_of(member.filename), allowed)
        with archive.open(member) as stream:
            budget -= take(member.filename, stream, contents, most=most)


def refusal_of(member: zipfile.ZipInfo, caps: Caps) -> str:
    """Return why ``member`` must not be opened; empty where it may."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "Links and special files are not allowed"
    if member.flag_bits & 0x1:
        return "The file is encrypted"
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "The file is packed in a way we do not open"
    if member.file_size > caps.ratio * max(member.compress_size, 1):
        return f"The file unpacks to more than {caps.ratio} times its size"
    if member.is_dir() and not path_is_fine(member.filename.rstrip("/")):
        return "The name of the folder is not allowed"
    return ""


def names_are_fine(names: list[str], contents: Contents, caps: Caps) -> bool:
    """Test whether every name is harmless and no two differ by case alone; note the others."""
    seen: dict[str, str] = {}
    for name in names:
        if refusal := refusal_of_name(name, caps):
            contents.refuse(name, refusal)
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            contents.refuse(name, f"There are two files of this name: {shown(seen[folded])}")
        seen[folded] = name
    return not contents.problems


def refusal_of_name(name: str, caps: Caps) -> str:
    """Return why no file may have this name; empty where it may."""
    if not path_is_fine(name):
        return (
            "The name is not allowed; use letters, digits and - _ . only, without .. or a leading /"
        )
    if len(name) > caps.path:
        return f"The name is longer than {caps.path} characters"
    if name.count("/") > caps.folders:
        return f"The file lies more than {caps.folders} folders deep"
    if suffix_of(name) not in TEXT_SUFFIXES | MEDIA_SUFFIXES:
        return "Files of this kind are not allowed; a package holds .yaml, .md, pictures and sounds"
    return ""


def path_is_fine(name: str) -> bool:
    """Test whether ``name`` is relative and every system can write each part of it."""
    return all(
        NAME.fullmatch(part) and not RESERVED.fullmatch(part) and not part.endswith(".")
        for part in name.split("/")
    )


def take(name: str, stream: IO[bytes], contents: Contents, *, most: int) -> int:
    """Read ``stream`` into ``contents``; return the bytes read, at most a chunk over ``most``."""
    data = bytearray()
    while chunk := stream.read(CHUNK):
        data += chunk
        if len(data) > most:
            contents.refuse(
                name, f"The file is larger than {most // 1024:,} KB, or unpacks too far"
            )
            return len(data)
    contents.sums[name] = sha256(data).hexdigest()
    if data.startswith(ARCHIVE_STARTS):
        contents.refuse(name, "The file is itself an archive")
    elif suffix_of(name) in MEDIA_SUFFIXES:
        contents.media[name] = bytes(data)
    else:
        keep_text(name, bytes(data), contents)
    return len(data)


def keep_text(name: str, data: bytes, contents: Contents) -> None:
    """Put the text of one file into ``contents`` where it is UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = "UTF-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "another encoding"
        contents.refuse(name, f"The file is in {found}, not UTF-8", "Save it as UTF-8.")
        return
    if "\x00" in text:
        contents.refuse(name, "The file holds NUL characters, so it is no text")
        return
    contents.texts[name] = text.replace("\r\n", "\n").replace("\r", "\n")
