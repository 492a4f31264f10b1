"""Questions about everything that the bundled courses cite, for whoever wants to look it up.

One set for all courses: of each entry the one that was published last counts. A nation sees its own
law and services and those of the whole United Kingdom, never another's.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from courses.accounts.models import Site
from courses.catalogue.contacts import contacts_for, nations_seen
from courses.catalogue.models import (
    Block,
    BlockKind,
    Contact,
    CourseVersion,
    Fact,
    GlossaryTerm,
    Offence,
    Source,
)

R = TypeVar("R", Block, Contact, Fact, GlossaryTerm, Offence, Source)


def newest() -> list[CourseVersion]:
    """Return the newest published version of each bundled course, published last first.

    One query.
    """
    found: dict[int, CourseVersion] = {}
    for version in CourseVersion.objects.filter(course__owner__isnull=True).published():
        found.setdefault(version.course_id, version)
    return sorted(found.values(), key=published_at, reverse=True)


def published_at(version: CourseVersion) -> Any:
    """Return when ``version`` was published."""
    return version.published_at


def first_of_each(versions: list[CourseVersion], rows: Iterable[tuple[int, R]]) -> list[R]:
    """Return one row an identifier: that of the version standing first in ``versions``."""
    rank = {version.pk: place for place, version in enumerate(versions)}
    found: dict[str, R] = {}
    for _version, row in sorted(rows, key=lambda pair: rank[pair[0]]):
        found.setdefault(getattr(row, "identifier", ""), row)
    return list(found.values())


def terms(versions: list[CourseVersion]) -> list[GlossaryTerm]:
    """Return the words explained, by alphabet; one query."""
    rows = GlossaryTerm.objects.filter(version__in=versions)
    kept = first_of_each(versions, ((row.version_id, row) for row in rows))
    return sorted(kept, key=lambda row: row.term.casefold())


def offences(versions: list[CourseVersion], *, nation: str) -> list[Offence]:
    """Return the offences of ``nation`` in the order of the course, with sources; two queries."""
    rows = Offence.objects.filter(version__in=versions, nation__in=nations_seen(nation))
    rows = rows.prefetch_related("sources").order_by("pk")
    return first_of_each(versions, ((row.version_id, row) for row in rows))


def cards(versions: list[CourseVersion], *, nation: str) -> list[Block]:
    """Return what staff may not have known, each with facts and sources; four queries."""
    return shown(versions, nation, kind=BlockKind.DID_YOU_KNOW)


def handouts(versions: list[CourseVersion], *, nation: str) -> list[Block]:
    """Return the blocks that are also offered as pages to print; four queries."""
    return [block for block in shown(versions, nation) if block.is_handout]


def shown(versions: list[CourseVersion], nation: str, **wanted: Any) -> list[Block]:
    """Return blocks for ``nation`` in the order of the course, none resting on another's facts."""
    rows = Block.objects.filter(lesson__version__in=versions, **wanted)
    rows = rows.select_related("lesson__version").prefetch_related("facts__sources")
    kept = first_of_each(
        versions,
        (
            (row.lesson.version_id, row)
            for row in rows.order_by("lesson__position", "position")
            if wanted or row.data.get("handout")
        ),
    )
    seen = nations_seen(nation)
    return [
        row
        for row in kept
        if row.is_for(nation=nation, sector="")
        and all(fact.nation in seen for fact in row.facts.all())
    ]


def reading(versions: list[CourseVersion]) -> list[Source]:
    """Return the sources that are official and have an address, by title; one query."""
    rows = Source.objects.filter(version__in=versions, kind="official").exclude(url="")
    kept = first_of_each(versions, ((row.version_id, row) for row in rows))
    return sorted(kept, key=lambda row: row.title.casefold())


def routes(*, nation: str, need: str = "") -> list[Contact]:
    """Return the national routes of ``nation``, those for ``need`` where one is named.

    One query.
    """
    return [
        contact
        for contact in contacts_for(organisation=None, site=Site(nation=nation)).national
        if not need or need in contact.needs.get("needs", [])
    ]
