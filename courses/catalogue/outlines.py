"""The lessons of a version with their checks, which each process reads once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef

from courses.catalogue.models import Block, BlockKind, CourseVersion, Lesson
from courses.catalogue.sections import BlockOutline

FIELDS = (
    "pk", "identifier", "title", "minutes", "notice", "reviewed_on", "pretest", "has_gentler",
)  # fmt: skip
BLOCK = tuple(f"blocks__{name}" for name in ("identifier", "kind", "title", "data", "item"))
OUTLINES_KEPT = 256  # in the memory of a process; some 20 kB each


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """One lesson without its text; ``checks``: block identifier and item id of each, in order.

    ``has_gentler``: some of it can be read with less detail.
    """

    pk: int
    identifier: str
    title: str
    minutes: int
    notice: str
    reviewed_on: date | None
    pretest: bool
    has_gentler: bool
    checks: tuple[tuple[str, int], ...]
    blocks: tuple[BlockOutline, ...] = ()


def edition_of(version: CourseVersion) -> str:
    """Return what names the final text of ``version``, empty for a draft: its text may change."""
    if version.state == CourseVersion.State.DRAFT:
        return ""
    return f"{version.pk} {version.content_hash} {version.renderer}"


def outline_of(version: CourseVersion) -> tuple[LessonOutline, ...]:
    """Return the lessons of ``version`` in order; one query, none where kept in memory.

    A published version is final, so each process reads it once; a draft is read anew.
    """
    edition = edition_of(version)
    return kept_outline(version.pk, edition) if edition else fresh_outline(version.pk)


@lru_cache(maxsize=OUTLINES_KEPT)
def kept_outline(version_id: int, edition: str) -> tuple[LessonOutline, ...]:  # noqa: ARG001 - a key
    """Return the lessons of one edition, from memory where they were read before."""
    return fresh_outline(version_id)


def fresh_outline(version_id: int) -> tuple[LessonOutline, ...]:
    """Return the lessons of a version from the database; one query."""
    rows = Lesson.objects.filter(version=version_id).annotate(
        has_gentler=Exists(Block.objects.filter(lesson=OuterRef("pk")).exclude(gentler_source="")),
    )
    checks: dict[tuple[Any, ...], list[tuple[str, int]]] = {}
    blocks: dict[tuple[Any, ...], list[BlockOutline]] = {}
    for *lesson, name, kind, title, data, item in rows.order_by(
        "position", "blocks__position"
    ).values_list(*FIELDS, *BLOCK):
        key = tuple(lesson)
        asked, listed = checks.setdefault(key, []), blocks.setdefault(key, [])
        if item is not None:
            asked.append((name, item))
        if name is not None:
            nations, sectors = data.get("nations", ()), data.get("sectors", ())
            is_headed = kind == BlockKind.TEXT and bool(title)
            listed.append(BlockOutline(name, is_headed, tuple(nations), tuple(sectors)))
    return tuple(
        LessonOutline(
            **dict(zip(FIELDS, key, strict=True)), checks=tuple(kept), blocks=tuple(blocks[key])
        )
        for key, kept in checks.items()
    )
