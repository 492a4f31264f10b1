"""The shape of a lesson's front matter and of the options of its blocks, kind by kind."""

from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from courses.packages.schema.base import (
    AtLeastOne,
    Day,
    Entry,
    Identifier,
    Identifiers,
    Line,
    LongLine,
    Markdown,
    Nation,
    Notice,
    Strict,
)

Sector = Literal["school", "health", "council", "charity", "club"]
Drawn = Literal["steps", "cycle", "fork"]
MediaPath = Annotated[str, StringConstraints(pattern=r"^media/[A-Za-z0-9_][A-Za-z0-9._/-]*$")]

SLOTS: Final = frozenset(
    {
        "safeguarding-lead",
        "deputy",
        "out-of-hours",
        "local-authority-designated-officer",
        "childrens-services",
        "policy",
    }
)


class Lesson(Entry):
    """The front matter."""

    title: Line
    minutes: AtLeastOne
    outcomes: Annotated[Identifiers, Field(min_length=1)]
    notice: Notice
    reviewed_on: Day
    pretest: bool = False


class BlockOptions(Entry):
    """What the options of every block may say, and what its kind asks of title and body."""

    body: ClassVar[str] = "required"
    shape: ClassVar[str] = "block"
    needs_title: ClassVar[bool] = False
    intensity: Annotated[int, Field(ge=0, le=3)] = 0
    facts: Identifiers = []
    fact: Identifier | None = None
    gentler: Markdown | None = None
    nations: list[Nation] = []
    sectors: list[Sector] = []
    handout: bool = False

    @property
    def cited(self) -> tuple[str, ...]:
        """Return the facts the block rests on, each once."""
        return tuple(dict.fromkeys([*self.facts, *([self.fact] if self.fact else [])]))


class Text(BlockOptions):
    """Running text."""


class DidYouKnow(BlockOptions):
    """A fact in our own words, in 50 words at most."""

    needs_title = True


class Vignette(BlockOptions):
    """A case."""


class Quote(BlockOptions):
    """Somebody's words: of a published source, or put together from many and said to be so."""

    attribution: Line
    cite: Identifiers = []


class Image(BlockOptions):
    """A picture of the package; its text is the caption.

    ``alt`` says what it shows; one that adds nothing is decorative instead.
    """

    body = "optional"
    file: MediaPath
    alt: LongLine | None = None
    decorative: bool = False

    @model_validator(mode="after")
    def says_what_it_shows(self) -> Self:
        """Let a picture pass that is described, or said to need no description."""
        if (self.alt is None) is not self.decorative:
            message = "Say in alt what the picture shows, or write decorative: true, not both"
            raise ValueError(message)
        return self


class Audio(BlockOptions):
    """A sound of the package; its text is the transcript."""

    needs_title = True
    file: MediaPath


class Diagram(BlockOptions):
    """A drawing with its steps as text; it shows a pattern, never a child's story."""

    shape = "diagram"
    needs_title = True
    intensity: Annotated[int, Field(ge=0, le=1)] = 0
    drawn: Drawn = "steps"


class PracticePart(Strict):
    """One heading of a referral, and what an experienced colleague might write there."""

    heading: Line
    model: Markdown


class Practice(BlockOptions):
    """A referral to write about a made-up case; the reader compares it with the model."""

    needs_title = True
    intensity: Annotated[int, Field(ge=0, le=2)] = 0
    parts: Annotated[list[PracticePart], Field(min_length=2, max_length=8)]
    checklist: Annotated[list[LongLine], Field(min_length=3, max_length=10)]


class Check(BlockOptions):
    """One question."""

    body = "none"
    item: Identifier


class Reveal(BlockOptions):
    """More detail, opened by its title."""

    needs_title = True


class DoDont(BlockOptions):
    """What to do and what not to do."""

    shape = "do-dont"


class Monday(BlockOptions):
    """What a reader does next."""


class Local(BlockOptions):
    """Whom to tell here."""

    body = "optional"
    contacts: Annotated[Identifiers, Field(min_length=1)]


class Sources(BlockOptions):
    """What the lesson rests on."""

    body = "none"
    cite: Annotated[Identifiers, Field(min_length=1)]


KINDS: Final[dict[str, type[BlockOptions]]] = {
    "text": Text,
    "did-you-know": DidYouKnow,
    "vignette": Vignette,
    "quote": Quote,
    "image": Image,
    "audio": Audio,
    "diagram": Diagram,
    "practice": Practice,
    "check": Check,
    "reveal": Reveal,
    "do-dont": DoDont,
    "monday": Monday,
    "local": Local,
    "sources": Sources,
}
