"""What leads are told of courses that must be read again, and what staff are not told."""

from datetime import timedelta

import pytest

from courses.catalogue.models import Contact
from tests.small_course import enrol
from tests.web.reading import heading_of, text_of

HOME = "/lead/elm-park/"
REVIEW = "/lead/elm-park/review/"
BANNER = "Your courses need another reading"


@pytest.fixture
def fresh(small_course, today):
    """Put nothing near its review date."""
    later = today + timedelta(days=365)
    small_course.facts.update(review_by=later)
    Contact.objects.update(review_by=later)
    type(small_course).objects.update(review_by=later)
    return small_course


def test_a_lead_sees_how_much_is_past_and_what_and_where(lewis, fresh, today):
    fresh.facts.update(review_by=today - timedelta(days=1))

    home, review = lewis.get(HOME), lewis.get(REVIEW)

    assert BANNER in text_of(home)
    assert f'href="{REVIEW}"' in home.content.decode()
    assert heading_of(review) == "To be read again"
    assert "1 past its review date" in text_of(review)
    assert "Pass it on the same day." in text_of(review)
    assert "First lesson" in text_of(review)
    assert "/author/" not in review.content.decode()


def test_the_day_itself_is_in_time(lewis, fresh, today):
    fresh.facts.update(review_by=today)

    assert BANNER not in text_of(lewis.get(HOME))
    assert "Nothing is past its review date." in text_of(lewis.get(REVIEW))
    assert "1 more is due within 60 days" in text_of(lewis.get(REVIEW))


def test_with_nothing_near_both_tables_are_left_out(lewis, fresh):
    assert "due within" not in text_of(lewis.get(REVIEW))


def test_staff_never_see_it(sign_in, elm, fresh, today):
    fresh.facts.update(review_by=today - timedelta(days=1))
    begun = enrol(elm.amira, elm.organisation, fresh)
    amira = sign_in(elm.amira)

    assert amira.get(REVIEW).status_code == 404
    lesson = text_of(amira.get(f"/learn/{begun.registration}/lessons/first/"))
    assert "Small signs count." in lesson
    assert "another reading" not in lesson
    assert "review date" not in lesson
