"""How a draft becomes rows: in bulk, in an order that every foreign key allows."""

from typing import Final

from django.db import models

from courses.catalogue import versions
from courses.catalogue.content import Assessment, Item
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.local import Misconception
from courses.catalogue.reference import Contact, Fact, GlossaryTerm, Offence, Source
from courses.catalogue.saving_content import (
    write_assessment,
    write_blocks,
    write_items,
    write_lessons,
    write_outcomes,
)
from courses.catalogue.saving_reference import (
    write_contacts,
    write_facts,
    write_glossary,
    write_misconceptions,
    write_offences,
    write_sources,
)
from courses.catalogue.saving_scenarios import write_scenarios
from courses.catalogue.scenarios import Scenario
from courses.catalogue.structure import Block, CourseVersion, LearningOutcome, Lesson

# In an order that no protected reference forbids; options, blocks and nodes go with their parents.
BELOW_A_VERSION: Final[tuple[type[models.Model], ...]] = (
    Item,
    Scenario,
    Lesson,
    Assessment,
    LearningOutcome,
    Misconception,
    Fact,
    Offence,
    Source,
    GlossaryTerm,
    Contact,
)


def fill(version: CourseVersion, draft: VersionDraft, *, content_hash: str) -> None:
    """Set the columns of ``version`` itself from ``draft``."""
    number = versions.Number.parse(draft.version)
    version.version = str(number)
    version.major, version.minor, version.patch = number.major, number.minor, number.patch
    version.content_hash = content_hash
    for name in ("renderer", "title", "summary", "notice", "nation", "language", "licence"):
        setattr(version, name, getattr(draft, name))
    version.review_by = draft.review_by
    version.certificate_months = draft.certificate_months


def clear(version: CourseVersion) -> None:
    """Delete everything below ``version``, so that it can be written again."""
    Item.objects.filter(version=version).update(anchor=None)
    Block.objects.filter(lesson__version=version).delete()
    for table in BELOW_A_VERSION:
        table._default_manager.filter(version=version).delete()  # noqa: SLF001 - Django documents it


def write(version: CourseVersion, draft: VersionDraft) -> None:
    """Write every part of ``draft`` below ``version``."""
    sources = write_sources(version, draft)
    facts = write_facts(version, draft, sources)
    write_offences(version, draft, sources)
    write_glossary(version, draft)
    write_contacts(version, draft, sources)
    misconceptions = write_misconceptions(version, draft)
    outcomes = write_outcomes(version, draft)
    items = write_items(
        version, draft, outcomes=outcomes, facts=facts, misconceptions=misconceptions
    )
    lessons = write_lessons(version, draft, outcomes=outcomes)
    blocks = write_blocks(draft, lessons=lessons, items=items, facts=facts)
    # A check names its question, and a question the block that explains it: one must come last.
    for part in draft.items:
        items[part.identifier].anchor = blocks[part.anchor]
    Item.objects.bulk_update(items.values(), ["anchor"], batch_size=200)
    write_assessment(version, draft, outcomes=outcomes)
    write_scenarios(version, draft, lessons=lessons, facts=facts)
