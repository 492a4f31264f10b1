"""An organisation's own contacts: writing them, and which need a look. No transaction here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from courses.accounts.models import Organisation, Site, User
from courses.catalogue.contacts import local_of
from courses.catalogue.reference import Contact
from courses.catalogue.review import STALE_DAYS, Freshness, freshness
from courses.catalogue.slots import LEAD, rank

WORDS = ("name", "purpose", "phone", "email", "url", "hours")


@dataclass(frozen=True, slots=True)
class ContactHealth:
    """What an administrator must see to on one day.

    ``without_lead``: sites whose staff find no safeguarding lead; ``stale`` and ``old``: contacts
    nobody checked for half a year, and for a year.
    """

    without_lead: tuple[Site, ...]
    stale: tuple[Contact, ...]
    old: tuple[Contact, ...]
    total: int

    @property
    def is_well(self) -> bool:
        """Test whether every site has its lead and every contact was checked lately."""
        return not (self.without_lead or self.stale or self.old)


def contacts_of(organisation: Organisation) -> list[Contact]:
    """Return every contact the organisation entered, in the order of the concern page; one query.

    Those for all its sites and those of each site alike.
    """
    rows = Contact.objects.filter(organisation=organisation).select_related(
        "organisation", "site", "checked_by"
    )
    return sorted(rows, key=lambda row: (rank(row.slot), row.position, row.pk))


def contact_of(*, organisation: Organisation, pk: int) -> Contact | None:
    """Return one contact of ``organisation``, or None when missing or another's."""
    mine = Contact.objects.filter(organisation=organisation, pk=pk)
    return mine.select_related("organisation", "site", "checked_by").first()


def health_of(*, contacts: Sequence[Contact], sites: Sequence[Site], on: date) -> ContactHealth:
    """Return what needs a look on ``on``; ``contacts`` and ``sites`` are one organisation's."""
    by_freshness: dict[Freshness, list[Contact]] = {}
    for contact in contacts:
        age = freshness(checked_on=contact.checked_on, on=on)
        by_freshness.setdefault(age, []).append(contact)
    return ContactHealth(
        without_lead=tuple(site for site in sites if not has_lead(contacts, site)),
        stale=tuple(by_freshness.get(Freshness.STALE, ())),
        old=tuple(by_freshness.get(Freshness.OLD, ())),
        total=len(contacts),
    )


def health_on(*, organisation: Organisation, sites: Sequence[Site], on: date) -> ContactHealth:
    """Return what needs a look on ``on`` at ``sites`` and in the organisation; one query."""
    here = {site.pk for site in sites}
    counted = [
        one for one in contacts_of(organisation) if one.site_id is None or one.site_id in here
    ]
    return health_of(contacts=counted, sites=sites, on=on)


def has_lead(contacts: Sequence[Contact], site: Site) -> bool:
    """Test whether staff of ``site`` find a safeguarding lead among ``contacts``."""
    rows = [one for one in contacts if one.site_id in {None, site.pk}]
    return any(one.slot == LEAD for one in local_of(rows))


def double_of(
    *, organisation: Organisation, site: Site | None, words: Mapping[str, str]
) -> Contact | None:
    """Return the contact of this place that says exactly ``words`` already, if there is one."""
    return Contact.objects.filter(organisation=organisation, site=site, **words).first()


def changed_words(contact: Contact, *, site: Site | None, words: Mapping[str, str]) -> list[str]:
    """Return the names of the fields that would change, sorted."""
    found = [name for name, value in words.items() if getattr(contact, name) != value]
    moved = contact.site_id != (site.pk if site else None)
    return sorted([*found, *(["site"] if moved else [])])


def save(
    contact: Contact, *, site: Site | None, words: Mapping[str, str], by: User, on: date
) -> None:
    """Write ``words`` (slot, name, purpose, phone, email, url, hours); who writes has checked.

    :raises ValidationError: when one of them is not what its column holds.
    """
    contact.site = site
    for name, value in words.items():
        setattr(contact, name, value)
    mark_checked(contact, by=by, on=on)
    contact.full_clean()
    contact.save()


def mark_checked(contact: Contact, *, by: User, on: date) -> None:
    """Note on the instance that ``by`` found the contact right on ``on``; nothing is written."""
    contact.checked_on, contact.checked_by = on, by
    contact.review_by = on + timedelta(days=STALE_DAYS)


def write_check(contact: Contact, *, by: User, on: date) -> None:
    """Write that ``by`` found the contact right on ``on``. One statement."""
    mark_checked(contact, by=by, on=on)
    contact.save(update_fields=["checked_on", "checked_by", "review_by"])


def remove(contact: Contact) -> None:
    """Delete the contact, keeping its number on the instance. One statement."""
    Contact.objects.filter(pk=contact.pk).delete()
