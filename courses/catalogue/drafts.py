"""Pure: a whole course version as frozen data, on its way from a package into the tables.

Each authored text is a ``Text``: Markdown and the HTML made of it. Parts name one another by id.
"""

from dataclasses import dataclass
from datetime import date

from courses.catalogue.media import MediumDraft


@dataclass(frozen=True, slots=True)
class Text:
    """One authored text; ``source`` is the text, ``html`` is derived from it and sanitised."""

    source: str = ""
    html: str = ""


NOTHING = Text()


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """One cited document."""

    identifier: str
    title: str
    publisher: str
    url: str = ""
    edition: str = ""
    published_on: date | None = None
    kind: str = "official"


@dataclass(frozen=True, slots=True)
class FactDraft:
    """One checkable statement."""

    identifier: str
    statement: Text
    status: str
    nation: str
    seen_on: date
    review_by: date
    sources: tuple[str, ...] = ()
    text_as_at: date | None = None
    needs_review: bool = False
    reviewed_by: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class OffenceDraft:
    """One offence in outline."""

    identifier: str
    title: str
    act: str
    section: str
    nation: str
    outline: Text
    status: str
    seen_on: date
    review_by: date
    sources: tuple[str, ...] = ()
    maximum: str = ""
    mode: str = ""
    in_force_from: date | None = None
    text_as_at: date | None = None
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class TermDraft:
    """One word explained."""

    identifier: str
    term: str
    text: Text
    say_this: str = ""
    not_that: str = ""


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One national way to get help; its identifier becomes the slot."""

    identifier: str
    name: str
    purpose: str
    nation: str
    status: str
    checked_on: date
    review_by: date
    audience: str = ""
    phone: str = ""
    text_number: str = ""
    email: str = ""
    url: str = ""
    hours: str = ""
    not_for: str = ""
    is_anonymous: bool = False
    is_emergency: bool = False
    needs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MisconceptionDraft:
    """One wrong belief with the briefing that answers it."""

    identifier: str
    title: str
    briefing: Text


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """One thing a learner can do afterwards."""

    identifier: str
    text: str


@dataclass(frozen=True, slots=True)
class PracticePart:
    """One heading of a practice referral, and what an experienced colleague might write there."""

    heading: str
    model: Text


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """One piece of a lesson.

    ``contacts``: slots and national contacts that a block local shows; ``cite``: sources that a
    block sources or quote lists; ``attribution``: whose words a quote is; ``item``: the question
    of a check; ``drawn``: how a diagram is drawn; ``parts`` and ``checklist``: the headings of a
    practice, and what to look for in one's own text; ``medium``: what an image or audio shows.
    """

    identifier: str
    kind: str
    title: str = ""
    text: Text = NOTHING
    gentler: Text = NOTHING
    intensity: int = 0
    item: str = ""
    facts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    handout: bool = False
    drawn: str = ""
    parts: tuple[PracticePart, ...] = ()
    checklist: tuple[str, ...] = ()
    attribution: str = ""
    medium: MediumDraft | None = None


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """One lesson with its blocks, in order."""

    identifier: str
    title: str
    minutes: int
    notice: str
    reviewed_on: date
    outcomes: tuple[str, ...] = ()
    blocks: tuple[BlockDraft, ...] = ()
    pretest: bool = False


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """One offered answer."""

    identifier: str
    text: Text
    feedback: Text
    correct: bool = False
    place: int | None = None
    pair: str = ""
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One question; ``anchor`` is the ``lesson#block`` that explains it."""

    identifier: str
    kind: str
    outcome: str
    anchor: str
    stem: Text
    options: tuple[OptionDraft, ...]
    critical: bool = False
    shuffle: bool = True
    in_check: bool = False
    in_quiz: bool = False
    is_case: bool = False
    is_held: bool = False
    choose: int | None = None
    facts: tuple[str, ...] = ()
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """One line of the blueprint."""

    outcomes: tuple[str, ...]
    draw: int
    critical_draw: int = 0


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """The quiz; mastery is two integers, not reduced."""

    mastery_numerator: int
    mastery_denominator: int
    sections: tuple[SectionDraft, ...]
    attempts_allowed: int | None = None
    minutes_allowed: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """One way on from a moment of a story; ``gentler`` tells the feedback in less detail."""

    identifier: str
    text: Text
    feedback: Text
    leads_to: str
    reasoning: Text = Text()
    noticed: str = ""
    missed: str = ""
    tells: bool = False
    facts: tuple[str, ...] = ()
    gentler: Text = NOTHING


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """One moment of a story; ``gentler`` tells the same in less detail."""

    identifier: str
    text: Text
    ending: bool = False
    choices: tuple[ChoiceDraft, ...] = ()
    intensity: int = 0
    gentler: Text = NOTHING


@dataclass(frozen=True, slots=True)
class ScenarioDraft:
    """One branching story; ``lesson`` is the one it lets people practise."""

    identifier: str
    title: str
    start: str
    nodes: tuple[NodeDraft, ...] = ()
    summary: str = ""
    lesson: str = ""
    minutes: int = 5


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """One edition of a course: what it says and a snapshot of everything it cites."""

    slug: str
    version: str
    title: str
    nation: str
    language: str
    licence: str
    review_by: date
    renderer: str
    summary: str = ""
    notice: str = ""
    certificate_months: int | None = None
    outcomes: tuple[OutcomeDraft, ...] = ()
    lessons: tuple[LessonDraft, ...] = ()
    items: tuple[ItemDraft, ...] = ()
    assessment: AssessmentDraft | None = None
    scenarios: tuple[ScenarioDraft, ...] = ()
    sources: tuple[SourceDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    offences: tuple[OffenceDraft, ...] = ()
    glossary: tuple[TermDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    misconceptions: tuple[MisconceptionDraft, ...] = ()
    editions: tuple[str, ...] = ()
    kind: str = "course"
