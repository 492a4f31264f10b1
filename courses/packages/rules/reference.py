"""Rules of facts, offences, contacts and their sources, and of review dates."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from courses.catalogue.review import Reviewed, past
from courses.packages.parts import Package, Part, Shared
from courses.packages.problems import Findings, Problem
from courses.packages.schema.reference import Contact, Fact, Offence

RECENT_ENOUGH: Final = date(2024, 1, 1)
PAST: Final = "Past its review date"


def check(package: Package, cited: Shared, *, today: date, findings: Findings) -> None:
    """Note what is wrong in ``shared/``, and which cited entries are past review."""
    shared = package.shared
    for fact in shared.facts.values():
        findings.refuse("fact-status", standing(fact))
        findings.refuse("fact-source", origins(shared, fact))
    for offence in shared.offences.values():
        findings.refuse("fact-status", standing(offence))
        findings.refuse("fact-source", origins(shared, offence))
        findings.refuse("fact-status", start_date(offence))
    for contact in shared.contacts.values():
        findings.refuse("fact-source", origins(shared, contact))
        findings.refuse("contact-form", ways(contact))
    findings.warn("review-date", past_review(package, cited, today))


def standing(part: Part[Fact] | Part[Offence]) -> Iterator[Problem]:
    """Yield where an entry that is not established, or read long ago, is not flagged for review."""
    entry = part.value
    if entry.review_by < entry.seen_on:
        yield part.place.problem("The review date is before the day it was seen", "review_by")
    if entry.status == "unconfirmed" and not entry.needs_review:
        yield part.place.problem("An unconfirmed entry needs needs_review: true", "status")
    if entry.text_as_at and entry.text_as_at < RECENT_ENOUGH and not entry.needs_review:
        text = "A text read as it stood before 2024 needs needs_review: true"
        yield part.place.problem(text, "text_as_at")
    if entry.status != "unconfirmed" and not entry.sources:
        yield part.place.problem(f"A {entry.status} entry needs a source", "sources")


def origins(shared: Shared, part: Part[Fact] | Part[Offence] | Part[Contact]) -> Iterator[Problem]:
    """Yield the sources of an entry that do not exist."""
    for index, name in enumerate(part.value.sources):
        if name not in shared.sources:
            yield part.place.problem(f"There is no source {name}", "sources", index)


def start_date(part: Part[Offence]) -> Iterator[Problem]:
    """Yield where law that is not confirmed has a start date."""
    if part.value.status == "unconfirmed" and part.value.in_force_from is not None:
        text = "Law that is unconfirmed must not have a start date"
        yield part.place.problem(text, "in_force_from")


def ways(part: Part[Contact]) -> Iterator[Problem]:
    """Yield where a contact cannot be reached, or was checked after its review date."""
    entry = part.value
    if not (entry.phone or entry.text_number or entry.email or entry.url):
        yield part.place.problem("The contact gives no way to reach it", hint="Add phone or url.")
    if entry.review_by < entry.checked_on:
        yield part.place.problem("The review date is before the day it was checked", "review_by")


def past_review(package: Package, cited: Shared, today: date) -> Iterator[Problem]:
    """Yield what the course cites, and itself, where the review date is past."""
    kinds: list[tuple[str, Mapping[str, Part[Any]]]] = [
        ("fact", cited.facts),
        ("offence", cited.offences),
        ("contact", cited.contacts),
    ]
    for kind, parts in kinds:
        reviewed = [Reviewed(kind, name, part.value.review_by) for name, part in parts.items()]
        for entry in past(reviewed, on=today):
            yield parts[entry.identifier].place.problem(past_text(entry.review_by), "review_by")
    course = package.course
    if course.value.review_by < today:
        yield course.place.problem(past_text(course.value.review_by), "review_by")


def past_text(day: date) -> str:
    """Return the words for a review date that is past."""
    return f"{PAST} {day.isoformat()}"
