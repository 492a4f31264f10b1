"""Whom to turn to at a place: local contacts before national routes, of the newest version."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.catalogue.contacts import contacts_for
from courses.catalogue.models import Contact, CourseVersion
from courses.catalogue.services import add_local_contact, publish, save_draft
from tests.people import NOON, TODAY
from tests.small_course import make_small_course, small_draft


@pytest.fixture
def newer(small_course):
    """Return version 1.10.0 of the small course, published."""
    return make_small_course(version="1.10.0", title="A small course, revised")


def names(contacts):
    """Return the names of ``contacts`` in order."""
    return [contact.name for contact in contacts]


def publish_later(days, **changes):
    """Publish the small course, changed, so many days after the first."""
    version = save_draft(draft=small_draft(**changes))
    publish(version=version, at=NOON + timedelta(days=days), actor_id=None)
    return version


def line(name, *, slot="con-support"):
    """Return the national contact of a slot under another name."""
    return replace(small_draft().contacts[1], identifier=slot, name=name)


def national():
    """Return the names of the national contacts."""
    return names(contacts_for(organisation=None, site=None).national)


def add(organisation, name, *, site=None, slot="safeguarding-lead"):
    """Enter one local contact."""
    return add_local_contact(
        organisation=organisation,
        site=site,
        slot=slot,
        name=name,
        purpose="To tell",
        checked_on=TODAY,
        review_by=TODAY,
    )


def test_a_sites_own_contact_stands_before_the_organisations(elm, harbour, small_course):
    add(elm.organisation, "Anybody's lead")
    add(elm.organisation, "North's lead", site=elm.north)
    add(harbour.organisation, "Harbour's lead")

    at = {
        site.slug: names(contacts_for(organisation=elm.organisation, site=site).local)
        for site in (elm.north, elm.south)
    }
    assert at == {"north": ["North's lead"], "south": ["Anybody's lead"]}
    assert contacts_for(organisation=None, site=None).local == ()


def test_national_routes_come_from_the_newest_bundled_course(elm, small_course, newer):
    CourseVersion.objects.filter(pk=newer.pk).update(published_at=NOON + timedelta(days=1))
    Contact.objects.filter(version=newer, slot="con-support").update(name="The new line")
    own = save_draft(draft=small_draft(slug="own", title="Own"), owner_id=elm.organisation.pk)
    publish(version=own, at=NOON + timedelta(days=9), actor_id=None)

    found = contacts_for(organisation=elm.organisation, site=elm.north)

    assert names(found.national) == ["Police", "The new line"]


def test_a_course_without_contacts_takes_no_national_route_away(small_course):
    publish_later(1, slug="another", contacts=())
    publish_later(2, version="2.0.0", contacts=())

    assert national() == ["Police", "Listening line"]


def test_each_slot_comes_from_the_course_published_last_that_lists_it(small_course):
    first = small_draft().contacts[0]
    publish_later(2, slug="later", contacts=(line("Newest line"), line("Chat", slot="con-chat")))
    publish_later(1, slug="between", contacts=(first, line("Newer line")))

    assert national() == ["Newest line", "Police", "Chat"]


def test_a_slot_that_the_newest_version_of_a_course_dropped_is_gone(small_course):
    publish_later(1, version="1.1.0", contacts=small_draft().contacts[:1])

    assert national() == ["Police"]


def test_of_two_published_at_once_the_higher_number_counts(small_course):
    make_small_course(version="1.10.0", contacts=(line("Tenth line"),))
    make_small_course(version="1.9.0", contacts=(line("Ninth line"),))

    assert national() == ["Tenth line"]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_version_that_is_not_open_gives_no_national_route(small_course, state):
    publish_later(1, slug="another", contacts=(line("Not yet"),))
    CourseVersion.objects.exclude(pk=small_course.pk).update(state=state)

    assert national() == ["Police", "Listening line"]


@pytest.mark.parametrize("courses", [1, 3])
def test_contacts_come_in_one_query_and_a_second_for_routes_never_read(
    elm, small_course, django_assert_num_queries, courses
):
    add(elm.organisation, "Lead")
    for number in range(courses):
        publish_later(number, slug=f"course-{number}", contacts=(line("Line"),))

    with django_assert_num_queries(2):
        contacts_for(organisation=elm.organisation, site=elm.north)
    with django_assert_num_queries(1):
        found = contacts_for(organisation=elm.organisation, site=elm.north)

    assert (names(found.local), names(found.national)) == (["Lead"], ["Line", "Police"])


@pytest.mark.parametrize(
    ("nation", "shown"), [("E", True), ("UK", True), ("EW", True), ("S", False), ("W", False)]
)
def test_national_routes_serve_the_nation_of_the_site(elm, small_course, nation, shown):
    Contact.objects.filter(version=small_course, slot="con-support").update(nation=nation)

    found = contacts_for(organisation=elm.organisation, site=elm.north)

    assert ("Listening line" in names(found.national)) is shown


def test_everybody_in_a_slot_is_shown_and_a_sites_list_replaces_the_organisations(
    elm, small_course
):
    add(elm.organisation, "Deputy of all", slot="deputy")
    add(elm.organisation, "Other deputy of all", slot="deputy")
    add(elm.organisation, "Lead of all")
    add(elm.organisation, "First deputy", site=elm.north, slot="deputy")
    add(elm.organisation, "Second deputy", site=elm.north, slot="deputy")
    slots = ["deputy", "safeguarding-lead"]

    north = contacts_for(organisation=elm.organisation, site=elm.north)
    south = contacts_for(organisation=elm.organisation, site=elm.south)

    assert names(north.local) == ["Lead of all", "First deputy", "Second deputy"]
    assert names(north.in_slots(slots)) == ["First deputy", "Second deputy", "Lead of all"]
    assert names(south.in_slots(slots)) == ["Deputy of all", "Other deputy of all", "Lead of all"]


def test_a_local_contact_in_a_national_slot_stands_in_its_place(elm, small_course):
    add(elm.organisation, "Our own line", slot="con-support")
    found = contacts_for(organisation=elm.organisation, site=elm.north)

    assert names(found.in_slots(["con-support"])) == ["Our own line"]


def test_slots_are_shown_in_the_order_asked_and_empty_ones_not(elm, small_course):
    add(elm.organisation, "Lead")
    found = contacts_for(organisation=elm.organisation, site=elm.north)
    slots = ["con-support", "nobody", "safeguarding-lead"]

    assert names(found.in_slots(slots)) == ["Listening line", "Lead"]


def test_what_is_kept_knows_of_the_organisation_and_the_checker_the_name_alone(elm, small_course):
    lead = add(elm.organisation, "Lead")
    Contact.objects.filter(pk=lead.pk).update(checked_by=elm.lewis)

    (found,) = contacts_for(organisation=elm.organisation, site=elm.north).local

    assert (found, found.organisation, found.checked_by) == (lead, elm.organisation, elm.lewis)
    assert (found.organisation.name, found.checked_by.name) == (
        elm.organisation.name,
        "Lewis Grant",
    )
    assert (found.organisation.slug, found.checked_by.email) == ("", None)


def test_what_changed_is_read_anew(elm, small_course):
    lead = add(elm.organisation, "Lead")
    before = contacts_for(organisation=elm.organisation, site=elm.north)
    same = contacts_for(organisation=elm.organisation, site=elm.north)
    Contact.objects.filter(pk=lead.pk).update(name="New lead")
    elm.organisation.name = "Elm Park, renamed"

    found = contacts_for(organisation=elm.organisation, site=elm.north)

    assert same is before
    assert (names(found.local), found.local[0].organisation.name) == (
        ["New lead"],
        "Elm Park, renamed",
    )
