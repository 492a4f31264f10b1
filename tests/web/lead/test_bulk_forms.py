"""The forms of what is done for many people."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.web.lead.bulk_forms import BulkForm, CheckForm, EnrolForm, ExcuseForm, TeamForm
from tests.people import TODAY

DAY = timedelta(days=1)


def excuse(**changes):
    kept = {"key": uuid4(), "course": "3", "reason": "On long leave", "last_day": "2026-04-01"}
    return ExcuseForm(kept | changes, titles={3: "Safe"}, today=TODAY)


def test_what_was_asked_is_kept_as_plain_values_and_shown_in_words():
    form = excuse()

    assert form.is_valid()
    assert form.details() == {"course": 3, "reason": "On long leave", "last_day": "2026-04-01"}
    assert [row["value"] for row in form.words()] == ["Safe", "On long leave", "1 April 2026"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"last_day": str(TODAY - DAY)}, "last_day", "Enter today or a later day"),
        ({"last_day": str(TODAY + 400 * DAY)}, "last_day", "Enter a day at most a year ahead"),
        ({"last_day": "31 2"}, "last_day", "Enter a real date"),
        ({"last_day": ""}, "last_day", "Enter the last day"),
        ({"reason": "ill"}, "reason", "Select a valid choice"),
        ({"reason": ""}, "reason", "Choose a reason"),
        ({"course": "9"}, "course", "Choose a course from the list"),
        ({"course": ""}, "course", "Choose a course"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(changes, field, words):
    form = excuse(**changes)

    assert not form.is_valid()
    assert form.errors[field][0].startswith(words)


def test_no_team_is_a_choice_of_its_own():
    form = TeamForm({"key": uuid4(), "team": "none"}, teams=[])

    assert form.is_valid()
    assert form.details() == {"team": None}
    assert not TeamForm({"key": uuid4(), "team": ""}, teams=[]).is_valid()


def test_a_course_and_a_plain_reminder():
    form = EnrolForm({"key": uuid4(), "course": "3"}, titles={3: "Safe"})

    assert form.is_valid()
    assert form.details() == {"course": 3}
    assert BulkForm({"key": uuid4()}).details() == {}


def test_the_check_page_holds_the_same_hidden():
    form = excuse()
    assert form.is_valid()

    check = CheckForm(
        filled=form, digest="d", button="Excuse 3 people", may_change=True, cancel_url="/x/"
    )

    held = {name: field.initial for name, field in check.fields.items() if name != "digest"}
    assert held["last_day"] == "2026-04-01"
    assert set(held) == {"key", "course", "reason", "last_day"}
    assert [one.label for one in check.buttons()] == ["Excuse 3 people", "Change", "Cancel"]


def test_for_nobody_there_is_no_button_that_does_it():
    check = CheckForm(filled=None, digest="d", button="", may_change=False, cancel_url="/x/")

    assert [one.label for one in check.buttons()] == ["Cancel"]
