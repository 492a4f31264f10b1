"""The shape of ``scenarios/<id>.yaml``: one branching story."""

from typing import Annotated

from pydantic import Field

from courses.packages.schema.base import (
    AtLeastOne,
    Entry,
    Identifier,
    Identifiers,
    Line,
    LongLine,
    Markdown,
)


class Choice(Entry):
    """One way on.

    ``feedback`` is what happens, ``gentler`` the same in less detail, ``reasoning`` how an
    experienced colleague sees it, ``facts`` the procedure that rests on. The summary of a path says
    ``noticed`` or ``missed``. ``tells``: the worry is passed on by this choice.
    """

    text: Markdown
    leads_to: Identifier
    feedback: Markdown
    gentler: Markdown | None = None
    reasoning: Markdown
    facts: Annotated[Identifiers, Field(min_length=1)]
    noticed: LongLine | None = None
    missed: LongLine | None = None
    tells: bool = False


class Node(Entry):
    """One moment; ``gentler`` tells the same in less detail, and is needed at intensity 3."""

    text: Markdown
    intensity: Annotated[int, Field(ge=0, le=3)] = 0
    gentler: Markdown | None = None
    ending: bool = False
    choices: list[Choice] = []


class Scenario(Entry):
    """One story; ``lesson`` is the one it lets people practise."""

    title: Line
    summary: LongLine
    lesson: Identifier
    minutes: AtLeastOne
    start: Identifier
    nodes: Annotated[list[Node], Field(min_length=1, max_length=100)]
