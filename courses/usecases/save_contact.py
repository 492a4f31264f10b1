"""Enter or correct one contact of an organisation, for one of its sites or for all."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation, Site, User
from courses.accounts.place_rows import lock
from courses.accounts.services import refuse_foreign
from courses.audit.services import record
from courses.catalogue import local_contacts
from courses.catalogue.models import Contact
from courses.common.dates import local_date


@transaction.atomic
def save_contact(
    *,
    organisation: Organisation,
    site: Site | None,
    words: Mapping[str, str],
    by: User,
    at: datetime,
    contact: Contact | None = None,
) -> Contact:
    """Write ``words`` as a new contact, or over ``contact``, checked by ``by`` on that day.

    ``words``: slot, name, purpose, phone, email, url, hours. The same words again return the
    contact that says them and write nothing.

    :raises OtherOrganisation: when the site belongs elsewhere.
    :raises ValidationError: when one of the words is not what its column holds.
    """
    refuse_foreign(organisation, site)
    lock(organisation)
    there = contact or local_contacts.double_of(organisation=organisation, site=site, words=words)
    changed = list(words)
    if there is not None:
        changed = local_contacts.changed_words(there, site=site, words=words)
        if not changed:
            return there
    before = contact.pk if contact else None
    saved = contact or Contact(
        organisation=organisation, nation=organisation.nation, needs={"v": 1, "needs": []}
    )
    local_contacts.save(saved, site=site, words=words, by=by, on=local_date(at))
    record(
        verb="saved-contact",
        about=saved,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"before": before, "after": saved.pk, "changed": sorted(changed)},
    )
    return saved
