"""The shape of ``course.yaml``."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from courses.packages.schema.base import (
    AtLeastOne,
    Count,
    Day,
    Entry,
    Identifier,
    Identifiers,
    Line,
    LongLine,
    Nation,
    Notice,
    Strict,
)
from courses.packages.schema.question import Anchor, Uses

SCHEMA_VERSION = 1
MAX_NOTICE_WORDS = 60
FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})")


def short_enough(notice: str) -> str:
    """Let a course notice pass where it has few enough words.

    :raises ValueError: when it is longer.
    """
    words = len(notice.split())
    if words > MAX_NOTICE_WORDS:
        message = f"The notice has {words} words; {MAX_NOTICE_WORDS} are the most"
        raise ValueError(message)
    return notice


def no_limit(_given: Any) -> Any:
    """Refuse whatever is given: how long a quiz may take is for each organisation to say.

    :raises ValueError: always.
    """
    message = "A course sets no time limit: each organisation decides on the page of its quiz"
    raise ValueError(message)


def sensible(mastery: "str | KofN") -> "str | KofN":
    """Let a standard pass where it is more than 0 and at most everything.

    :raises ValueError: when it is not.
    """
    reached, of = fraction(mastery)
    if not 0 < reached <= of:
        message = "The standard must be above 0 and at most everything, such as 4/5"
        raise ValueError(message)
    return mastery


def fraction(mastery: "str | KofN") -> tuple[int, int]:
    """Return the two integers of a standard, not reduced; 0, 0 where there are none."""
    if isinstance(mastery, KofN):
        return mastery.at_least, mastery.of
    found = FRACTION.fullmatch(mastery)
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)


class KofN(Strict):
    """So many right answers of so many questions."""

    at_least: AtLeastOne
    of: AtLeastOne


class Section(Strict):
    """One line of the blueprint."""

    outcomes: Annotated[Identifiers, Field(min_length=1)]
    draw: AtLeastOne
    critical_draw: Count = 0


class Quiz(Strict):
    """The quiz: its standard and its blueprint."""

    mastery: Annotated[str | KofN, AfterValidator(sensible)]
    sections: Annotated[list[Section], Field(min_length=1)]
    attempts_allowed: AtLeastOne | None = None
    minutes_allowed: Annotated[None, BeforeValidator(no_limit)] = None


class SharedQuestion(Entry):
    """A question of ``shared/questions`` that this course asks, in its own place."""

    outcome: Identifier
    anchor: Anchor
    used_in: Uses | None = None


class Course(Strict):
    """The whole file."""

    schema_version: Literal[1]
    id: Identifier
    kind: Literal["course", "reading"] = "course"
    version: Annotated[str, StringConstraints(max_length=30)]
    title: Line
    summary: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", max_length=10)]
    nation: Nation
    licence: Line
    review_by: Day
    notice: Annotated[Notice, AfterValidator(short_enough)]
    lessons: Annotated[Identifiers, Field(min_length=1)]
    outcomes: Annotated[dict[Identifier, LongLine], Field(min_length=1)]
    quiz: Quiz | None = None
    questions: list[SharedQuestion] = []
    certificate_months: AtLeastOne | None = None
    contacts: Identifiers = []
    glossary: Identifiers = []
    offences: Identifiers = []
    editions: Identifiers = []
