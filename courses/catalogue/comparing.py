"""Pure: what differs between two editions of a course, part by part, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Final

from courses.catalogue.drafts import ItemDraft, Text, VersionDraft
from courses.catalogue.word_changes import Piece, plain, word_changes

NEW, CHANGED, REMOVED = "new", "changed", "removed"
# By field of a draft: what one of its parts is called, and which of its fields names it.
PARTS: Final[dict[str, tuple[str, str]]] = {
    "lessons": ("lesson", "title"),
    "items": ("question", "stem"),
    "scenarios": ("scenario", "title"),
    "facts": ("fact", "statement"),
    "offences": ("offence", "title"),
    "sources": ("source", "title"),
    "contacts": ("contact", "name"),
    "glossary": ("word", "term"),
    "misconceptions": ("briefing", "title"),
    "outcomes": ("outcome", "text"),
}
WITHIN: Final[dict[str, str]] = {
    "blocks": "block",
    "parts": "part",
    "options": "answer",
    "nodes": "moment",
    "choices": "choice",
    "sections": "section",
}
LABELS: Final[dict[str, str]] = {
    "stem": "question",
    "in_check": "asked in a lesson",
    "in_quiz": "drawn for the quiz",
    "is_case": "asks for a judgement",
    "is_held": "held back",
    "pretest": "asked in the pre-test",
    "critical": "must be right to pass",
    "correct": "is right",
    "place": "right place",
    "pair": "right pair",
    "anchor": "explained at",
    "choose": "answers to select",
    "mastery_numerator": "answers needed to pass",
    "mastery_denominator": "questions in the quiz",
    "critical_draw": "of these must be right",
    "draw": "questions drawn",
}
STANDARD: Final = "quiz"
COURSE: Final = "course"
# Neither is text: the number is what the editions are told apart by, the renderer is a machine.
NOT_COMPARED: Final = frozenset({"slug", "version", "renderer"})


@dataclass(frozen=True, slots=True)
class Detail:
    """One text or setting that differs; empty where it is not there."""

    label: str
    was: str
    now: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return both texts as one, word by word."""
        return word_changes(self.was, self.now)

    @property
    def text(self) -> str:
        """Return the one that is there, as people read it."""
        return plain(self.now or self.was)


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is new, changed or removed.

    ``noun``: what kind of part. ``name``: how people know it. ``is_key_changed``: other answers
    count as right.
    """

    noun: str
    what: str
    identifier: str
    name: str
    details: tuple[Detail, ...] = ()
    is_key_changed: bool = False

    @property
    def title(self) -> str:
        """Return the name as people read it."""
        return plain(self.name)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two editions, and by noun how many parts do not."""

    changes: tuple[Change, ...]
    untouched: Mapping[str, int]

    def of(self, noun: str, what: str) -> list[Change]:
        """Return the changes of one kind of part."""
        return [one for one in self.changes if (one.noun, one.what) == (noun, what)]

    @property
    def keys(self) -> list[Change]:
        """Return the questions whose right answers changed."""
        return [one for one in self.changes if one.is_key_changed]


def compare(was: VersionDraft, now: VersionDraft) -> Comparison:
    """Return what differs between two editions, in the order of their parts."""
    changes = [*whole(was, now)]
    untouched: dict[str, int] = {}
    for field, (noun, name) in PARTS.items():
        before = {part.identifier: part for part in getattr(was, field)}
        after = {part.identifier: part for part in getattr(now, field)}
        found = list(differing(noun, name, before, after))
        changes += found
        untouched[noun] = len(after) - sum(one.what != REMOVED for one in found)
    return Comparison(tuple(changes), untouched)


def whole(was: VersionDraft, now: VersionDraft) -> Iterator[Change]:
    """Yield the change of the course's own texts, and that of its quiz, where there is one."""
    details = (*differences(own_face(was), own_face(now)), *reordered(was, now))
    if details:
        yield Change(COURSE, CHANGED, now.slug, now.title, details)
    before = face(was.assessment) if was.assessment else {}
    after = face(now.assessment) if now.assessment else {}
    if details := differences(before, after):
        what = CHANGED if before and after else NEW if after else REMOVED
        yield Change(STANDARD, what, STANDARD, "Quiz", details)


def own_face(draft: VersionDraft) -> dict[str, str]:
    """Return the texts and settings of the course itself."""
    return {
        label_of(field.name): as_text(getattr(draft, field.name))
        for field in fields(draft)
        if field.name not in {*PARTS, *NOT_COMPARED, "assessment"}
    }


def reordered(was: VersionDraft, now: VersionDraft) -> Iterator[Detail]:
    """Yield the kinds of parts of which those that stay stand in another order."""
    for field in PARTS:
        before = [one.identifier for one in getattr(was, field)]
        after = [one.identifier for one in getattr(now, field)]
        stay = [name for name in before if name in set(after)]
        stand = [name for name in after if name in set(before)]
        if stay != stand:
            yield Detail(f"order of {field}", ", ".join(stay), ", ".join(stand))


def differing(
    noun: str, name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    """Yield the parts of one kind that are new, changed and removed."""
    for identifier, part in after.items():
        earlier = before.get(identifier)
        if earlier == part:
            continue
        called = as_text(getattr(part, name))
        if earlier is None:
            details = differences({}, face(part))
            yield Change(noun, NEW, identifier, called, details)
        elif details := differences(face(earlier), face(part)):
            yield Change(noun, CHANGED, identifier, called, details, rekeyed(earlier, part))
    for identifier, part in before.items():
        if identifier not in after:
            details = differences(face(part), {})
            yield Change(noun, REMOVED, identifier, as_text(getattr(part, name)), details)


def rekeyed(was: Any, now: Any) -> bool:
    """Test whether both are questions and other answers count as right."""
    return isinstance(now, ItemDraft) and key_of(was) != key_of(now)


def key_of(item: ItemDraft) -> set[tuple[str, bool, int | None, str]]:
    """Return what makes an answer to ``item`` right, whatever the order of its options."""
    return {(one.identifier, one.correct, one.place, one.pair) for one in item.options}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Detail, ...]:
    """Return the labels whose texts differ, those of ``after`` first."""
    labels = dict.fromkeys([*after, *before])
    return tuple(
        Detail(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    )


def face(part: Any, above: str = "") -> dict[str, str]:
    """Return every text and setting of ``part`` by its label, those of the parts within too."""
    found: dict[str, str] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in WITHIN:
            found[f"{above}order of {field.name}"] = order(value)
            for number, one in enumerate(value, start=1):
                called = getattr(one, "identifier", number)
                found.update(face(one, f"{above}{WITHIN[field.name]} {called}: "))
        elif field.name != "identifier":
            found[above + label_of(field.name)] = as_text(value)
    return {label: text for label, text in found.items() if text}


def order(parts: Sequence[Any]) -> str:
    """Return the identifiers of ``parts`` in a row."""
    return ", ".join(getattr(one, "identifier", "") for one in parts).strip(", ")


def label_of(name: str) -> str:
    """Return what a field is called in plain words."""
    return LABELS.get(name, name.replace("_", " "))


def as_text(value: Any) -> str:
    """Return a text or setting as people read it."""
    if isinstance(value, Text):
        return value.source
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None or is_dataclass(value) else str(value)
