"""Take away a contact of an organisation."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue import local_contacts
from courses.catalogue.models import Contact


@transaction.atomic
def remove_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Delete ``contact``: nobody finds it from the next page on."""
    local_contacts.remove(contact)
    record(
        verb="removed-contact",
        about=contact,
        organisation_id=contact.organisation_id,
        actor_id=by.pk,
        at=at,
        details={"before": contact.pk, "after": None},
    )
