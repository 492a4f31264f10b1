"""What must be read again, of which organisation's courses, and where it is shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.catalogue.services import publish, save_draft
from courses.catalogue.upkeep import (
    agenda,
    as_data,
    entries_in,
    number_past,
    versions_offered,
)
from tests.people import NOON
from tests.small_course import make_small_course, small_draft

pytestmark = pytest.mark.django_db

IN_TIME = date(2026, 8, 1)
PAST = IN_TIME + timedelta(days=1)


def own_course(organisation, **changes):
    """Publish a version of an organisation's own course."""
    version = save_draft(draft=small_draft(**changes), owner_id=organisation.pk)
    publish(version=version, at=NOON, actor_id=None, reason="")
    return version


def statistic():
    """Return the small course's fact, and an unconfirmed statistic that no block rests on."""
    known = small_draft().facts[0]
    figure = replace(known, identifier="sta-figure", status="unconfirmed", needs_review=True)
    return known, figure


def test_of_each_course_the_version_that_new_learners_get_counts(elm, harbour):
    make_small_course()
    newest = make_small_course(version="1.1.0")
    save_draft(draft=small_draft(version="1.2.0"))
    theirs = own_course(harbour.organisation, slug="quay")

    assert versions_offered(elm.organisation) == [newest]
    assert versions_offered(harbour.organisation) == [theirs, newest]
    assert versions_offered(None) == [theirs, newest]


def test_an_own_course_stands_in_for_the_bundled_one_of_its_name(elm):
    bundled = make_small_course()
    own = own_course(elm.organisation)

    assert versions_offered(elm.organisation) == [own]
    assert set(versions_offered(None)) == {own, bundled}


def test_everything_with_a_review_date_is_listed_the_first_first(small_course):
    assert [(one.kind, one.identifier, one.review_by) for one in entries_in([small_course])] == [
        ("contact", "con-999", IN_TIME),
        ("contact", "con-support", IN_TIME),
        ("fact", "same-day", date(2027, 2, 1)),
        ("course", "small-course", date(2027, 9, 1)),
    ]


def test_a_fact_names_the_lessons_and_blocks_that_rest_on_it(small_course):
    fact = entries_in([small_course])[2]

    assert [(one.address, one.title, one.blocks, one.shelf) for one in fact.places] == [
        ("small-course 1.0.0 first", "First lesson", ("notice",), "bundled")
    ]
    assert [one.title for one in fact.sources] == ["The guide 2026"]


def test_what_two_courses_share_is_one_entry_with_both_places(elm, small_course):
    own = own_course(elm.organisation, slug="other")

    fact = next(one for one in entries_in([small_course, own]) if one.kind == "fact")

    assert [one.address for one in fact.places] == [
        "small-course 1.0.0 first",
        "other 1.0.0 first",
    ]
    assert fact.places[1].shelf == "courses"
    assert number_past([small_course, own], on=PAST) == 2


def test_of_two_days_for_one_entry_the_earlier_counts(elm, small_course):
    earlier = replace(small_draft().facts[0], review_by=date(2026, 5, 1))
    own = own_course(elm.organisation, slug="other", facts=(earlier,))

    fact = next(one for one in entries_in([small_course, own]) if one.kind == "fact")

    assert fact.review_by == date(2026, 5, 1)
    assert len(fact.places) == 2


def test_statistics_are_named_and_what_nobody_confirmed_is_open():
    version = make_small_course(facts=statistic())

    figure = next(one for one in entries_in([version]) if one.kind == "statistic")

    assert (figure.identifier, figure.is_open) == ("sta-figure", True)
    assert [one.address for one in figure.places] == ["small-course 1.0.0"]
    assert [one.identifier for one in agenda(entries_in([version]), on=IN_TIME).open] == [
        "sta-figure"
    ]


def test_the_agenda_tells_past_from_soon(small_course):
    entries = entries_in([small_course])

    on_the_day = agenda(entries, on=IN_TIME, days=0)
    day_after = agenda(entries, on=PAST, days=0)

    assert on_the_day.past == []
    assert [one.identifier for one in on_the_day.soon] == ["con-999", "con-support"]
    assert [one.identifier for one in day_after.past] == ["con-999", "con-support"]
    assert day_after.soon == []


@pytest.mark.parametrize(("on", "number"), [(IN_TIME, 0), (PAST, 2), (date(2027, 9, 2), 4)])
def test_what_is_past_is_counted_on_a_day(small_course, on, number):
    assert number_past([small_course], on=on) == number
    assert len(agenda(entries_in([small_course]), on=on).past) == number


def test_without_a_course_nothing_is_past():
    assert number_past([], on=PAST) == 0
    assert entries_in([]) == []


@pytest.mark.parametrize("facts", [1, 3])
def test_the_queries_do_not_grow_with_the_rows(facts, django_assert_num_queries):
    first = small_draft().facts[0]
    more = tuple(replace(first, identifier=f"fact-{number}") for number in range(facts))
    make_small_course(facts=(first, *more))
    versions = versions_offered(None)

    with django_assert_num_queries(6):
        entries_in(versions)
    with django_assert_num_queries(1):
        number_past(versions, on=PAST)


def test_an_entry_as_data_says_everything_a_machine_needs(small_course):
    course, fact = (as_data(entries_in([small_course])[place]) for place in (3, 2))

    assert fact == {
        "kind": "fact",
        "id": "same-day",
        "text": "Pass it on the same day.",
        "nation": "E",
        "status": "secondary",
        "needs_review": False,
        "seen_on": "2026-02-01",
        "review_by": "2027-02-01",
        "sources": [
            {
                "id": "guide",
                "title": "The guide 2026",
                "publisher": "The department",
                "url": "https://example.org/",
            }
        ],
        "shown": [
            {
                "course": "small-course",
                "version": "1.0.0",
                "lesson": "first",
                "blocks": ["notice"],
            }
        ],
    }
    assert (course["seen_on"], course["status"]) == (None, "")
