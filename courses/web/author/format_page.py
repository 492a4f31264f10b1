"""The page on the course package: the document of the repository, as sections of a page."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.safestring import SafeString

from courses.common.html import trusted
from courses.common.markdown import render

FENCE: Final = "```"


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of a section: text, or an example to be shown as it is typed."""

    html: SafeString
    example: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section with its heading; the first has none, for it stands below that of the page."""

    title: str
    anchor: str
    passages: tuple[Passage, ...]


def package_format() -> tuple[Section, ...]:
    """Return the document that says how a package is written; read once in a process."""
    return read(settings.BASE_DIR / "docs" / "course-package.md")


@lru_cache(maxsize=1)
def read(path: Path) -> tuple[Section, ...]:
    """Return the sections of the document at ``path``."""
    return sections_of(path.read_text(encoding="utf-8"))


def sections_of(text: str) -> tuple[Section, ...]:
    """Return the sections of a document: what stands before the first heading, then each."""
    found: list[tuple[str, list[str]]] = [("", [])]
    is_example = False
    for line in text.splitlines():
        is_example ^= line.startswith(FENCE)
        if line.startswith("## ") and not is_example:
            found.append((line.removeprefix("## "), []))
        elif is_example or not line.startswith("# "):
            found[-1][1].append(line)
    return tuple(Section(title, anchor_of(title), passages_of(lines)) for title, lines in found)


def passages_of(lines: list[str]) -> tuple[Passage, ...]:
    """Return the passages of a section, in order: every second one of them is an example."""
    from courses.common.sanitising import sanitise  # noqa: PLC0415 - for this page alone

    pieces = re.split(r"^```.*$", "\n".join(lines), flags=re.MULTILINE)
    return tuple(
        Passage(trusted(""), piece.strip("\n"))
        if number % 2
        else Passage(trusted(sanitise(render(piece, shape="block"))))
        for number, piece in enumerate(pieces)
        if piece.strip()
    )


def anchor_of(title: str) -> str:
    """Return the name that a link within the document gives a section."""
    return re.sub(r"[^a-z0-9-]", "", title.lower().replace(" ", "-"))
