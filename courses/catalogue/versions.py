"""Pure rules of versions: how numbers are read and ordered, what a text hashes to."""

import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Self

from courses.catalogue.drafts import BlockDraft, Text, VersionDraft
from courses.common.jcs import digest

NUMBER = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII)


class UnreadableVersion(ValueError):
    """The text is not three whole numbers with dots between them."""


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The number of a version, ordered as people expect: 1.9.0 before 1.10.0.

    Follows Semantic Versioning 2.0.0 (https://semver.org) without pre-releases: a draft is a state
    here.
    """

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number that ``text`` writes.

        :raises UnreadableVersion: when it is not of the form 1.2.0.
        """
        found = NUMBER.fullmatch(text)
        if found is None:
            message = f"{text!r} is not a version number such as 1.2.0"
            raise UnreadableVersion(message)
        return cls(*(int(part) for part in found.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def sources_of(part: Any) -> Any:
    """Return ``part`` of a draft as plain data: sources only, dates as text, no HTML.

    What stands at its default is left out, so that a field added to the format changes no hash of
    a text that does not use it.
    """
    if isinstance(part, Text):
        return part.source
    if is_dataclass(part):
        said = {
            field.name: getattr(part, field.name)
            for field in fields(part)
            if field.name != "renderer" and getattr(part, field.name) != field.default
        }
        return {name: sources_of(value) for name, value in said.items()}
    if isinstance(part, tuple):
        return [sources_of(piece) for piece in part]
    return part.isoformat() if isinstance(part, date) else part


def content_hash(draft: VersionDraft) -> str:
    """Return the SHA-256 over every text and setting of ``draft``, in hexadecimal.

    Neither HTML nor the renderer counts: a new renderer changes no text.
    """
    return digest({"v": 1, "draft": sources_of(draft)})


def block_hash(block: BlockDraft) -> str:
    """Return the SHA-256 over the sources of one block, as 64 hexadecimal digits."""
    return digest({"v": 1, "block": sources_of(block)})
