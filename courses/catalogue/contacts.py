"""Whom to turn to at a place: an organisation's own people, and the national routes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from courses.accounts.models import Organisation, Site, User
from courses.catalogue.models import Contact, CourseVersion
from courses.catalogue.slots import rank
from courses.common.prepared import Parameter, Prepared


def grouped(contacts: Iterable[Contact]) -> dict[str, list[Contact]]:
    """Return ``contacts`` by slot, each slot in their order."""
    by_slot: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_slot.setdefault(contact.slot, []).append(contact)
    return by_slot


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to turn to at one place.

    The organisation's own people first, then the national routes.
    """

    local: tuple[Contact, ...]
    national: tuple[Contact, ...]
    by_slot: dict[str, list[Contact]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort them once, for every block of every lesson asks by slot."""
        found = {**grouped(self.national), **grouped(self.local)}
        object.__setattr__(self, "by_slot", found)

    def in_slots(self, slots: list[str]) -> list[Contact]:
        """Return every contact of these slots, slot by slot in their order.

        Slots that nobody fills are left out.
        """
        return [contact for slot in slots for contact in self.by_slot.get(slot, [])]


CONTACTS_KEPT = 500  # one entry a place, in the memory of a process; some 10 kB each
EVERY_NATION: Final = frozenset({"E", "W", "S", "NI", "EW", "UK"})
NO_CONTACTS = Contacts(local=(), national=())


def contacts_for(*, organisation: Organisation | None, site: Site | None) -> Contacts:
    """Return whom to turn to at ``site``, by position.

    Local contacts: a slot that the site fills itself is the site's alone, any other is the
    organisation's. National routes: of each slot the row published last among the newest versions
    of the bundled courses, never that of the version a learner began, for a corrected number must
    not wait. A version that lists no contacts takes none away. One query, and a second where the
    process has not read these versions yet.
    """
    rows = LISTED.rows(
        organisation=organisation.pk if organisation else None, site=site.pk if site else None
    )
    named = (organisation.pk, organisation.name) if organisation else None
    return kept_contacts(tuple(rows), named, site.nation if site else "")


@lru_cache(maxsize=CONTACTS_KEPT)
def kept_contacts(
    rows: tuple[tuple[Any, ...], ...], organisation: tuple[int, str] | None, nation: str
) -> Contacts:
    """Return the contacts of these rows of ``LISTED``, from memory where they were read before.

    Of the organisation and of whoever checked a contact they know the id and the name alone.
    """
    local = [row for row in rows if row[-1] is None]
    versions = sorted((row for row in rows if row[-1] is not None), key=when, reverse=True)
    routes = national_routes(tuple((row[PK], row[HASH]) for row in versions))
    nations = nations_seen(nation) if nation else EVERY_NATION
    return Contacts(
        local_of([local_contact(row, *organisation) for row in local] if organisation else []),
        tuple(row for row in routes if row.nation in nations),
    )


def local_contact(row: tuple[Any, ...], organisation_id: int, organisation: str) -> Contact:
    """Return an organisation's own contact from its row of ``LISTED``."""
    contact = Contact.from_db(DEFAULT_DB_ALIAS, COLUMNS, row[: len(COLUMNS)])
    contact.organisation = Organisation(pk=organisation_id, name=organisation)
    if contact.checked_by_id is not None:
        contact.checked_by = User(pk=contact.checked_by_id, name=row[CHECKER])
    return contact


def when(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what orders the versions among the rows of ``LISTED``: when each was published."""
    return (*row[PUBLISHED:], row[PK])


# What of a contact is shown or ordered by; the version of a national one is none of its own.
COLUMNS: Final = tuple(
    one.attname
    for one in Contact._meta.concrete_fields  # noqa: SLF001 - Django's public way to the fields
    if one.attname not in {"version_id", "needs"}
)
PK, HASH = COLUMNS.index("id"), COLUMNS.index("name")
CHECKER = len(COLUMNS)
PUBLISHED = CHECKER + 1


def listed() -> QuerySet[Any, tuple[Any, ...]]:
    """Return the contacts of an organisation and a site, then the versions that list the routes.

    Contacts: ``COLUMNS``, the name of whoever checked it, and nothing. Of each bundled course the
    version published last that lists contacts: its id and, as name, its content hash, which
    together tell what can no longer change, nothing, and when it was published with its number.
    """
    local = Contact.objects.filter(
        Q(site__isnull=True) | Q(site=Parameter("site", BigIntegerField())),
        organisation=Parameter("organisation", BigIntegerField()),
    )
    newest = CourseVersion.objects.filter(
        course=OuterRef("course"), state=CourseVersion.State.PUBLISHED, contacts__isnull=False
    ).order_by("-published_at", "-major", "-minor", "-patch", "-pk")
    bundled = CourseVersion.objects.filter(
        course__owner__isnull=True, pk=Subquery(newest.values("pk")[:1])
    )
    numbers = [Value(None, output_field=IntegerField()) for _ in range(3)]
    nothing = Value(None, output_field=CharField())
    told = {"id": "pk", "name": "content_hash"}
    return (
        local.order_by()
        .values_list(
            *COLUMNS, "checked_by__name", Value(None, output_field=DateTimeField()), *numbers
        )
        .union(
            bundled.values_list(
                *(told.get(name, nothing) for name in (*COLUMNS, "")),
                *("published_at", "major", "minor", "patch"),
            ),
            all=True,
        )
    )


LISTED = Prepared(listed)


@lru_cache(maxsize=8)
def national_routes(versions: tuple[tuple[int, str], ...]) -> tuple[Contact, ...]:
    """Return the national routes of ``versions``, of each slot that of the first that has it.

    One query, none where the process has read these versions before.
    """
    order = {pk: place for place, (pk, _hash) in enumerate(versions)}
    slots: dict[str, Contact] = {}
    found = Contact.objects.filter(version__in=order).order_by("position", "pk")
    for row in sorted(found, key=lambda row: order[row.version_id or 0]):
        slots.setdefault(row.slot, row)
    return tuple(sorted(slots.values(), key=lambda row: row.position))


def local_of(rows: Sequence[Contact]) -> tuple[Contact, ...]:
    """Return those of ``rows``, of one organisation and one site, that count there, by slot."""
    own = {row.slot for row in rows if row.site_id}
    counted = [row for row in rows if row.site_id or row.slot not in own]
    return tuple(sorted(counted, key=lambda row: (rank(row.slot), row.position, row.pk)))


def nations_seen(nation: str) -> set[str]:
    """Return the nation codes of what counts in ``nation``: its own and what it shares."""
    return {nation, "UK"} | ({"EW"} if nation in {"E", "W", "EW"} else set())
