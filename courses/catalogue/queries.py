"""Questions about courses: what is open to learners, one lesson as it is shown, whom to ring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from courses.accounts.models import Organisation, Site
from courses.catalogue.models import Block, Contact, Course, CourseVersion, Lesson, Source


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to turn to at one place.

    The organisation's own people first, then the national routes.
    """

    local: tuple[Contact, ...]
    national: tuple[Contact, ...]

    def in_slots(self, slots: list[str]) -> list[Contact]:
        """Return the contacts of these slots in their order.

        Slots that nobody fills are left out.
        """
        by_slot = {contact.slot: contact for contact in (*self.national, *self.local)}
        return [by_slot[slot] for slot in slots if slot in by_slot]


def newest_published(course: Course) -> CourseVersion | None:
    """Return the newest version of ``course`` that is open to learners."""
    return CourseVersion.objects.filter(course=course).published().first()


def titles_of(courses: list[Course]) -> dict[int, str]:
    """Return the title of each course, of its newest published version, by course id; one query."""
    versions = CourseVersion.objects.filter(course__in=courses).published()
    return {version.course_id: version.title for version in reversed(list(versions))}


def courses_by_id(ids: set[int]) -> dict[int, Course]:
    """Return these courses, by id; one query."""
    return Course.objects.in_bulk(ids)


def course_for(*, organisation: Organisation, slug: str) -> Course | None:
    """Return the course at this address that the organisation may use.

    Its own before the bundled one.
    """
    mine = Course.objects.filter(slug=slug).filter(Q(owner=organisation) | Q(owner__isnull=True))
    return mine.order_by(F("owner_id").asc(nulls_last=True)).first()


def lesson_at(*, version_id: int, identifier: str) -> Lesson | None:
    """Return one lesson of one version, or None."""
    return Lesson.objects.filter(version=version_id, identifier=identifier).first()


def blocks_of(lesson_id: int) -> list[Block]:
    """Return the blocks of a lesson with items, anchors, options and facts; three queries."""
    blocks = Block.objects.filter(lesson=lesson_id).select_related("item__anchor__lesson")
    return list(blocks.prefetch_related("item__options", "facts").order_by("position"))


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of one lesson: by their identifier, and those of each fact by its id."""

    by_identifier: dict[str, Source]
    by_fact: dict[int, list[Source]]


def sources_of(lesson_id: int, blocks: Sequence[Block]) -> Cited:
    """Return the sources that the facts and the lists of sources of a lesson name; one query."""
    named = [identifier for block in blocks for identifier in block.data.get("cite", [])]
    here = Q(facts__blocks__lesson=lesson_id)
    if named:
        here |= Q(identifier__in=named, version__lessons=lesson_id)
    by_identifier: dict[str, Source] = {}
    by_fact: dict[int, list[Source]] = {}
    rows = Source.objects.filter(here).annotate(fact_id=F("facts")).distinct()
    for source in rows.order_by("title", "pk"):
        by_identifier[source.identifier] = source
        if source.fact_id is not None:
            by_fact.setdefault(source.fact_id, []).append(source)
    return Cited(by_identifier, by_fact)


def check_at(*, lesson: Lesson, identifier: str) -> Block | None:
    """Return one check of ``lesson`` with its item, or None."""
    checks = Block.objects.filter(lesson=lesson, identifier=identifier, item__isnull=False)
    return checks.select_related("item").prefetch_related("item__options").first()


def has_block(*, lesson: Lesson, identifier: str) -> bool:
    """Test whether ``lesson`` has a block of this name."""
    return Block.objects.filter(lesson=lesson, identifier=identifier).exists()


def contacts_for(*, organisation: Organisation | None, site: Site | None) -> Contacts:
    """Return whom to turn to at ``site``.

    Its own contacts before the organisation's, and the national routes.

    National routes come from the newest published version of a bundled course, never from the
    version a learner began: a corrected number must not wait. One query.
    """
    newest = CourseVersion.objects.filter(
        state=CourseVersion.State.PUBLISHED, course__owner__isnull=True
    ).order_by("-published_at", "-pk")
    national = Q(version__in=newest.values("pk")[:1])
    mine = Q(organisation=organisation) & (Q(site__isnull=True) | Q(site=site))
    found = Contact.objects.filter(national | mine if organisation else national)
    rows = list(found.order_by("position", "pk"))
    local: dict[str, Contact] = {}
    for row in sorted((r for r in rows if r.organisation_id), key=lambda r: r.site_id is not None):
        local[row.slot] = row
    return Contacts(
        local=tuple(sorted(local.values(), key=lambda row: (row.position, row.pk))),
        national=tuple(row for row in rows if row.version_id and row.nation in nations_at(site)),
    )


def nations_at(site: Site | None) -> set[str]:
    """Return the nation codes whose services serve ``site``; without a site, all of them."""
    if site is None:
        return {"E", "W", "S", "NI", "EW", "UK"}
    return {site.nation, "UK"} | ({"EW"} if site.nation in {"E", "W", "EW"} else set())


def is_stale(contact: Contact, *, on: date, days: int = 180) -> bool:
    """Test whether a contact was checked more than ``days`` ago."""
    return (on - contact.checked_on).days > days


def bundled_version(*, slug: str, version: str) -> CourseVersion | None:
    """Return this published version of a bundled course, or None."""
    bundled = CourseVersion.objects.filter(course__slug=slug, course__owner__isnull=True)
    return bundled.published().filter(version=version).select_related("course").first()
