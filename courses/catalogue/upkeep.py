"""Questions of whoever keeps the courses right: what must be read again, and where it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.db.models import Prefetch, Q, Value

from courses.accounts.models import Organisation
from courses.catalogue.models import Block, Contact, CourseVersion, Fact, Offence, Source
from courses.catalogue.reference import Status
from courses.catalogue.shelves import BUNDLED, OWN

STATISTIC: Final = "sta-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is shown: a version, and of a fact a lesson with the blocks that cite it."""

    version: CourseVersion
    lesson: str = ""
    title: str = ""
    blocks: tuple[str, ...] = ()

    @property
    def shelf(self) -> str:
        """Return where the version stands in the author's addresses."""
        return BUNDLED if self.version.course.owner_id is None else OWN

    @property
    def address(self) -> str:
        """Return the place as a command prints it: course, number, lesson."""
        version = self.version
        return " ".join(
            part for part in (version.course.slug, version.version, self.lesson) if part
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is read again by a day; shared entries of several courses are one.

    ``kind`` is course, fact, statistic, offence or contact.
    """

    kind: str
    identifier: str
    text: str
    nation: str
    status: str
    needs_review: bool
    seen_on: date | None
    review_by: date
    sources: tuple[Source, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def is_open(self) -> bool:
        """Test whether a solicitor or safeguarding lead still has to confirm the entry."""
        return self.needs_review or self.status == Status.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a page lists on one day: past review, due soon, and awaiting a check."""

    past: list[Entry]
    soon: list[Entry]
    open: list[Entry]


def agenda(entries: Sequence[Entry], *, on: date, days: int = 60) -> Agenda:
    """Return ``entries`` sorted by what is to be done about them on ``on``."""
    last = on + timedelta(days=days)
    return Agenda(
        past=[entry for entry in entries if entry.review_by < on],
        soon=[entry for entry in entries if on <= entry.review_by <= last],
        open=[entry for entry in entries if entry.is_open],
    )


def as_data(entry: Entry) -> dict[str, object]:
    """Return ``entry`` as plain data, for machines."""
    return {
        "kind": entry.kind,
        "id": entry.identifier,
        "text": entry.text,
        "nation": entry.nation,
        "status": entry.status,
        "needs_review": entry.needs_review,
        "seen_on": entry.seen_on.isoformat() if entry.seen_on else None,
        "review_by": entry.review_by.isoformat(),
        "sources": [
            {"id": one.identifier, "title": one.title, "publisher": one.publisher, "url": one.url}
            for one in entry.sources
        ],
        "shown": [
            {
                "course": place.version.course.slug,
                "version": place.version.version,
                "lesson": place.lesson,
                "blocks": list(place.blocks),
            }
            for place in entry.places
        ],
    }


def versions_offered(organisation: Organisation | None) -> list[CourseVersion]:
    """Return the version that new learners get of each course, by slug; one query.

    Of ``organisation`` its own courses and the bundled ones, an own course in place of the bundled
    one of its name; without an organisation every course there is.
    """
    found = CourseVersion.objects.published().select_related("course")
    if organisation is not None:
        found = found.filter(Q(course__owner=organisation) | Q(course__owner__isnull=True))
    offered: dict[object, CourseVersion] = {}
    own_first = sorted(found, key=lambda one: one.course.owner_id is None)
    for version in own_first:
        course = version.course
        offered.setdefault(course.slug if organisation else course.pk, version)
    return sorted(offered.values(), key=lambda one: (one.course.slug, one.course_id))


def entries_in(versions: Sequence[CourseVersion]) -> list[Entry]:
    """Return what ``versions`` rest on and themselves, the first to be read again first.

    At most seven queries, however many rows there are.
    """
    return merged(
        [
            *(from_version(version) for version in versions),
            *(from_fact(fact) for fact in facts_of(versions)),
            *(from_offence(one) for one in offences_of(versions)),
            *(from_contact(one) for one in contacts_of(versions)),
        ]
    )


def number_past(versions: Sequence[CourseVersion], *, on: date) -> int:
    """Return how much of what ``versions`` show is past its review date on ``on``; one query."""
    here = Q(version__in=versions, review_by__lt=on)
    facts = Fact.objects.filter(here).values_list(Value("fact"), "identifier")
    offences = Offence.objects.filter(here).values_list(Value("offence"), "identifier")
    contacts = Contact.objects.filter(here).order_by().values_list(Value("contact"), "slot")
    courses = sum(version.review_by < on for version in versions)
    return courses + facts.union(offences, contacts).count()


def facts_of(versions: Sequence[CourseVersion]) -> list[Fact]:
    """Return the facts of ``versions`` with their sources and blocks; three queries."""
    blocks = Block.objects.select_related("lesson").order_by("lesson__position", "position")
    found = Fact.objects.filter(version__in=versions).select_related("version__course")
    return list(found.prefetch_related("sources", Prefetch("blocks", blocks)))


def offences_of(versions: Sequence[CourseVersion]) -> list[Offence]:
    """Return the offences of ``versions`` with their sources; two queries."""
    found = Offence.objects.filter(version__in=versions).select_related("version__course")
    return list(found.prefetch_related("sources"))


def contacts_of(versions: Sequence[CourseVersion]) -> list[Contact]:
    """Return the national contacts of ``versions`` with their sources; two queries."""
    found = Contact.objects.filter(version__in=versions).select_related("version__course")
    return list(found.prefetch_related("sources"))


def from_version(version: CourseVersion) -> Entry:
    """Return the course itself as something that is read again."""
    return Entry(
        kind="course",
        identifier=version.course.slug,
        text=f"{version.title} {version.version}",
        nation=version.nation,
        status="",
        needs_review=False,
        seen_on=None,
        review_by=version.review_by,
        places=(Place(version),),
    )


def from_fact(fact: Fact) -> Entry:
    """Return ``fact`` with every block that rests on it; without one, the version as a whole."""
    places = tuple(
        Place(
            fact.version, lesson.identifier, lesson.title, tuple(one.identifier for one in blocks)
        )
        for lesson, blocks in groupby(fact.blocks.all(), lambda one: one.lesson)
    )
    return Entry(
        kind="statistic" if fact.identifier.startswith(STATISTIC) else "fact",
        identifier=fact.identifier,
        text=fact.statement_source,
        nation=fact.nation,
        status=fact.status,
        needs_review=fact.needs_review,
        seen_on=fact.seen_on,
        review_by=fact.review_by,
        sources=tuple(fact.sources.all()),
        places=places or (Place(fact.version),),
    )


def from_offence(offence: Offence) -> Entry:
    """Return ``offence`` with the version whose table lists it."""
    return Entry(
        kind="offence",
        identifier=offence.identifier,
        text=f"{offence.title}: {offence.act}, {offence.section}",
        nation=offence.nation,
        status=offence.status,
        needs_review=offence.needs_review,
        seen_on=offence.seen_on,
        review_by=offence.review_by,
        sources=tuple(offence.sources.all()),
        places=(Place(offence.version),),
    )


def from_contact(contact: Contact) -> Entry:
    """Return ``contact`` with the version that lists it."""
    version = contact.version
    return Entry(
        kind="contact",
        identifier=contact.slot,
        text=f"{contact.name}: {contact.purpose}",
        nation=contact.nation,
        status=contact.status,
        needs_review=False,
        seen_on=contact.checked_on,
        review_by=contact.review_by,
        sources=tuple(contact.sources.all()),
        places=(Place(version),) if version is not None else (),
    )


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Return ``entries`` with those that several courses share as one, by day, kind and name.

    Where their days differ, the earliest counts, for that text is what somebody still reads.
    """
    found: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda one: one.review_by):
        first = found.setdefault((entry.kind, entry.identifier), entry)
        if first is not entry:
            found[entry.kind, entry.identifier] = replace(first, places=first.places + entry.places)
    return sorted(found.values(), key=lambda one: (one.review_by, one.kind, one.identifier))
