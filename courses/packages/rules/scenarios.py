"""Rules of branching stories."""

from collections.abc import Iterator, Sequence

from courses.catalogue.graph import Moment, faults, untold
from courses.packages.parts import Package, Part, Shared
from courses.packages.problems import Findings, Problem
from courses.packages.rules import wording
from courses.packages.schema.base import Entry
from courses.packages.schema.scenario import Scenario

MOMENT_WORDS = 120
WAYS_ON = 3


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the stories."""
    lessons = {lesson.value.id for lesson in package.lessons}
    for story in package.scenarios:
        if story.value.lesson not in lessons:
            text = f"There is no lesson {story.value.lesson}"
            findings.refuse("reference", [story.place.problem(text, "lesson")])
        findings.refuse("reference", doubles(story))
        findings.refuse("scenario-graph", paths(story))
        findings.refuse("scenario-choice", lines(story, package.shared))
        findings.refuse("scenario-gentler", strength(story))
        findings.warn("scenario-size", sizes(story))


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
    """Yield where a path does not end or tells nobody, or a node cannot be reached."""
    nodes = story.value.nodes
    moments = {
        node.id: Moment(
            node.ending,
            tuple(choice.leads_to for choice in node.choices),
            tuple(choice.tells for choice in node.choices),
        )
        for node in nodes
    }
    index = {node.id: number for number, node in enumerate(nodes)}
    found = faults(story.value.start, moments)
    for fault in found or untold(story.value.start, moments):
        where = ("nodes", index[fault.moment]) if fault.moment else ("start",)
        yield story.place.problem(fault.message, *where)


def lines(story: Part[Scenario], shared: Shared) -> Iterator[Problem]:
    """Yield the choices without one line for the summary, or that rest on no known fact."""
    for number, node in enumerate(story.value.nodes):
        for index, choice in enumerate(node.choices):
            here = story.place.below("nodes", number, "choices", index)
            if (choice.noticed is None) == (choice.missed is None):
                yield here.problem("A choice has either noticed or missed", "id")
            for place, name in enumerate(choice.facts):
                if name not in shared.facts:
                    yield here.problem(f"There is no fact {name}", "facts", place)


def strength(story: Part[Scenario]) -> Iterator[Problem]:
    """Yield the strong nodes that have no gentler form."""
    for number, node in enumerate(story.value.nodes):
        if node.intensity == 3 and not node.gentler:
            text = "A node of intensity 3 needs a gentler form"
            yield story.place.problem(text, "nodes", number, "intensity")


def sizes(story: Part[Scenario]) -> Iterator[Problem]:
    """Yield the nodes that say too much at once, or offer too few or too many ways on."""
    for number, node in enumerate(story.value.nodes):
        words = wording.word_count(node.text)
        if words > MOMENT_WORDS:
            text = f"The node has {words} words; {MOMENT_WORDS} are enough"
            yield story.place.problem(text, "nodes", number, "text")
        if node.choices and len(node.choices) != WAYS_ON:
            text = f"The node has {len(node.choices)} choices; {WAYS_ON} are usual"
            yield story.place.problem(text, "nodes", number, "choices")
