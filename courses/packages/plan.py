"""What an import would change in the catalogue, in short lines of plain English."""

from collections.abc import Iterator, Sequence
from typing import Final

from courses.catalogue import versions
from courses.catalogue.comparing import (
    CHANGED,
    COURSE,
    NEW,
    REMOVED,
    STANDARD,
    Change,
    Comparison,
    compare,
)
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.local import Overlay
from courses.catalogue.recalling import recalled
from courses.catalogue.structure import CourseVersion
from courses.packages.runs import Plan

NOUNS: Final = (
    "lesson",
    "question",
    "scenario",
    "fact",
    "offence",
    "source",
    "contact",
    "word",
    "briefing",
    "outcome",
)
MOST_NAMED: Final = 12
ADAPTATION: Final = (
    "A course called {slug} comes with the platform. This becomes your organisation's own"
    " adaptation of it, compared here with {version}. The bundled course itself stays as it is, and"
    " rules that name it go on naming it."
)


def plan(draft: VersionDraft, *, owner_id: int | None = None) -> Plan:
    """Return what importing ``draft`` as a course of ``owner_id`` changes."""
    known = of_course(draft.slug, owner_id)
    same = next((one for one in known if one.version == draft.version), None)
    if same is not None and same.content_hash == versions.content_hash(draft):
        line = f"No change: {draft.slug} {draft.version} is here with the same text."
        return Plan(draft.slug, draft.version, draft.title, (line,), is_nothing=True)
    return Plan(
        draft.slug,
        draft.version,
        draft.title,
        tuple(lines(draft, known=known, same=same, owner_id=owner_id)),
    )


def of_course(slug: str, owner_id: int | None) -> list[CourseVersion]:
    """Return the versions of a course, the highest number first."""
    found = CourseVersion.objects.filter(course__slug=slug, course__owner_id=owner_id)
    return list(found.select_related("course").order_by("-major", "-minor", "-patch"))


def lines(
    draft: VersionDraft,
    *,
    known: Sequence[CourseVersion],
    same: CourseVersion | None,
    owner_id: int | None,
) -> Iterator[str]:
    """Yield the plan line by line; ``same`` is the draft of the same number."""
    adapted = adapted_by(draft, known, owner_id)
    base = same or next(iter(known), adapted)
    if base is None or base == adapted:
        yield (
            f"New course {draft.slug}, version {draft.version}:"
            f" {count(len(draft.lessons), 'lesson')}, {count(len(draft.items), 'question')}."
        )
    elif same is not None:
        yield f"The draft {draft.version} is replaced."
    else:
        yield f"New version {draft.version} of {draft.slug}, compared with {base.version}."
    if adapted is not None:
        yield ADAPTATION.format(slug=draft.slug, version=adapted.version)
    if base is not None:
        found = compare(recalled(base), draft)
        yield from difference_lines(found)
        yield from overlay_lines(found, base)


def adapted_by(
    draft: VersionDraft, known: Sequence[CourseVersion], owner_id: int | None
) -> CourseVersion | None:
    """Return the bundled version that an organisation's first own version is an adaptation of."""
    if owner_id is None or known:
        return None
    bundled = CourseVersion.objects.published().filter(
        course__slug=draft.slug, course__owner__isnull=True
    )
    return bundled.select_related("course").first()


def difference_lines(found: Comparison) -> Iterator[str]:
    """Yield one line for each kind of change, those that matter most first."""
    if found.keys:
        yield f"Other answers count as right in {listed(found.keys, 'question')}"
    yield from course_lines(found)
    for noun in NOUNS:
        for what in (NEW, CHANGED, REMOVED):
            if changes := found.of(noun, what):
                yield f"{what.capitalize()}: {listed(changes, noun)}"
        if noun in {"lesson", "question"} and found.untouched[noun]:
            yield f"Untouched: {count(found.untouched[noun], noun)}."


def course_lines(found: Comparison) -> Iterator[str]:
    """Yield what changes about the course as a whole, and about its quiz."""
    for one in found.changes:
        if one.noun == STANDARD:
            yield f"The quiz is {one.what}: {details(one)}."
        elif one.noun == COURSE:
            yield f"About the course: {', '.join(d.label for d in one.details)} changed."


def listed(changes: Sequence[Change], noun: str) -> str:
    """Return how many parts and which, by the names that people know them by."""
    names = [f"{shortened(one.name)} ({one.identifier})" for one in changes[:MOST_NAMED]]
    more = len(changes) - len(names)
    rest = f"; and {more} more" if more else ""
    return f"{count(len(changes), noun)}: {'; '.join(names)}{rest}."


def shortened(name: str, most: int = 70) -> str:
    """Return ``name``, cut after a word where it is long."""
    return name if len(name) <= most else f"{name[:most].rsplit(' ', 1)[0]} …"


def details(change: Change) -> str:
    """Return what is different about the quiz, setting by setting."""
    return "; ".join(f"{one.label} {one.was or '–'} → {one.now or '–'}" for one in change.details)


def overlay_lines(found: Comparison, base: CourseVersion) -> Iterator[str]:
    """Yield how many organisations' own texts stand over a block that changes or goes."""
    touched = {
        one.label.removeprefix("block ").split(":")[0]
        for change in found.changes
        for one in change.details
        if one.label.startswith("block ")
    }
    affected = Overlay.objects.current().filter(course=base.course, block_identifier__in=touched)
    number = affected.count()
    if number:
        yield f"{count(number, 'local text')} to look at again."


def count(number: int, noun: str) -> str:
    """Return ``number`` with ``noun``, in the plural where it is not one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
