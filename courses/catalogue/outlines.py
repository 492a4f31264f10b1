"""The lessons of a version with their checks, which each process reads once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from courses.catalogue.models import Block, BlockKind, CourseVersion, Lesson

FIELDS = (
    "pk", "identifier", "title", "minutes", "notice", "reviewed_on", "pretest", "has_gentler",
)  # fmt: skip
OUTLINES_KEPT = 256  # in the memory of a process; some 4 kB each


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
        asked=FilteredRelation("blocks", condition=Q(blocks__kind=BlockKind.CHECK)),
        has_gentler=Exists(Block.objects.filter(lesson=OuterRef("pk")).exclude(gentler_source="")),
    )
    checks: dict[tuple[Any, ...], list[tuple[str, int]]] = {}
    for *lesson, check, item in rows.order_by("position", "asked__position").values_list(
        *FIELDS, "asked__identifier", "asked__item"
    ):
        listed = checks.setdefault(tuple(lesson), [])
        if item is not None:
            listed.append((check, item))
    return tuple(
        LessonOutline(**dict(zip(FIELDS, lesson, strict=True)), checks=tuple(kept))
        for lesson, kept in checks.items()
    )
