"""The shape of the files in ``shared/``: facts, sources, offences, contacts, and so on."""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from courses.packages.schema.base import (
    Address,
    Day,
    Entry,
    Identifiers,
    Line,
    LongLine,
    Markdown,
    Nation,
    Status,
)

Short = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Number = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ]*$", max_length=40)]
Email = Annotated[str, StringConstraints(pattern=r"^[^\s@<>]+@[^\s@<>]+\.[a-z]+$", max_length=254)]
Need = Literal[
    "danger-now",
    "worried-about-a-child",
    "child-wants-to-talk",
    "image-online",
    "worried-about-a-colleague",
    "organisation-not-acting",
    "modern-slavery",
    "own-thoughts",
    "adult-survivor",
    "staff-support",
]


class Source(Entry):
    """One document."""

    title: LongLine
    publisher: Line
    url: Address | None = None
    edition: Short | None = None
    published_on: Day | None = None
    kind: Literal["official", "secondary", "note"]


class Fact(Entry):
    """One checkable statement."""

    statement: Markdown
    status: Status
    nation: Nation
    sources: Identifiers = []
    text_as_at: Day | None = None
    seen_on: Day
    review_by: Day
    needs_review: bool = False
    reviewed_by: Line | None = None
    reviewed_on: Day | None = None


class Offence(Entry):
    """One offence in outline."""

    title: LongLine
    act: Line
    section: Short
    nation: Nation
    maximum: Line | None = None
    mode: Short | None = None
    in_force_from: Day | None = None
    outline: Markdown
    status: Status
    sources: Identifiers = []
    text_as_at: Day | None = None
    seen_on: Day
    review_by: Day
    needs_review: bool = False


class Contact(Entry):
    """One national way to get help."""

    name: Line
    purpose: LongLine
    audience: Line
    nation: Nation
    phone: Number | None = None
    text_number: Number | None = None
    email: Email | None = None
    url: Address | None = None
    hours: Line | None = None
    anonymous: bool = False
    emergency: bool = False
    needs: Annotated[list[Need], Field(min_length=1)]
    not_for: LongLine | None = None
    status: Status
    sources: Identifiers = []
    checked_on: Day
    review_by: Day


class Term(Entry):
    """One word explained."""

    term: Line
    text: Markdown
    say_this: LongLine | None = None
    not_that: LongLine | None = None


class Misconception(Entry):
    """One wrong belief with the briefing that answers it."""

    title: Line
    briefing: Markdown


FILES: Final[dict[str, type[Entry]]] = {
    "facts": Fact,
    "sources": Source,
    "offences": Offence,
    "contacts": Contact,
    "glossary": Term,
    "misconceptions": Misconception,
}
