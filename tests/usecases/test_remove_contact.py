"""Taking a contact away."""

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Contact
from courses.catalogue.services import add_local_contact
from courses.common.vocabulary import VERBS
from courses.usecases.remove_contact import remove_contact
from tests.people import NOON, TODAY
from tests.tables import everything, trail


@pytest.fixture
def contact(elm, harbour):
    """Return one contact of Elm Park, beside one of Harbour Trust."""
    made = [
        add_local_contact(
            organisation=organisation,
            site=None,
            slot="deputy",
            name="Mo Khan",
            purpose="Deputy",
            checked_on=TODAY,
            review_by=TODAY,
        )
        for organisation in (elm.organisation, harbour.organisation)
    ]
    return made[0]


def test_it_is_gone_and_the_trail_knows_its_number(contact, elm, harbour):
    remove_contact(contact=contact, by=elm.ash, at=NOON)

    assert [one.organisation for one in Contact.objects.all()] == [harbour.organisation]
    assert trail(elm.organisation.pk) == [("removed-contact", "contact", contact.pk, elm.ash.pk)]
    assert AuditEvent.objects.get().details == {"v": 1, "before": contact.pk, "after": None}


def test_without_its_audit_event_nothing_is_written(contact, elm, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "removed-contact")

    with pytest.raises(UnknownVerb):
        remove_contact(contact=contact, by=elm.ash, at=NOON)

    assert everything() == before
