"""What an import would change in the catalogue, in short lines of plain English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from courses.catalogue import versions
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.local import Overlay
from courses.catalogue.structure import Block, CourseVersion
from courses.common.jcs import digest


@dataclass(frozen=True, slots=True)
class Outline:
    """What two versions are compared by: a hash for each block and each question.

    ``blocks`` are keyed by lesson and block, ``items`` by identifier.
    """

    blocks: Mapping[tuple[str, str], str]
    items: Mapping[str, str]

    @classmethod
    def of_draft(cls, draft: VersionDraft) -> Self:
        """Return the outline of ``draft``."""
        blocks = {
            (lesson.identifier, block.identifier): versions.block_hash(block)
            for lesson in draft.lessons
            for block in lesson.blocks
        }
        items = {
            item.identifier: item_hash(
                item.stem.source,
                [(o.identifier, o.text.source, o.feedback.source, o.correct) for o in item.options],
            )
            for item in draft.items
        }
        return cls(blocks, items)

    @classmethod
    def of_version(cls, version: CourseVersion) -> Self:
        """Return the outline of ``version``, in three queries."""
        rows = Block.objects.filter(lesson__version=version).values_list(
            "lesson__identifier", "identifier", "block_hash"
        )
        items = {
            item.identifier: item_hash(
                item.stem_source,
                [
                    (option.identifier, option.source, option.feedback_source, option.correct)
                    for option in item.options.all()
                ],
            )
            for item in version.items.prefetch_related("options")
        }
        return cls({(lesson, block): known for lesson, block, known in rows}, items)


def item_hash(stem: str, options: list[tuple[str, str, str, bool]]) -> str:
    """Return the SHA-256 over what a learner reads of one question, and which answers are right."""
    return digest([stem, options])


def plan(draft: VersionDraft, *, owner_id: int | None = None) -> tuple[str, ...]:
    """Return what importing ``draft`` as a course of ``owner_id`` changes, one line each."""
    known = CourseVersion.objects.filter(course__slug=draft.slug, course__owner_id=owner_id)
    same = known.filter(version=draft.version).first()
    if same is not None and same.content_hash == versions.content_hash(draft):
        return (f"No change: {draft.slug} {draft.version} is here with the same text.",)
    base = same or known.order_by("-major", "-minor", "-patch").first()
    if base is None:
        return (
            f"New course {draft.slug}, version {draft.version}:"
            f" {count(len(draft.lessons), 'lesson')}, {count(len(draft.items), 'question')}.",
        )
    was, now = Outline.of_version(base), Outline.of_draft(draft)
    first = (
        f"The draft {draft.version} is replaced."
        if same is not None
        else f"New version {draft.version} of {draft.slug}, compared with {base.version}."
    )
    return (
        first,
        *lesson_lines(was, now),
        *difference(was.items, now.items, "question"),
        *overlay_lines(was, now, base),
    )


def lesson_lines(was: Outline, now: Outline) -> list[str]:
    """Return which lessons are new, changed or gone."""
    return difference(by_lesson(was), by_lesson(now), "lesson")


def by_lesson(outline: Outline) -> dict[str, str]:
    """Return one hash for each lesson, over its blocks in order."""
    lessons: dict[str, list[list[str]]] = {}
    for (lesson, block), known in outline.blocks.items():
        lessons.setdefault(lesson, []).append([block, known])
    return {lesson: digest(blocks) for lesson, blocks in lessons.items()}


def difference(was: Mapping[str, str], now: Mapping[str, str], noun: str) -> list[str]:
    """Return one line each for what is new, changed and gone, with the identifiers."""
    groups = {
        "new": [name for name in now if name not in was],
        "changed": [name for name in now if name in was and now[name] != was[name]],
        "removed": [name for name in was if name not in now],
    }
    return [
        f"{count(len(names), noun)} {word}: {', '.join(sorted(names))}."
        for word, names in groups.items()
        if names
    ]


def overlay_lines(was: Outline, now: Outline, base: CourseVersion) -> list[str]:
    """Return how many organisations' own texts stand over a block that changes or goes."""
    touched = {key[1] for key, known in was.blocks.items() if now.blocks.get(key) != known}
    affected = Overlay.objects.current().filter(course=base.course, block_identifier__in=touched)
    number = affected.count()
    return [f"{count(number, 'local text')} to look at again."] if number else []


def count(number: int, noun: str) -> str:
    """Return ``number`` with ``noun``, in the plural where it is not one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
