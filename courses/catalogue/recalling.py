"""A stored version as frozen data again, text for text as it was imported."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from django.db import models

from courses.catalogue.content import Assessment, Item, Section
from courses.catalogue.drafts import (
    AssessmentDraft,
    BlockDraft,
    ChoiceDraft,
    ContactDraft,
    FactDraft,
    ItemDraft,
    LessonDraft,
    MisconceptionDraft,
    NodeDraft,
    OffenceDraft,
    OptionDraft,
    OutcomeDraft,
    PracticePart,
    ScenarioDraft,
    SectionDraft,
    SourceDraft,
    TermDraft,
    Text,
    VersionDraft,
)
from courses.catalogue.media import MediumDraft
from courses.catalogue.reference import Contact, Fact, Offence
from courses.catalogue.scenarios import Choice, ScenarioNode
from courses.catalogue.structure import Block, CourseVersion, Lesson

D = TypeVar("D")
Names = dict[int, tuple[str, ...]]


def recalled(version: CourseVersion) -> VersionDraft:
    """Return ``version`` as the draft it was written from; its hash is the version's own.

    The number of queries does not depend on how much the version holds.
    """
    return part(
        VersionDraft,
        version,
        slug=version.course.slug,
        kind=version.course.kind,
        outcomes=tuple(part(OutcomeDraft, row) for row in version.outcomes.order_by("pk")),
        lessons=lessons_of(version),
        items=items_of(version),
        assessment=assessment_of(version),
        scenarios=tuple(scenarios_of(version)),
        sources=tuple(part(SourceDraft, row) for row in version.sources.order_by("pk")),
        facts=facts_of(version),
        offences=offences_of(version),
        glossary=tuple(
            part(TermDraft, row, main="text") for row in version.glossary.order_by("pk")
        ),
        contacts=contacts_of(version),
        misconceptions=tuple(
            part(MisconceptionDraft, row) for row in version.misconceptions.order_by("pk")
        ),
        editions=linked(CourseVersion, "editions", [version.pk]).get(version.pk, ()),
    )


def part(kind: type[D], row: models.Model, /, *, main: str = "", **given: Any) -> D:
    """Return ``row`` as a part of a draft: columns by the names of the fields.

    A text stands in ``<name>_source`` and ``<name>_html``, the ``main`` one in ``source`` and
    ``html``. ``given``: the fields that are no column of the row.
    """
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in given:
            continue
        if field.type is Text:
            stem = "" if field.name == main else f"{field.name}_"
            given[field.name] = Text(getattr(row, f"{stem}source"), getattr(row, f"{stem}html"))
        else:
            given[field.name] = getattr(row, field.name)
    return kind(**given)


def linked(owner: type[models.Model], field: str, owners: Iterable[int]) -> Names:
    """Return the identifiers that a many-to-many field leads to, in the order written, by owner."""
    relation: Any = owner._meta.get_field(field)  # noqa: SLF001 - Django's public way to a field
    mine, target = relation.m2m_column_name(), relation.m2m_reverse_field_name()
    rows = relation.remote_field.through.objects.filter(**{f"{mine}__in": list(owners)})
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in rows.order_by("pk").values_list(mine, f"{target}__identifier"):
        found[pk].append(name)
    return {pk: tuple(names) for pk, names in found.items()}


def lessons_of(version: CourseVersion) -> tuple[LessonDraft, ...]:
    """Return the lessons with their blocks."""
    rows = list(version.lessons.order_by("position"))
    outcomes = linked(Lesson, "outcomes", [row.pk for row in rows])
    blocks = list(Block.objects.filter(lesson__in=rows).select_related("item").order_by("position"))
    facts = linked(Block, "facts", [block.pk for block in blocks])
    within: dict[int, list[BlockDraft]] = defaultdict(list)
    for block in blocks:
        within[block.lesson_id].append(
            part(
                BlockDraft,
                block,
                main="text",
                item=block.item.identifier if block.item else "",
                facts=facts.get(block.pk, ()),
                contacts=tuple(block.slots),
                cite=tuple(block.cited),
                nations=tuple(block.data.get("nations", ())),
                sectors=tuple(block.data.get("sectors", ())),
                handout=block.is_handout,
                drawn=block.drawn,
                parts=tuple(
                    PracticePart(one["heading"], Text(one["source"], one["html"]))
                    for one in block.parts
                ),
                checklist=tuple(block.checklist),
                attribution=block.attribution,
                medium=MediumDraft(**block.medium) if block.medium else None,
            )
        )
    return tuple(
        part(
            LessonDraft,
            row,
            outcomes=outcomes.get(row.pk, ()),
            blocks=tuple(within.get(row.pk, ())),
        )
        for row in rows
    )


def items_of(version: CourseVersion) -> tuple[ItemDraft, ...]:
    """Return the questions with their options."""
    rows = version.items.select_related("outcome", "anchor__lesson", "procedure").order_by("pk")
    rows = rows.prefetch_related("options__misconception")
    facts = linked(Item, "facts", [row.pk for row in rows])
    return tuple(
        part(
            ItemDraft,
            row,
            outcome=row.outcome.identifier,
            anchor=f"{row.anchor.lesson.identifier}#{row.anchor.identifier}" if row.anchor else "",
            facts=facts.get(row.pk, ()),
            procedure=row.procedure.identifier if row.procedure else "",
            options=tuple(
                part(
                    OptionDraft,
                    option,
                    main="text",
                    misconception=option.misconception.identifier if option.misconception else "",
                )
                for option in row.options.all()
            ),
        )
        for row in rows
    )


def assessment_of(version: CourseVersion) -> AssessmentDraft | None:
    """Return the quiz with its sections, or None where the version has none."""
    quiz = Assessment.objects.filter(version=version).first()
    if quiz is None:
        return None
    sections = list(quiz.sections.order_by("position"))
    outcomes = linked(Section, "outcomes", [section.pk for section in sections])
    return part(
        AssessmentDraft,
        quiz,
        sections=tuple(part(SectionDraft, one, outcomes=outcomes[one.pk]) for one in sections),
    )


def scenarios_of(version: CourseVersion) -> Iterable[ScenarioDraft]:
    """Yield the stories with their moments and choices."""
    rows = version.scenarios.select_related("lesson").order_by("position")
    stories = list(rows.prefetch_related("nodes__choices__leads_to"))
    choices = [one for row in stories for node in row.nodes.all() for one in node.choices.all()]
    facts = linked(Choice, "facts", [one.pk for one in choices])
    for row in stories:
        nodes = sorted(row.nodes.all(), key=lambda node: node.pk)
        yield part(
            ScenarioDraft,
            row,
            lesson=row.lesson.identifier if row.lesson else "",
            nodes=tuple(node_of(node, facts) for node in nodes),
        )


def node_of(row: ScenarioNode, facts: Names) -> NodeDraft:
    """Return one moment of a story with its choices; ``facts`` are those of each choice."""
    choices = tuple(
        part(
            ChoiceDraft,
            one,
            main="text",
            leads_to=one.leads_to.identifier,
            facts=facts.get(one.pk, ()),
        )
        for one in row.choices.all()
    )
    return part(NodeDraft, row, main="text", choices=choices)


def facts_of(version: CourseVersion) -> tuple[FactDraft, ...]:
    """Return the facts with their sources."""
    rows = list(version.facts.order_by("pk"))
    sources = linked(Fact, "sources", [row.pk for row in rows])
    return tuple(part(FactDraft, row, sources=sources.get(row.pk, ())) for row in rows)


def offences_of(version: CourseVersion) -> tuple[OffenceDraft, ...]:
    """Return the offences with their sources."""
    rows = list(version.offences.order_by("pk"))
    sources = linked(Offence, "sources", [row.pk for row in rows])
    return tuple(part(OffenceDraft, row, sources=sources.get(row.pk, ())) for row in rows)


def contacts_of(version: CourseVersion) -> tuple[ContactDraft, ...]:
    """Return the national contacts in the order of the course; the slot is the identifier."""
    rows = list(version.contacts.order_by("position"))
    sources = linked(Contact, "sources", [row.pk for row in rows])
    return tuple(
        part(
            ContactDraft,
            row,
            identifier=row.slot,
            needs=tuple(row.needs.get("needs", ())),
            sources=sources.get(row.pk, ()),
        )
        for row in rows
    )
