"""Confirming that a contact is still right."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.catalogue.services import add_local_contact
from courses.common.vocabulary import VERBS
from courses.usecases.check_contact import check_contact
from tests.people import NOON, TODAY
from tests.tables import everything, verbs_about


@pytest.fixture
def contact(elm, harbour):
    """Return a contact nobody checked for 400 days."""
    return add_local_contact(
        organisation=elm.organisation,
        site=None,
        slot="deputy",
        name="Mo Khan",
        purpose="Deputy",
        checked_on=TODAY - timedelta(days=400),
        review_by=TODAY - timedelta(days=220),
    )


def test_a_check_is_dated_and_signed(contact, elm):
    check_contact(contact=contact, by=elm.ash, at=NOON)

    contact.refresh_from_db()
    assert (contact.checked_on, contact.checked_by, contact.name) == (TODAY, elm.ash, "Mo Khan")
    assert contact.review_by == TODAY + timedelta(days=180)
    assert verbs_about(contact) == ["checked-contact"]


def test_a_second_check_that_day_writes_nothing_and_a_colleagues_does(contact, elm):
    check_contact(contact=contact, by=elm.ash, at=NOON)
    before = everything()

    check_contact(contact=contact, by=elm.ash, at=NOON + timedelta(hours=1))
    assert everything() == before

    check_contact(contact=contact, by=elm.lewis, at=NOON)
    assert verbs_about(contact) == ["checked-contact", "checked-contact"]


def test_without_its_audit_event_nothing_is_written(contact, elm, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "checked-contact")

    with pytest.raises(UnknownVerb):
        check_contact(contact=contact, by=elm.ash, at=NOON)

    assert everything() == before
