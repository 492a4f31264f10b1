"""What authors read again: the banner on their courses, the page, and the list for machines."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.catalogue.models import Contact, Fact
from courses.common.dates import local_date
from tests.small_course import make_small_course
from tests.web.reading import heading_of, text_of

COURSES = "/author/elm-park/courses/"
REVIEW = "/author/elm-park/review/"
BANNER = "Your courses need another reading"


@pytest.fixture
def version():
    """Return the small course with nothing near its review date."""
    version = make_small_course()
    later = local_date(version.published_at) + timedelta(days=36500)
    version.facts.update(review_by=later)
    version.contacts.update(review_by=later)
    type(version).objects.update(review_by=later)
    return version


@pytest.fixture
def past(version):
    """Put the one fact past its review date and await a check of it."""
    Fact.objects.update(review_by=version.facts.get().seen_on, needs_review=True)


def test_authors_are_told_how_much_is_past_and_led_to_where_it_is_shown(grace, past):
    courses, review = grace.get(COURSES), grace.get(REVIEW)

    assert BANNER in text_of(courses)
    assert "1 fact, offence or contact that your courses show is past" in text_of(courses)
    assert f'href="{REVIEW}"' in courses.content.decode()
    assert heading_of(review) == "To be read again"
    assert "1 past its review date" in text_of(review)
    assert "Past since 1 February 2026" in text_of(review)
    assert (
        'href="/author/elm-park/bundled/small-course/1.0.0/lessons/first/#notice"'
        in review.content.decode()
    )


def test_where_nothing_is_past_there_is_no_banner_and_the_page_says_so(grace, version):
    page = text_of(grace.get(REVIEW))

    assert BANNER not in text_of(grace.get(COURSES))
    assert "Nothing is past its review date." in page
    assert "Nothing awaits a legal or safeguarding check." in page


def test_what_is_due_soon_stands_in_a_table_of_its_own(grace, version):
    soon = local_date(timezone.now()) + timedelta(days=60)
    Contact.objects.filter(slot="con-999").update(review_by=soon)

    assert "1 due within 60 days" in text_of(grace.get(REVIEW))


def test_what_awaits_a_check_is_a_file_for_machines(grace, past):
    answer = grace.get(f"{REVIEW}unconfirmed.json")

    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="awaiting-a-check.json"'
    assert [one["id"] for one in json.loads(answer.content)] == ["same-day"]


def test_without_anything_to_check_the_file_is_an_empty_list(grace, version):
    assert json.loads(grace.get(f"{REVIEW}unconfirmed.json").content) == []
