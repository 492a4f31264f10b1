"""Whom to turn to at a place: an organisation's own people, and the national routes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery

from courses.accounts.models import Organisation, Site
from courses.catalogue.models import Contact, CourseVersion
from courses.catalogue.slots import rank
from courses.common.prepared import Parameter, Prepared


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to turn to at one place.

    The organisation's own people first, then the national routes.
    """

    local: tuple[Contact, ...]
    national: tuple[Contact, ...]

    def in_slots(self, slots: list[str]) -> list[Contact]:
        """Return every contact of these slots, slot by slot in their order.

        Slots that nobody fills are left out.
        """
        by_slot = {**grouped(self.national), **grouped(self.local)}
        return [contact for slot in slots for contact in by_slot.get(slot, [])]


NO_CONTACTS = Contacts(local=(), national=())


def grouped(contacts: Iterable[Contact]) -> dict[str, list[Contact]]:
    """Return ``contacts`` by slot, each slot in their order."""
    by_slot: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_slot.setdefault(contact.slot, []).append(contact)
    return by_slot


def contacts_for(*, organisation: Organisation | None, site: Site | None) -> Contacts:
    """Return whom to turn to at ``site``, by position.

    Local contacts: a slot that the site fills itself is the site's alone, any other is the
    organisation's. National routes: of each slot the row published last among the newest versions
    of the bundled courses, never that of the version a learner began, for a corrected number must
    not wait. A version that lists no contacts takes none away. Two queries, and a third where the
    process has not read these versions yet.
    """
    rows = local_rows(organisation, site) if organisation else []
    nations = nations_at(site)
    routes = national_routes(tuple(NEWEST_WITH_CONTACTS.rows()))
    return Contacts(local_of(rows), tuple(row for row in routes if row.nation in nations))


def local_rows(organisation: Organisation, site: Site | None) -> list[Contact]:
    """Return the contacts of ``organisation`` and of ``site``, with who checked them; one query."""
    rows = LOCAL.rows(organisation=organisation.pk, site=site.pk if site else None)
    for row in rows:
        row.organisation = organisation
    return rows


LOCAL = Prepared(
    lambda: Contact.objects.filter(
        Q(site__isnull=True) | Q(site=Parameter("site", BigIntegerField())),
        organisation=Parameter("organisation", BigIntegerField()),
    ).select_related("checked_by")
)


def newest_with_contacts() -> QuerySet[CourseVersion, tuple[int, str]]:
    """Return of each bundled course the version published last that lists contacts, last first.

    As id and content hash, which together name what can no longer change.
    """
    order = ("-published_at", "-major", "-minor", "-patch", "-pk")
    newest = CourseVersion.objects.filter(
        course=OuterRef("course"), state=CourseVersion.State.PUBLISHED, contacts__isnull=False
    ).order_by(*order)
    bundled = CourseVersion.objects.filter(
        course__owner__isnull=True, pk=Subquery(newest.values("pk")[:1])
    )
    return bundled.order_by(*order).values_list("pk", "content_hash")


NEWEST_WITH_CONTACTS = Prepared(newest_with_contacts)


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


def nations_at(site: Site | None) -> set[str]:
    """Return the nation codes whose services serve ``site``; without a site, all of them."""
    if site is None:
        return {"E", "W", "S", "NI", "EW", "UK"}
    return nations_seen(site.nation)


def nations_seen(nation: str) -> set[str]:
    """Return the nation codes of what counts in ``nation``: its own and what it shares."""
    return {nation, "UK"} | ({"EW"} if nation in {"E", "W", "EW"} else set())
