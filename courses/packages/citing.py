"""What a course cites of ``shared/``, to be kept with its version; the texts to render."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from courses.packages.parts import Package, Part, Place, Shared
from courses.packages.rendering import Piece
from courses.packages.schema.lesson import Practice

M = TypeVar("M", bound=BaseModel)


def cited(package: Package) -> Shared:
    """Return the entries of ``shared/`` that the course uses, in file order.

    Contacts stand in the order of the course, those that only a block shows behind them.
    Identifiers that do not exist are passed over: the rules report them.
    """
    shared, course = package.shared, package.course.value
    options = [block.options for _lesson, block in package.blocks()]
    facts = keep(
        shared.facts,
        [name for block in options for name in block.cited]
        + [name for item in package.items for name in item.value.cited]
        + [name for choice in package.choices() for name in choice.facts],
    )
    offences = keep(shared.offences, course.offences)
    shown = [name for block in options for name in getattr(block, "contacts", [])]
    contacts = {
        name: shared.contacts[name]
        for name in dict.fromkeys([*course.contacts, *shown])
        if name in shared.contacts
    }
    sources = keep(
        shared.sources,
        [
            *course.editions,
            *(name for block in options for name in getattr(block, "cite", [])),
            *(name for fact in facts.values() for name in fact.value.sources),
            *(name for offence in offences.values() for name in offence.value.sources),
            *(name for contact in contacts.values() for name in contact.value.sources),
        ],
    )
    beliefs = [option.misconception for item in package.items for option in item.value.options]
    return Shared(
        facts=facts,
        sources=sources,
        offences=offences,
        contacts=contacts,
        glossary=keep(shared.glossary, course.glossary),
        misconceptions=keep(shared.misconceptions, [name for name in beliefs if name]),
    )


def keep(parts: dict[str, Part[M]], names: Iterable[str]) -> dict[str, Part[M]]:
    """Return those of ``parts`` that ``names`` name, in the order they have."""
    wanted = set(names)
    return {name: part for name, part in parts.items() if name in wanted}


def pieces(package: Package, shared: Shared) -> Iterator[Piece]:
    """Yield every authored text of ``package`` and of what it cites, with its place and shape."""
    for _lesson, block in package.blocks():
        where = (block.place.file, block.body_line, block.options.id)
        if block.body:
            yield Piece(block.body, block.options.shape, *where)
        if block.options.gentler:
            line = block.place.line("gentler")
            yield Piece(block.options.gentler, "block", block.place.file, line, "gentler")
        if isinstance(block.options, Practice):
            for index, part in enumerate(block.options.parts):
                yield piece(part.model, "block", block.place.below("parts", index), "model")
    for item in package.items:
        yield piece(item.value.stem, "inline", item.place, "stem")
        for index, option in enumerate(item.value.options):
            here = item.place.below("options", index)
            yield piece(option.text, "inline", here, "text")
            yield piece(option.feedback, "block", here, "feedback")
    yield from pieces_of_stories(package)
    yield from pieces_of_shared(shared)


def pieces_of_stories(package: Package) -> Iterator[Piece]:
    """Yield the texts of the scenarios."""
    for story in package.scenarios:
        for number, node in enumerate(story.value.nodes):
            place = story.place.below("nodes", number)
            yield piece(node.text, "block", place, "text")
            if node.gentler:
                yield piece(node.gentler, "block", place, "gentler")
            for index, choice in enumerate(node.choices):
                here = place.below("choices", index)
                yield piece(choice.text, "inline", here, "text")
                yield piece(choice.feedback, "block", here, "feedback")
                if choice.gentler:
                    yield piece(choice.gentler, "block", here, "gentler")
                yield piece(choice.reasoning, "block", here, "reasoning")


def pieces_of_shared(shared: Shared) -> Iterator[Piece]:
    """Yield the texts of facts, offences, words and briefings."""
    kinds: list[tuple[Mapping[str, Part[Any]], str, str]] = [
        (shared.facts, "statement", "inline"),
        (shared.offences, "outline", "block"),
        (shared.glossary, "text", "block"),
        (shared.misconceptions, "briefing", "block"),
    ]
    for parts, name, shape in kinds:
        for part in parts.values():
            yield piece(getattr(part.value, name), shape, part.place, name)


def piece(source: str, shape: str, place: Place, name: str | int) -> Piece:
    """Return the text that the key ``name`` at ``place`` holds."""
    problem = place.problem("", name)
    return Piece(source, shape, problem.file, problem.line, problem.path)
