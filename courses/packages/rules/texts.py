"""Rules of every authored text: no telephone numbers, plain and careful words, easy to read."""

from collections.abc import Iterator

from courses.packages.citing import piece, pieces
from courses.packages.parts import Package, Shared
from courses.packages.problems import Findings, Problem
from courses.packages.rendering import Piece
from courses.packages.rules import wording
from courses.packages.schema.lesson import Practice

GRADE = 9
SENTENCE_WORDS = 20
ENOUGH_WORDS = 40


def check(package: Package, cited: Shared, findings: Findings) -> None:
    """Note what the texts of ``package`` say that they should not."""
    voiced = mistaken_voices(package)
    for text in [*pieces(package, cited), *notices(package)]:
        findings.refuse("text-contact", contact_details(text))
        if (text.file, text.line, text.path) not in voiced:
            findings.warn("text-words", words(text))
            findings.warn("text-spelling", spelling(text))
    findings.warn("text-readability", hard_blocks(package))
    findings.warn("item-readability", hard_items(package))


def notices(package: Package) -> Iterator[Piece]:
    """Yield the plain texts that learners read before a course or a lesson."""
    yield piece(package.course.value.notice, "plain", package.course.place, "notice")
    yield piece(package.course.value.summary, "plain", package.course.place, "summary")
    for lesson in package.lessons:
        yield piece(lesson.value.notice, "plain", lesson.place, "notice")
    for _lesson, block in package.blocks():
        if isinstance(block.options, Practice):
            for index, part in enumerate(block.options.parts):
                yield piece(part.heading, "plain", block.place.below("parts", index), "heading")
            for index, line in enumerate(block.options.checklist):
                place = block.place.below("checklist")
                yield piece(line, "plain", place, index)


def mistaken_voices(package: Package) -> set[tuple[str, int, str]]:
    """Return the places of wrong answers and choices, which may voice a mistaken colleague."""
    wrong = [
        piece(option.text, "inline", item.place.below("options", index), "text")
        for item in package.items
        for index, option in enumerate(item.value.options)
        if not option.correct
    ]
    wrong += [
        piece(choice.text, "inline", story.place.below("nodes", node, "choices", index), "text")
        for story in package.scenarios
        for node, moment in enumerate(story.value.nodes)
        for index, choice in enumerate(moment.choices)
        if choice.missed
    ]
    return {(text.file, text.line, text.path) for text in wrong}


def contact_details(text: Piece) -> Iterator[Problem]:
    """Yield the telephone numbers and opening hours of ``text``."""
    for found in wording.outside_contacts(text.source):
        words = f"Telephone numbers and opening hours stand in contacts.yaml alone: {found}"
        yield Problem(text.file, text.line, text.path, words, "Show the contact in a block local.")


def words(text: Piece) -> Iterator[Problem]:
    """Yield the words of ``text`` that we avoid."""
    for found, advice in wording.avoided(text.source):
        yield Problem(text.file, text.line, text.path, f"Avoid {found!r}", f"Better: {advice}.")


def spelling(text: Piece) -> Iterator[Problem]:
    """Yield the words of ``text`` that Americans spell so."""
    for found, british in wording.american(text.source):
        message = f"{found!r} is spelt the American way"
        yield Problem(text.file, text.line, text.path, message, f"Write {british}.")


def hard_blocks(package: Package) -> Iterator[Problem]:
    """Yield the blocks that are hard to read."""
    for _lesson, block in package.blocks():
        for text in hard(block.body):
            yield block.problem(text)


def hard_items(package: Package) -> Iterator[Problem]:
    """Yield the questions that are hard to read."""
    for item in package.items:
        whole = [item.value.stem, *(option.feedback for option in item.value.options)]
        for text in hard("\n\n".join(whole)):
            yield item.place.problem(text)


def hard(text: str) -> Iterator[str]:
    """Yield what makes ``text`` hard to read; nothing where it is too short to tell."""
    if wording.word_count(text) < ENOUGH_WORDS:
        return
    grade = wording.grade(text)
    if grade >= GRADE + 0.5:
        yield f"The text needs school grade {grade:.0f}; {GRADE} is enough"
    length = wording.sentence_length(text)
    if length >= SENTENCE_WORDS + 0.5:
        yield f"Sentences have {length:.0f} words on average; {SENTENCE_WORDS} are enough"
