"""Entering and correcting a contact."""

from datetime import timedelta

import pytest

from courses.accounts.services import OtherOrganisation
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Contact
from courses.common.vocabulary import VERBS
from courses.usecases.save_contact import save_contact
from tests.people import NOON, TODAY
from tests.tables import everything, trail

WORDS = {
    "slot": "safeguarding-lead",
    "name": "Mo Khan",
    "purpose": "Tell them first",
    "phone": "01632 960001",
    "email": "",
    "url": "",
    "hours": "",
}


@pytest.fixture
def save(elm, harbour):
    """Write Mo Khan of North, changed as told."""

    def call(contact=None, at=NOON, site="north", **changes):
        return save_contact(
            organisation=elm.organisation,
            site=getattr(elm, site) if isinstance(site, str) else site,
            words=WORDS | changes,
            contact=contact,
            by=elm.ash,
            at=at,
        )

    return call


def test_a_new_contact_is_checked_by_whoever_enters_it(save, elm):
    contact = save()

    assert list(Contact.objects.all()) == [contact]
    assert (contact.organisation, contact.site, contact.name) == (
        elm.organisation,
        elm.north,
        "Mo Khan",
    )
    assert (contact.checked_on, contact.checked_by) == (TODAY, elm.ash)
    assert contact.review_by == TODAY + timedelta(days=180)
    assert trail(elm.organisation.pk) == [("saved-contact", "contact", contact.pk, elm.ash.pk)]


def test_the_trail_keeps_ids_and_names_of_fields_alone(save):
    contact = save()
    save(contact, site="south", phone="01632 960009")

    assert [event.details for event in AuditEvent.objects.order_by("sequence")] == [
        {"v": 1, "before": None, "after": contact.pk, "changed": sorted(WORDS)},
        {"v": 1, "before": contact.pk, "after": contact.pk, "changed": ["phone", "site"]},
    ]


def test_a_correction_is_the_same_row_checked_anew(save):
    later = NOON + timedelta(days=200)
    contact = save(save(), at=later, name="Ruth Adeyemi")

    assert [(one.name, one.checked_on) for one in Contact.objects.all()] == [
        ("Ruth Adeyemi", TODAY + timedelta(days=200))
    ]
    assert contact.pk == Contact.objects.get().pk


def test_a_second_time_writes_nothing(save):
    first = save()
    before = everything()

    assert save(at=NOON + timedelta(days=1)) == first
    assert save(first, at=NOON + timedelta(days=1)) == first
    assert everything() == before


def test_a_site_of_another_organisation_is_refused(save, harbour):
    before = everything()

    with pytest.raises(OtherOrganisation):
        save(site=harbour.quay)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(save, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "saved-contact")

    with pytest.raises(UnknownVerb):
        save()

    assert everything() == before
