"""The shape of ``questions/*.yaml``: a list of questions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from courses.packages.schema.base import AtLeastOne, Entry, Identifier, Identifiers, Line, Markdown

ANCHOR = r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$"
Anchor = Annotated[str, StringConstraints(pattern=ANCHOR, max_length=121)]
Uses = Annotated[list[Literal["check", "quiz"]], Field(min_length=1)]


class Option(Entry):
    """One offered answer."""

    text: Markdown
    feedback: Markdown
    correct: bool = False
    misconception: Identifier | None = None
    place: AtLeastOne | None = None
    pair: Line | None = None


class Question(Entry):
    """One question."""

    kind: Literal["choice", "multiple", "order", "match"]
    used_in: Uses
    outcome: Identifier
    anchor: Anchor
    stem: Markdown
    options: Annotated[list[Option], Field(min_length=2, max_length=12)]
    critical: bool = False
    held: bool = False
    case: bool = False
    shuffle: bool = True
    choose: AtLeastOne | None = None
    facts: Identifiers = []
    procedure: Identifier | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """Return the facts the question rests on, its procedure among them, each once."""
        return tuple(dict.fromkeys([*self.facts, *([self.procedure] if self.procedure else [])]))

    @property
    def is_drawn(self) -> bool:
        """Test whether a quiz may draw the question."""
        return "quiz" in self.used_in and not self.held
