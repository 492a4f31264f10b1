from datetime import timedelta

import pytest

from courses.catalogue.queries import course_for, courses_for
from courses.catalogue.services import publish, save_draft
from courses.catalogue.shelves import (
    BUNDLED,
    OWN,
    compared_with,
    contacts_in,
    facts_in,
    items_in,
    lessons_in,
    offences_in,
    version_at,
    versions_for,
)
from tests.people import NOON
from tests.small_course import small_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(elm):
    """Return how to save a version of Elm Park's own small course."""

    def saved(number="2.0.0", *, published=False, **changes):
        draft = small_draft(version=number, **changes)
        version = save_draft(draft=draft, owner_id=elm.organisation.pk)
        if published:
            publish(version=version, at=NOON + timedelta(hours=1), actor_id=None)
        return version

    return saved


def test_own_drafts_are_seen_bundled_and_foreign_drafts_are_not(elm, harbour, small_course, own):
    draft = own()
    save_draft(draft=small_draft(version="3.0.0"))
    save_draft(draft=small_draft(version="4.0.0"), owner_id=harbour.organisation.pk)

    assert versions_for(elm.organisation) == [draft, small_course]


def test_a_shelf_tells_own_from_bundled_of_the_same_name(elm, small_course, own):
    draft = own("1.0.0")

    def at(shelf, version="1.0.0"):
        return version_at(
            organisation=elm.organisation, shelf=shelf, slug="small-course", version=version
        )

    assert (at(OWN), at(BUNDLED), at(OWN, "9.9.9")) == (draft, small_course, None)
    assert [at(OWN, number) for number in ("1.0", "1.0.0\x00", "x")] == [None, None, None]


def test_a_version_is_compared_with_what_new_learners_get(small_course, own):
    assert compared_with(small_course) is None
    first = own("1.0.0")
    assert compared_with(first) == small_course
    second = own("2.0.0", published=True)
    assert compared_with(first) == second
    assert compared_with(second) == small_course


def test_what_is_in_a_version_comes_in_order(small_course):
    assert [one.identifier for one in lessons_in(small_course)] == ["first", "second"]
    assert [one.identifier for one in items_in(small_course)] == [
        "check-one", "plain-a", "plain-b", "check-two", "danger-a", "danger-b",
    ]  # fmt: skip
    assert [one.identifier for one in facts_in(small_course)] == ["same-day"]
    assert [one.slot for one in contacts_in(small_course)] == ["con-999", "con-support"]
    assert offences_in(small_course) == []


def test_an_own_course_stands_in_for_the_bundled_one_once_it_is_published(
    elm, harbour, small_course, own
):
    own()
    assert courses_for(elm.organisation) == [small_course.course]

    mine = own("2.1.0", published=True).course

    assert courses_for(elm.organisation) == [mine]
    assert course_for(organisation=elm.organisation, slug="small-course") == mine
    assert courses_for(harbour.organisation) == [small_course.course]
    assert course_for(organisation=elm.organisation, slug="no-such-course") is None
