"""The shape of ``scenarios/<id>.yaml``: one branching story."""

from typing import Annotated

from pydantic import Field

from courses.packages.schema.base import Entry, Identifier, Line, Markdown


class Choice(Entry):
    """One way on."""

    text: Markdown
    leads_to: Identifier
    feedback: Markdown


class Node(Entry):
    """One moment."""

    text: Markdown
    ending: bool = False
    choices: list[Choice] = []


class Scenario(Entry):
    """One story."""

    title: Line
    start: Identifier
    nodes: Annotated[list[Node], Field(min_length=1, max_length=100)]
