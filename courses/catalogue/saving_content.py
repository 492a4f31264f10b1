"""How the taught part of a draft becomes rows: lessons, blocks, questions, the quiz."""

from dataclasses import asdict

from courses.catalogue import versions
from courses.catalogue.content import Assessment, Item, Option, Section
from courses.catalogue.drafts import BlockDraft, ItemDraft, VersionDraft
from courses.catalogue.local import Misconception
from courses.catalogue.reference import Fact
from courses.catalogue.rows import bulk, link, save_all
from courses.catalogue.structure import Block, CourseVersion, LearningOutcome, Lesson


def write_outcomes(version: CourseVersion, draft: VersionDraft) -> dict[str, LearningOutcome]:
    """Write the learning outcomes and return them by identifier."""
    return bulk(
        draft.outcomes,
        lambda part: LearningOutcome(version=version, identifier=part.identifier, text=part.text),
    )


def write_items(
    version: CourseVersion,
    draft: VersionDraft,
    *,
    outcomes: dict[str, LearningOutcome],
    facts: dict[str, Fact],
    misconceptions: dict[str, Misconception],
) -> dict[str, Item]:
    """Write the questions with their options, without anchors; return them by identifier."""
    items = bulk(
        draft.items,
        lambda part: Item(
            version=version,
            outcome=outcomes[part.outcome],
            identifier=part.identifier,
            kind=part.kind,
            stem_source=part.stem.source,
            stem_html=part.stem.html,
            critical=part.critical,
            shuffle=part.shuffle,
            in_check=part.in_check,
            in_quiz=part.in_quiz,
            is_case=part.is_case,
            is_held=part.is_held,
            choose=part.choose,
            procedure=facts[part.procedure] if part.procedure else None,
        ),
    )
    save_all(
        [
            option
            for part in draft.items
            for option in options_of(part, items[part.identifier], misconceptions)
        ]
    )
    link(
        "facts",
        ((items[part.identifier], facts[name]) for part in draft.items for name in part.facts),
    )
    return items


def options_of(
    part: ItemDraft, item: Item, misconceptions: dict[str, Misconception]
) -> list[Option]:
    """Return the rows of the options of ``item``, in order, not yet written."""
    return [
        Option(
            item=item,
            identifier=option.identifier,
            position=position,
            source=option.text.source,
            html=option.text.html,
            feedback_source=option.feedback.source,
            feedback_html=option.feedback.html,
            correct=option.correct,
            place=option.place,
            pair=option.pair,
            misconception=misconceptions.get(option.misconception),
        )
        for position, option in enumerate(part.options, start=1)
    ]


def write_lessons(
    version: CourseVersion, draft: VersionDraft, *, outcomes: dict[str, LearningOutcome]
) -> dict[str, Lesson]:
    """Write the lessons in their order and return them by identifier."""
    position = {part.identifier: number for number, part in enumerate(draft.lessons, start=1)}
    lessons = bulk(
        draft.lessons,
        lambda part: Lesson(
            version=version,
            identifier=part.identifier,
            position=position[part.identifier],
            title=part.title,
            minutes=part.minutes,
            notice=part.notice,
            reviewed_on=part.reviewed_on,
            pretest=part.pretest,
        ),
    )
    link(
        "outcomes",
        (
            (lessons[part.identifier], outcomes[name])
            for part in draft.lessons
            for name in part.outcomes
        ),
    )
    return lessons


def write_blocks(
    draft: VersionDraft,
    *,
    lessons: dict[str, Lesson],
    items: dict[str, Item],
    facts: dict[str, Fact],
) -> dict[str, Block]:
    """Write the blocks of all lessons and return them by ``lesson#block``."""
    blocks: dict[str, Block] = {}
    links: list[tuple[Block, Fact]] = []
    for lesson in draft.lessons:
        for position, part in enumerate(lesson.blocks, start=1):
            block = block_of(part, lessons[lesson.identifier], items)
            block.position = position
            blocks[f"{lesson.identifier}#{part.identifier}"] = block
            links.extend((block, facts[name]) for name in part.facts)
    save_all(list(blocks.values()))
    link("facts", links)
    return blocks


def block_of(part: BlockDraft, lesson: Lesson, items: dict[str, Item]) -> Block:
    """Return the row of one block, not yet written and without its position."""
    return Block(
        lesson=lesson,
        identifier=part.identifier,
        kind=part.kind,
        title=part.title,
        source=part.text.source,
        html=part.text.html,
        gentler_source=part.gentler.source,
        gentler_html=part.gentler.html,
        intensity=part.intensity,
        item=items[part.item] if part.item else None,
        data=data_of(part),
        block_hash=versions.block_hash(part),
    )


def data_of(part: BlockDraft) -> dict[str, object]:
    """Return what the columns do not hold; ``Block`` reads it."""
    said: dict[str, object] = {
        "contacts": list(part.contacts) if part.kind == "local" else [],
        "cite": list(part.cite) if part.kind in {"sources", "quote"} else [],
        "nations": list(part.nations),
        "sectors": list(part.sectors),
        "handout": part.handout,
        "drawn": part.drawn,
        "parts": [
            {"heading": one.heading, "source": one.model.source, "html": one.model.html}
            for one in part.parts
        ],
        "checklist": list(part.checklist),
        "attribution": part.attribution,
        "medium": asdict(part.medium) if part.medium else None,
    }
    kept = {name: value for name, value in said.items() if value}
    return {"v": 1, **kept} if kept else {}


def write_assessment(
    version: CourseVersion, draft: VersionDraft, *, outcomes: dict[str, LearningOutcome]
) -> None:
    """Write the quiz with its sections, where the course has one."""
    quiz = draft.assessment
    if quiz is None:
        return
    assessment = Assessment.objects.create(
        version=version,
        mastery_numerator=quiz.mastery_numerator,
        mastery_denominator=quiz.mastery_denominator,
        attempts_allowed=quiz.attempts_allowed,
        minutes_allowed=quiz.minutes_allowed,
    )
    sections = [
        Section(
            assessment=assessment,
            position=position,
            draw=part.draw,
            critical_draw=part.critical_draw,
        )
        for position, part in enumerate(quiz.sections, start=1)
    ]
    save_all(sections)
    link(
        "outcomes",
        (
            (section, outcomes[name])
            for section, part in zip(sections, quiz.sections, strict=True)
            for name in part.outcomes
        ),
    )
