"""Index of the room's tables; each stands in the file its subject names."""

from courses.catalogue.content import Assessment, Item, Option, Section
from courses.catalogue.local import Misconception, Overlay
from courses.catalogue.reference import Contact, Fact, GlossaryTerm, Offence, Source, Status
from courses.catalogue.scenarios import Choice, Scenario, ScenarioNode
from courses.catalogue.structure import (
    Block,
    BlockKind,
    Course,
    CourseVersion,
    LearningOutcome,
    Lesson,
)

__all__ = [
    "Assessment",
    "Block",
    "BlockKind",
    "Choice",
    "Contact",
    "Course",
    "CourseVersion",
    "Fact",
    "GlossaryTerm",
    "Item",
    "LearningOutcome",
    "Lesson",
    "Misconception",
    "Offence",
    "Option",
    "Overlay",
    "Scenario",
    "ScenarioNode",
    "Section",
    "Source",
    "Status",
]
