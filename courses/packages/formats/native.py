"""A stored version as a package in our own format, which imports back to the same text.

The bytes depend on the text alone: nothing is compressed, and every file bears the same date.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from courses.catalogue.drafts import (
    AssessmentDraft,
    BlockDraft,
    ChoiceDraft,
    ItemDraft,
    LessonDraft,
    NodeDraft,
    OptionDraft,
    ScenarioDraft,
    SectionDraft,
    VersionDraft,
)
from courses.catalogue.media import MediumDraft
from courses.packages.formats.native_shared import shared_files
from courses.packages.formats.yaml_writing import said, written
from courses.packages.lesson_file import OPTION_INDENT
from courses.packages.reading import COURSE
from courses.packages.schema.course import SCHEMA_VERSION

Entry = dict[str, Any]
OLDEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can write
READABLE: Final = 0o644


def zipped(draft: VersionDraft, *, media: Path | None = None) -> bytes:
    """Return ``draft`` as the zip of a package; the same text is the same bytes.

    ``media``: the folder that keeps its pictures and sounds by hash, where it has any.

    :raises FileNotFoundError: when one of them is lost.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in [
            *((name, text.encode()) for name, text in texts_of(draft)),
            *((one.path, ((media or Path()) / one.sha256).read_bytes()) for one in media_of(draft)),
        ]:
            member = zipfile.ZipInfo(name, OLDEST)
            member.create_system = 3  # Unix, whatever this runs on
            member.external_attr = READABLE << 16
            archive.writestr(member, content)
    return packed.getvalue()


def media_of(draft: VersionDraft) -> list[MediumDraft]:
    """Return the pictures and sounds of ``draft``, each file once, by path."""
    shown = [block.medium for lesson in draft.lessons for block in lesson.blocks if block.medium]
    return sorted({one.path: one for one in shown}.values(), key=lambda one: one.path)


def texts_of(draft: VersionDraft) -> Iterator[tuple[str, str]]:
    """Yield the files of the package of ``draft``: the path of each and its text."""
    yield COURSE, written(course(draft))
    for lesson in draft.lessons:
        yield f"lessons/{lesson.identifier}.md", lesson_text(lesson)
    for name, items in questions(draft):
        yield name, written([question(one) for one in items])
    for scenario in draft.scenarios:
        yield f"scenarios/{scenario.identifier}.yaml", written(story(scenario))
    for name, entries in shared_files(draft):
        yield name, written(entries)


def course(draft: VersionDraft) -> Entry:
    """Return what ``course.yaml`` says."""
    return said(
        schema_version=SCHEMA_VERSION,
        id=draft.slug,
        kind=draft.kind if draft.kind != "course" else None,
        version=draft.version,
        title=draft.title,
        summary=draft.summary,
        language=draft.language,
        nation=draft.nation,
        licence=draft.licence,
        review_by=draft.review_by,
        certificate_months=draft.certificate_months,
        notice=draft.notice,
        lessons=[one.identifier for one in draft.lessons],
        outcomes={one.identifier: one.text for one in draft.outcomes},
        contacts=[one.identifier for one in draft.contacts],
        glossary=[one.identifier for one in draft.glossary],
        offences=[one.identifier for one in draft.offences],
        editions=draft.editions,
        quiz=quiz(draft.assessment) if draft.assessment else None,
    )


def quiz(assessment: AssessmentDraft) -> Entry:
    """Return the standard and the blueprint; right answers of all drawn are written as such."""
    reached, of = assessment.mastery_numerator, assessment.mastery_denominator
    drawn = sum(one.draw for one in assessment.sections)
    return said(
        mastery={"at_least": reached, "of": of} if of == drawn else f"{reached}/{of}",
        sections=[section(one) for one in assessment.sections],
        attempts_allowed=assessment.attempts_allowed,
    )


def section(one: SectionDraft) -> Entry:
    """Return one line of the blueprint."""
    return said(outcomes=one.outcomes, draw=one.draw, critical_draw=one.critical_draw)


def lesson_text(lesson: LessonDraft) -> str:
    """Return the file of one lesson: front matter, then its blocks."""
    front = said(
        id=lesson.identifier,
        title=lesson.title,
        minutes=lesson.minutes,
        outcomes=lesson.outcomes,
        notice=lesson.notice,
        reviewed_on=lesson.reviewed_on,
        pretest=lesson.pretest,
    )
    blocks = "\n".join(block_text(one) for one in lesson.blocks)
    return f"---\n{written(front)}---\n{blocks}"


def block_text(block: BlockDraft) -> str:
    """Return one block: its opener, its options, an empty line, its body.

    A block with a text says its intensity, last, so that a gentler text keeps its final newline.
    """
    is_heading = block.kind == "text" and bool(block.title)
    options = said(
        id="" if is_heading else block.identifier,
        item=block.item,
        facts=block.facts,
        contacts=block.contacts,
        cite=block.cite,
        nations=block.nations,
        sectors=block.sectors,
        handout=block.handout,
        drawn=block.drawn,
        parts=[{"heading": one.heading, "model": one.model.source} for one in block.parts],
        checklist=block.checklist,
        attribution=block.attribution,
        file=block.medium.path if block.medium else "",
        alt=block.medium.alt if block.medium else "",
        decorative=block.kind == "image" and not (block.medium and block.medium.alt),
        gentler=block.gentler.source,
    )
    if block.text.source or block.gentler.source or block.intensity:
        options["intensity"] = block.intensity
    opener = f"/// {block.kind}" + (f" | {block.title}" if block.title else "")
    lines = [f"## {block.title} {{#{block.identifier}}}" if is_heading else opener]
    if options:
        lines += [OPTION_INDENT + line for line in written(options).rstrip("\n").split("\n")]
    if block.text.source:
        lines += ["", block.text.source]
    if not is_heading:
        lines.append("///")
    return "\n".join(lines) + "\n"


def questions(draft: VersionDraft) -> Iterator[tuple[str, list[ItemDraft]]]:
    """Yield the path and the questions of each file, in the order of the course.

    Files are read by name, so each begins with a number and then names the lesson that explains
    its questions.
    """
    runs = groupby(draft.items, lambda one: one.anchor.split("#")[0])
    for number, (lesson, items) in enumerate(runs, start=1):
        yield f"questions/{number:04}-{lesson[:60]}.yaml", list(items)


def question(item: ItemDraft) -> Entry:
    """Return one question; one that is held says that it is meant for the quiz."""
    uses = {"check": item.in_check, "quiz": item.in_quiz or item.is_held}
    return said(
        id=item.identifier,
        kind=item.kind,
        used_in=[name for name, holds in uses.items() if holds],
        outcome=item.outcome,
        case=item.is_case,
        critical=item.critical,
        held=item.is_held,
        anchor=item.anchor,
        facts=item.facts,
        procedure=item.procedure,
        choose=item.choose,
        stem=item.stem.source,
        options=[option(one) for one in item.options],
    ) | ({} if item.shuffle else {"shuffle": False})


def option(one: OptionDraft) -> Entry:
    """Return one offered answer."""
    return said(
        id=one.identifier,
        correct=one.correct,
        place=one.place,
        pair=one.pair,
        misconception=one.misconception,
        text=one.text.source,
        feedback=one.feedback.source,
    )


def story(scenario: ScenarioDraft) -> Entry:
    """Return one branching story."""
    return said(
        id=scenario.identifier,
        title=scenario.title,
        summary=scenario.summary,
        lesson=scenario.lesson,
        minutes=scenario.minutes,
        start=scenario.start,
        nodes=[moment(one) for one in scenario.nodes],
    )


def moment(node: NodeDraft) -> Entry:
    """Return one moment of a story."""
    return said(
        id=node.identifier,
        text=node.text.source,
        intensity=node.intensity,
        gentler=node.gentler.source,
        ending=node.ending,
        choices=[way_on(one) for one in node.choices],
    )


def way_on(choice: ChoiceDraft) -> Entry:
    """Return one choice."""
    return said(
        id=choice.identifier,
        text=choice.text.source,
        leads_to=choice.leads_to,
        feedback=choice.feedback.source,
        gentler=choice.gentler.source,
        reasoning=choice.reasoning.source,
        facts=choice.facts,
        noticed=choice.noticed,
        missed=choice.missed,
        tells=choice.tells,
    )
