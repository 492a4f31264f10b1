"""An organisation's own contacts: which need a look, and whose they are."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from courses.catalogue import local_contacts
from courses.catalogue.models import Contact
from courses.catalogue.services import add_local_contact
from tests.people import TODAY


@pytest.fixture
def add(elm):
    """Enter one contact of Elm Park."""

    def call(name, slot="safeguarding-lead", site=None, days=0, organisation=None):
        return add_local_contact(
            organisation=organisation or elm.organisation,
            site=site,
            slot=slot,
            name=name,
            purpose="Tell them",
            checked_on=TODAY - timedelta(days=days),
            review_by=TODAY,
        )

    return call


def health(elm):
    sites = [elm.north, elm.south]
    return local_contacts.health_on(organisation=elm.organisation, sites=sites, on=TODAY)


def test_without_contacts_every_site_lacks_its_lead(elm, harbour, add):
    add("Quay keeper", organisation=harbour.organisation)

    found = health(elm)

    assert (found.without_lead, found.total, found.is_well) == ((elm.north, elm.south), 0, False)


def test_a_lead_for_all_sites_serves_each_and_a_sites_own_only_that_site(elm, add):
    add("Mo", site=elm.north)
    assert health(elm).without_lead == (elm.south,)

    add("Al")
    assert health(elm).without_lead == ()
    assert health(elm).is_well


def test_what_nobody_checked_is_stale_after_180_days_and_old_after_365(elm, add):
    add("Fresh", days=180)
    stale = [add("Stale", days=181), add("Still stale", days=365)]
    old = add("Old", days=366)

    found = health(elm)

    assert (list(found.stale), list(found.old), found.is_well) == (stale, [old], False)


def test_a_lead_of_one_site_is_asked_about_that_site_alone(elm, add, django_assert_num_queries):
    add("Mo", site=elm.north)
    add("Old", site=elm.south, days=400)

    with django_assert_num_queries(1):
        found = local_contacts.health_on(organisation=elm.organisation, sites=[elm.north], on=TODAY)

    assert (found.is_well, found.total) == (True, 1)


def test_contacts_stand_in_the_order_of_the_concern_page(elm, add):
    for name, slot in (
        ("Form", "recording-form"),
        ("Deputy", "deputy"),
        ("Lead", "safeguarding-lead"),
    ):
        add(name, slot=slot)

    names = [one.name for one in local_contacts.contacts_of(elm.organisation)]

    assert names == ["Lead", "Deputy", "Form"]


def test_a_contact_of_another_organisation_is_none(elm, harbour, add):
    mine, other = add("Mo"), add("Quay keeper", organisation=harbour.organisation)

    assert local_contacts.contact_of(organisation=elm.organisation, pk=mine.pk) == mine
    assert local_contacts.contact_of(organisation=elm.organisation, pk=other.pk) is None


def test_what_its_column_cannot_hold_is_refused(elm):
    contact = Contact(organisation=elm.organisation, needs={"v": 1, "needs": []})

    with pytest.raises(ValidationError):
        local_contacts.save(
            contact,
            site=None,
            words={"slot": "deputy", "name": "A", "purpose": "B", "url": "javascript:alert(1)"},
            by=elm.ash,
            on=TODAY,
        )
    assert Contact.objects.count() == 0
