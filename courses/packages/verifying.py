"""Whether what is stored of a published version is still what was published."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from courses.catalogue.drafts import (
    BlockDraft,
    ChoiceDraft,
    FactDraft,
    ItemDraft,
    OptionDraft,
    Text,
    VersionDraft,
)
from courses.catalogue.models import Block, CourseVersion
from courses.catalogue.recalling import recalled
from courses.catalogue.versions import block_hash, content_hash
from courses.common.markdown import RENDERER
from courses.packages.problems import Findings
from courses.packages.rendering import Piece, render
from courses.packages.schema.lesson import KINDS

# One paragraph each, as the importer renders them; every other text is a block.
INLINE: Final = {
    (ItemDraft, "stem"),
    (OptionDraft, "text"),
    (ChoiceDraft, "text"),
    (FactDraft, "statement"),
}


def faults_of(version: CourseVersion) -> list[str]:
    """Return what is wrong with ``version``, each place once; nothing where it is whole.

    The text is compared with its hash, that of each block with its own, and the HTML with a fresh
    rendering where the installed renderer made it.
    """
    draft = recalled(version)
    found = [] if content_hash(draft) == version.content_hash else ["the text is not its hash's"]
    found += [f"{place}: the text is not its hash's" for place in changed_blocks(version, draft)]
    if is_rendered_here(version):
        found += [f"{place}: the HTML is not its text's" for place in stale_html(draft)]
    return found


def is_rendered_here(version: CourseVersion) -> bool:
    """Test whether the installed renderer made the HTML of ``version``."""
    return version.renderer == RENDERER


def changed_blocks(version: CourseVersion, draft: VersionDraft) -> Iterator[str]:
    """Yield the blocks whose text has another hash than was written with them; one query."""
    rows = Block.objects.filter(lesson__version=version)
    written = {
        (lesson, block): kept
        for lesson, block, kept in rows.values_list(
            "lesson__identifier", "identifier", "block_hash"
        )
    }
    for lesson in draft.lessons:
        for block in lesson.blocks:
            if written[lesson.identifier, block.identifier] != block_hash(block):
                yield f"{lesson.identifier}#{block.identifier}"


def stale_html(draft: VersionDraft) -> Iterator[str]:
    """Yield the places whose HTML is not what their text is rendered to, each once."""
    texts = list(texts_of(draft))
    pieces = [
        Piece(text.source, shape, place, 0, "") for place, text, shape in texts if text.source
    ]
    html = render(pieces, Findings())
    stale = (
        place
        for place, text, shape in texts
        if text.html != (html.get((text.source, shape)) if text.source else "")
    )
    yield from dict.fromkeys(stale)


def texts_of(part: Any, place: str = "") -> Iterator[tuple[str, Text, str]]:
    """Yield every authored text below ``part`` of a draft, with its place and its shape."""
    if isinstance(part, tuple):
        for one in part:
            yield from texts_of(one, place)
    if not is_dataclass(part):
        return
    here = " ".join(name for name in (place, getattr(part, "identifier", "")) if name)
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, Text):
            yield f"{here} {field.name}", value, shape_of(part, field.name)
        else:
            yield from texts_of(value, here)


def shape_of(part: Any, name: str) -> str:
    """Return the shape in which the text ``name`` of ``part`` is rendered."""
    if isinstance(part, BlockDraft) and name == "text":
        return KINDS[part.kind].shape
    return "inline" if (type(part), name) in INLINE else "block"
