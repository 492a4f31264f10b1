"""The form of a practice referral, and both texts side by side."""

import pytest

from courses.catalogue.models import Block
from courses.web.learner.practice_page import MOST_LETTERS, Compared, ReferralForm, compared


@pytest.fixture
def practice():
    parts = [
        {"heading": "What you saw", "source": "A car.", "html": "<p>A car.</p>"},
        {"heading": "His own words", "source": "I owe.", "html": "<p>I owe.</p>"},
    ]
    return Block(identifier="write-it", title="Write it", data={"v": 1, "parts": parts})


def test_there_is_one_field_under_each_heading_and_none_is_needed(practice):
    form = ReferralForm(practice, data={})

    assert [field.label for field in form] == ["What you saw", "His own words"]
    assert form.is_valid()
    assert form.written() == ["", ""]


def test_the_browser_is_asked_to_remember_nothing_and_cuts_nothing_off(practice):
    widgets = [field.field.widget.attrs for field in ReferralForm(practice)]

    assert [attrs["autocomplete"] for attrs in widgets] == ["off", "off"]
    assert not any("maxlength" in attrs for attrs in widgets)


def test_a_text_of_the_longest_length_is_taken_and_one_letter_more_is_not(practice):
    longest = {"part_1": "x" * MOST_LETTERS, "part_2": "Short."}
    longer = longest | {"part_1": "x" * MOST_LETTERS + "y"}
    form = ReferralForm(practice, data=longer)

    assert ReferralForm(practice, data=longest).is_valid()
    assert form.errors == {"part_1": ["Shorten “What you saw” to 4,000 characters: it has 4,001"]}


def test_a_text_that_no_database_would_take_is_refused(practice):
    form = ReferralForm(practice, data={"part_2": "a\x00b"})

    assert form.errors == {"part_2": ["Null characters are not allowed."]}


def test_each_heading_has_both_texts(practice):
    assert compared(practice, ["A van.", ""]) == [
        Compared("What you saw", "A van.", "<p>A car.</p>"),
        Compared("His own words", "", "<p>I owe.</p>"),
    ]
