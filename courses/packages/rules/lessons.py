"""Rules of lessons and their blocks."""

import re
from collections.abc import Iterator

from courses.packages.parts import BlockPart, LessonPart, Package
from courses.packages.problems import Findings, Problem
from courses.packages.rules import diagrams, wording
from courses.packages.schema.lesson import SLOTS, Check, Local, Practice, Quote, Sources

MAX_TITLE = 200
FACT_WORDS = 50
SECTION_WORDS = 600
PRETEST_CHECKS = 2
LIST_MARKS = ("- ", "* ", "+ ")
RATED = frozenset({"text", "vignette", "quote", "audio", "practice", "reveal", "did-you-know"})
TITLE_LEVEL = 2
LINK = re.compile(r"\]\(#([^)\s]{1,80})\)")
HEADING = re.compile(r"^ {0,3}(#{3,6})[ \t]+(.{1,200})$", re.MULTILINE)


def check(package: Package, findings: Findings) -> None:
    """Note what is wrong with the lessons."""
    seen: dict[str, str] = {}
    for lesson in package.lessons:
        findings.refuse("reference", outcomes(package, lesson))
        findings.refuse("lesson-pretest", too_few_checks(lesson))
        findings.warn("lesson-ending", endings(lesson))
        findings.refuse("text-anchor", links(lesson))
    for lesson, block in package.blocks():
        where = f"{block.place.file}:{block.line}"
        if block.options.id in seen:
            text = f"The id {block.options.id} is already used at {seen[block.options.id]}"
            findings.refuse("block-id", [block.problem(text)])
        seen.setdefault(block.options.id, where)
        findings.refuse("block-form", form(block))
        findings.refuse("block-gentler", strength(block))
        findings.refuse("block-diagram", diagrams.faults(block))
        findings.refuse("block-form", doubled(block))
        findings.refuse("block-audience", audience(block))
        findings.refuse("block-fact", short_facts(block))
        findings.refuse("reference", references(package, block))
        findings.refuse("text-heading", headings(block))
        findings.warn("block-intensity", unrated(block))
        findings.warn("block-size", sizes(block))
        findings.warn("block-fact", unfounded(lesson, block))


def outcomes(package: Package, lesson: LessonPart) -> Iterator[Problem]:
    """Yield the outcomes of ``lesson`` that the course does not have."""
    for index, name in enumerate(lesson.value.outcomes):
        if name not in package.course.value.outcomes:
            yield lesson.place.problem(f"There is no outcome {name}", "outcomes", index)


def endings(lesson: LessonPart) -> Iterator[Problem]:
    """Yield what a lesson should end with and does not."""
    kinds = {block.kind for block in lesson.blocks}
    for kind, words in (("monday", "what I do on Monday"), ("local", "who to tell here")):
        if kind not in kinds:
            yield lesson.place.problem(f"The lesson has no block {kind}: {words}")


def too_few_checks(lesson: LessonPart) -> Iterator[Problem]:
    """Yield where one lucky guess would do for a lesson of the pre-test."""
    asked = {one.options.item for one in lesson.blocks if isinstance(one.options, Check)}
    if lesson.value.pretest and len(asked) < PRETEST_CHECKS:
        text = f"A lesson of the pre-test needs at least {PRETEST_CHECKS} checks; this has"
        yield lesson.place.problem(f"{text} {len(asked) or 'none'}", "pretest")


def form(block: BlockPart) -> Iterator[Problem]:
    """Yield where title or body is missing, in the way, or not as the kind needs it."""
    options = block.options
    is_heading = not block.place.document.data or "id" not in block.place.document.data
    if not block.title and (options.needs_title or is_heading):
        yield block.problem(f"A block {block.kind} needs a title")
    if len(block.title) > MAX_TITLE:
        yield block.problem(f"The title is longer than {MAX_TITLE} characters")
    if options.body == "required" and not block.body.strip():
        yield block.problem(f"A block {block.kind} needs text")
    if options.body == "none" and block.body.strip():
        yield block.problem(f"A block {block.kind} has options only, no text")
    if block.kind == "monday" and not any(
        line.startswith(LIST_MARKS) for line in block.body.splitlines()
    ):
        yield block.problem("A block monday needs a list", hint="Begin each line with a hyphen.")
    if block.kind == "did-you-know" and wording.word_count(block.body) > FACT_WORDS:
        words = wording.word_count(block.body)
        yield block.problem(f"The text has {words} words; {FACT_WORDS} are the most")


def doubled(block: BlockPart) -> Iterator[Problem]:
    """Yield the headings that a practice referral has twice."""
    if not isinstance(block.options, Practice):
        return
    headings = [part.heading.casefold() for part in block.options.parts]
    for index, heading in enumerate(headings):
        if heading in headings[:index]:
            text = f"The heading {block.options.parts[index].heading!r} is used twice"
            hint = "Give each part a heading of its own."
            yield block.place.problem(text, "parts", index, "heading", hint=hint)


def audience(block: BlockPart) -> Iterator[Problem]:
    """Yield the checks that some would never be asked: what counts must count for everybody."""
    options = block.options
    if isinstance(options, Check) and (options.nations or options.sectors):
        yield block.problem("A check is for everybody")


def strength(block: BlockPart) -> Iterator[Problem]:
    """Yield where a strong block has no gentler form."""
    if block.options.intensity == 3 and not block.options.gentler:
        yield block.problem("A block of intensity 3 needs a gentler form")


def unrated(block: BlockPart) -> Iterator[Problem]:
    """Yield where a block that tells of abuse may do so without saying how strongly."""
    if block.kind in RATED and "intensity" not in block.options.model_fields_set:
        yield block.problem(f"A block {block.kind} does not say its intensity")


def short_facts(block: BlockPart) -> Iterator[Problem]:
    """Yield where a short fact rests on none."""
    if block.kind == "did-you-know" and not block.options.cited:
        yield block.problem("A block did-you-know needs a fact", hint="Add fact: with its id.")


def references(package: Package, block: BlockPart) -> Iterator[Problem]:
    """Yield what ``block`` names and does not exist."""
    for name in block.options.cited:
        if name not in package.shared.facts:
            yield block.problem(f"There is no fact {name}")
    if isinstance(block.options, Check):
        yield from question(package, block, block.options.item)
    if isinstance(block.options, Local):
        yield from contacts(package, block, block.options.contacts)
    if isinstance(block.options, Sources | Quote):
        for name in block.options.cite:
            if name not in package.shared.sources:
                yield block.problem(f"There is no source {name}")


def contacts(package: Package, block: BlockPart, names: list[str]) -> Iterator[Problem]:
    """Yield those of ``names`` that are neither a place for a local contact nor a national one."""
    hint = f"Use a contact of contacts.yaml, or one of: {', '.join(sorted(SLOTS))}."
    for name in names:
        if name not in SLOTS and name not in package.shared.contacts:
            yield block.problem(f"There is no contact {name}", hint=hint)


def question(package: Package, block: BlockPart, name: str) -> Iterator[Problem]:
    """Yield why a check cannot ask the question ``name``."""
    found = [item.value for item in package.items if item.value.id == name]
    if not found:
        yield block.problem(f"There is no question {name}")
    elif "check" not in found[0].used_in:
        hint = "Add check to its used_in."
        yield block.problem(f"The question {name} is not meant for a check", hint=hint)


def links(lesson: LessonPart) -> Iterator[Problem]:
    """Yield the links to blocks that the lesson does not have."""
    there = {block.options.id for block in lesson.blocks}
    for block in lesson.blocks:
        for found in LINK.finditer(f"{block.body}\n{block.options.gentler or ''}"):
            if found[1] not in there:
                yield block.problem(f"There is no block {found[1]} in this lesson to link to")


def headings(block: BlockPart) -> Iterator[Problem]:
    """Yield the headings inside a block that skip a level."""
    level = TITLE_LEVEL
    for found in HEADING.finditer(block.body):
        deeper = len(found[1])
        if deeper > level + 1:
            yield block.problem(f"The heading {found[2].strip()!r} skips a level")
        level = deeper


def sizes(block: BlockPart) -> Iterator[Problem]:
    """Yield where a block is long."""
    words = wording.word_count(block.body)
    if words > SECTION_WORDS:
        yield block.problem(f"The text has {words} words; about {SECTION_WORDS} are the most")


def unfounded(lesson: LessonPart, block: BlockPart) -> Iterator[Problem]:
    """Yield where a block states law or figures without a fact."""
    if wording.states_law_or_figures(block.body) and not block.options.cited:
        text = f"The block states law or figures in {lesson.value.id} without a fact"
        yield block.problem(text)
