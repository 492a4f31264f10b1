"""The HTML that the installed renderer makes of the texts of a stored version."""

from collections.abc import Sequence
from typing import Final

from courses.catalogue.models import Block, Choice, Fact, Item, Option
from courses.catalogue.rewriting import Written
from courses.packages.problems import Findings
from courses.packages.rendering import Piece, render
from courses.packages.schema.lesson import KINDS

# One paragraph each, as the importer renders them; every other text is a block.
INLINE: Final = {(Item, "stem"), (Option, ""), (Choice, ""), (Fact, "statement")}


class TextsRefused(ValueError):
    """The installed renderer refuses texts; ``places`` says which and why, one line each."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__("\n".join(places))
        self.places = tuple(places)


def html_of(texts: Sequence[Written]) -> dict[tuple[str, str], str]:
    """Return the HTML of ``texts`` by source and shape.

    :raises TextsRefused: when some cannot be rendered any more.
    """
    findings = Findings()
    made = render(
        [
            Piece(text.source, shape_of(text), place_of(text), 0, text.name or "text")
            for text in texts
            if text.source
        ],
        findings,
    )
    if findings.problems:
        raise TextsRefused([f"{one.file} {one.path}: {one.message}" for one in findings.problems])
    return dict(made)


def place_of(text: Written) -> str:
    """Return which row a text is of, as its author knows it."""
    kind = type(text.row)._meta.verbose_name  # noqa: SLF001 - Django's public way to a name
    return f"{kind} {getattr(text.row, 'identifier', text.row.pk)}"


def shape_of(text: Written) -> str:
    """Return the shape in which a text is rendered."""
    if isinstance(text.row, Block) and not text.name:
        return KINDS[text.row.kind].shape
    return "inline" if (type(text.row), text.name) in INLINE else "block"
