"""A package as it was read: every part a validated model together with the place it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from courses.packages.media import Medium
from courses.packages.problems import Findings, Problem
from courses.packages.schema.course import Course
from courses.packages.schema.lesson import BlockOptions, Lesson
from courses.packages.schema.messages import message
from courses.packages.schema.question import Question
from courses.packages.schema.reference import (
    Contact,
    Fact,
    Misconception,
    Offence,
    Source,
    Term,
)
from courses.packages.schema.scenario import Choice, Scenario
from courses.packages.yaml_text import Document, Path

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: its file, the document inside it, and the way to the part."""

    file: str
    document: Document
    path: Path = ()

    def problem(self, text: str, *steps: str | int, hint: str = "") -> Problem:
        """Return a problem at ``steps`` below this place."""
        path = (*self.path, *steps)
        return Problem(self.file, self.document.line(path), dotted(path), text, hint)

    def line(self, *steps: str | int) -> int:
        """Return the line of ``steps`` below this place."""
        return self.document.line((*self.path, *steps))

    def below(self, *steps: str | int) -> "Place":
        """Return the place ``steps`` further down."""
        return Place(self.file, self.document, (*self.path, *steps))


@dataclass(frozen=True, slots=True)
class Part(Generic[M]):
    """One validated piece of a package and its place."""

    value: M
    place: Place


@dataclass(frozen=True, slots=True)
class BlockPart:
    """One block of a lesson: its kind, title and body beside its options.

    ``line`` is that of its opener, ``body_line`` that of the first line of its body.
    """

    kind: str
    title: str
    body: str
    options: BlockOptions
    place: Place
    line: int
    body_line: int

    def problem(self, text: str, *, hint: str = "") -> Problem:
        """Return a problem of the block as a whole."""
        return Problem(self.place.file, self.line, self.options.id, text, hint)


@dataclass(frozen=True, slots=True)
class LessonPart:
    """One lesson: its front matter and its blocks."""

    value: Lesson
    place: Place
    blocks: tuple[BlockPart, ...]


@dataclass(slots=True)
class Shared:
    """What is cited, by identifier."""

    facts: dict[str, Part[Fact]] = field(default_factory=dict)
    sources: dict[str, Part[Source]] = field(default_factory=dict)
    offences: dict[str, Part[Offence]] = field(default_factory=dict)
    contacts: dict[str, Part[Contact]] = field(default_factory=dict)
    glossary: dict[str, Part[Term]] = field(default_factory=dict)
    misconceptions: dict[str, Part[Misconception]] = field(default_factory=dict)

    def entries(self) -> dict[str, Mapping[str, Part[Any]]]:
        """Return the entries of each file, by the file's name."""
        return {
            "facts": self.facts,
            "sources": self.sources,
            "offences": self.offences,
            "contacts": self.contacts,
            "glossary": self.glossary,
            "misconceptions": self.misconceptions,
        }


@dataclass(slots=True)
class Package:
    """One package, read; ``lessons`` in the order of the course, ``items`` with shared ones."""

    course: Part[Course]
    lessons: list[LessonPart] = field(default_factory=list)
    items: list[Part[Question]] = field(default_factory=list)
    scenarios: list[Part[Scenario]] = field(default_factory=list)
    shared: Shared = field(default_factory=Shared)
    media: dict[str, Medium] = field(default_factory=dict)

    def blocks(self) -> Iterable[tuple[LessonPart, BlockPart]]:
        """Yield every block with its lesson, in order."""
        for lesson in self.lessons:
            for block in lesson.blocks:
                yield lesson, block

    def choices(self) -> Iterable[Choice]:
        """Yield every choice of every story."""
        for story in self.scenarios:
            for node in story.value.nodes:
                yield from node.choices


def dotted(path: Iterable[str | int]) -> str:
    """Return ``path`` as authors read it, such as ``3.options.0.text``."""
    return ".".join(str(step) for step in path) or "file"


def validated(model: type[M], data: Any, place: Place, findings: Findings) -> Part[M] | None:
    """Return ``data`` as a ``model``, or None where it is not one, every reason noted."""
    try:
        return Part(model.model_validate(data), place)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            text, hint = message(detail, model)
            findings.problems.append(place.problem(text, *location(detail["loc"]), hint=hint))
    return None


def location(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return pydantic's way to an error without the names it gives to the branches of a union."""
    return tuple(
        step for step in loc if step not in {"str", "KofN", "[key]"} and "[" not in str(step)
    )
