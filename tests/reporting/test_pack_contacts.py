"""The contacts of a pack as they were on its day, as far as the trail can tell."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.catalogue.services import add_local_contact
from courses.common.scope import Scope
from courses.reporting.pack_contacts import contacts
from courses.usecases.check_contact import check_contact
from courses.usecases.remove_contact import remove_contact
from courses.usecases.save_contact import save_contact
from tests.people import NOON, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def whole(elm, harbour):
    """Return all of Elm Park today."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


@pytest.fixture
def save(elm, harbour):
    """Return how to enter or correct a contact as Ash, some days from NOON."""

    def call(name, days, contact=None):
        words = {"slot": "safeguarding-lead", "name": name, "purpose": "Safeguarding lead"}
        words |= {"phone": "01632 960001", "email": "", "url": "", "hours": ""}
        return save_contact(
            organisation=elm.organisation,
            site=elm.north,
            words=words,
            by=elm.ash,
            at=NOON + days * DAY,
            contact=contact,
        )

    return call


def told(elm, scope):
    return [row[2:] for row in contacts(scope, elm.organisation).rows]


def test_contacts_of_the_sites_shown_say_when_they_were_checked(elm, whole):
    for site, name, checked_on in (
        (None, "Out of hours", TODAY - 400 * DAY),
        (elm.north, "Mo Khan", TODAY),
        (elm.south, "Sal Reed", TODAY - 200 * DAY),
    ):
        add_local_contact(
            organisation=elm.organisation,
            site=site,
            slot="safeguarding-lead",
            name=name,
            purpose="Safeguarding lead",
            checked_on=checked_on,
            review_by=TODAY,
        )

    def shown(scope):
        rows = contacts(scope, elm.organisation).rows
        return {(row[0], row[2], row[5]) for row in rows}

    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))
    here = {
        ("All sites", "Out of hours", "Not checked for a year"),
        ("North", "Mo Khan", "Checked within 180 days"),
    }
    assert shown(north) == here
    assert shown(whole) == here | {("South", "Sal Reed", "Not checked for 180 days")}


def test_a_past_day_has_the_check_of_then_and_not_what_came_since(elm, whole, save):
    mo = save("Mo Khan", -100)
    check_contact(contact=mo, by=elm.lewis, at=NOON - 50 * DAY)
    check_contact(contact=mo, by=elm.ash, at=NOON)
    fresh = "Checked within 180 days"

    then = replace(whole, on=TODAY - 10 * DAY)

    assert told(elm, then) == [("Mo Khan", TODAY - 50 * DAY, "Lewis Grant", fresh, "")]
    assert told(elm, whole) == [("Mo Khan", TODAY, "Ash Turner", fresh, "")]
    assert told(elm, replace(whole, on=TODAY - 101 * DAY)) == []


def test_what_was_corrected_or_taken_away_since_is_said(elm, whole, save):
    mo, gone = save("Mo Khan", -100), save("Sal Reed", -90)
    later = save("Kit Lowe", -2)
    save("Mo Khan-Hall", -1, contact=mo)
    for contact in (gone, later):
        remove_contact(contact=contact, by=elm.ash, at=NOON)
    first = TODAY - 100 * DAY

    then = replace(whole, on=TODAY - 10 * DAY)

    fresh = "Checked within 180 days"
    assert told(elm, then) == [("Mo Khan-Hall", first, "Ash Turner", fresh, "Corrected")]
    note = "Taken away since, at any site, and not shown:"
    assert f"{note} 1 contact." in contacts(then, elm.organisation).note
    assert note not in contacts(whole, elm.organisation).note
    before = contacts(replace(whole, on=TODAY - 101 * DAY), elm.organisation)
    assert (before.rows, note in before.note) == ((), False)


def test_without_a_trail_a_check_after_the_day_is_no_check_of_the_day(elm, whole, save):
    old = add_local_contact(
        organisation=elm.organisation,
        site=None,
        slot="out-of-hours",
        name="Out of hours",
        purpose="Out of hours",
        checked_on=TODAY,
        review_by=TODAY,
    )
    then = replace(whole, on=TODAY - DAY)

    assert told(elm, then) == [("Out of hours", None, "", "Not known", "")]
    save("Out of hours team", 0, contact=old)
    assert told(elm, then) == [("Out of hours team", None, "", "Not known", "Corrected")]
    for days in (1, 2):
        remove_contact(contact=save("Sal Reed", days), by=elm.ash, at=NOON + 3 * DAY)
    remove_contact(contact=old, by=elm.ash, at=NOON + 3 * DAY)
    assert "not shown: 1 contact." in contacts(then, elm.organisation).note
