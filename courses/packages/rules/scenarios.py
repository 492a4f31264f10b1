"""Rules of branching stories."""

from collections.abc import Iterator, Sequence

from courses.catalogue.graph import Moment, faults
from courses.packages.parts import Package, Part
from courses.packages.problems import Findings, Problem
from courses.packages.rules import wording
from courses.packages.schema.base import Entry
from courses.packages.schema.scenario import Scenario

MOMENT_WORDS = 120


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the stories."""
    for story in package.scenarios:
        findings.problems.extend(doubles(story))
        findings.problems.extend(paths(story))
        findings.warnings.extend(sizes(story))


def doubles(story: Part[Scenario]) -> Iterator[Problem]:
    """Yield the identifiers of nodes and choices that are used twice."""
    for index in repeated(story.value.nodes):
        yield story.place.problem("The id of this node is used twice", "nodes", index, "id")
    for number, node in enumerate(story.value.nodes):
        for index in repeated(node.choices):
            text = "The id of this choice is used twice"
            yield story.place.problem(text, "nodes", number, "choices", index, "id")


def repeated(entries: Sequence[Entry]) -> list[int]:
    """Return the positions of entries whose identifier an earlier one has."""
    ids = [entry.id for entry in entries]
    return [index for index, name in enumerate(ids) if name in ids[:index]]


def paths(story: Part[Scenario]) -> Iterator[Problem]:
    """Yield where a path does not end, or a node cannot be reached."""
    nodes = story.value.nodes
    moments = {
        node.id: Moment(node.ending, tuple(choice.leads_to for choice in node.choices))
        for node in nodes
    }
    index = {node.id: number for number, node in enumerate(nodes)}
    for fault in faults(story.value.start, moments):
        where = ("nodes", index[fault.moment]) if fault.moment else ("start",)
        yield story.place.problem(fault.message, *where)


def sizes(story: Part[Scenario]) -> Iterator[Problem]:
    """Yield the nodes that say too much at once."""
    for number, node in enumerate(story.value.nodes):
        words = wording.word_count(node.text)
        if words > MOMENT_WORDS:
            text = f"The node has {words} words; {MOMENT_WORDS} are enough"
            yield story.place.problem(text, "nodes", number, "text")
