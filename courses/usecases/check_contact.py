"""Confirm that a contact of an organisation is still right."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue import local_contacts
from courses.catalogue.models import Contact
from courses.common.dates import local_date


@transaction.atomic
def check_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Note that ``by`` found ``contact`` right on that day; a second time that day is no change."""
    today = local_date(at)
    if (contact.checked_on, contact.checked_by_id) == (today, by.pk):
        return
    local_contacts.write_check(contact, by=by, on=today)
    record(
        verb="checked-contact",
        about=contact,
        organisation_id=contact.organisation_id,
        actor_id=by.pk,
        at=at,
    )
