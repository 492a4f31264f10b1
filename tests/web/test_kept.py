"""What is kept about a person: every kind, with who sees it and how long."""

import pytest

from courses.accounts.retention import USUAL
from courses.reporting.list_files import KEEP
from courses.reporting.packs import KEEP_DAYS
from courses.web.kept import purposes


def row(words):
    """Return the one row that begins so."""
    (found,) = [one for each in purposes() for one in each.rows if one.what.startswith(words)]
    return found


@pytest.mark.parametrize(
    "words",
    [
        "Tags",
        "As a starter: who supervises you",
        "On which day you had a corridor check",
        "Team talks, sessions and observed practice",
        "Questions to refresh your memory",
        "Your way through a story",
        "Which practice you did",
        "The file you attached",
    ],
)
def test_each_kind_has_who_sees_it_and_how_long(words):
    found = row(words)

    assert (bool(found.seen_by), bool(found.how_long)) == (True, True)


def test_what_leads_see_is_said():
    assert row("Emails we sent you").seen_by.startswith("training leads see which reminders")
    assert row("The trail").seen_by.startswith("training leads and administrators of the whole")
    assert row("Your answers").seen_by.startswith("you alone")


def test_the_periods_are_those_that_are_kept(settings):
    settings.ATTENDANCE_MONTHS = 29

    assert (USUAL.declined_months, USUAL.accepted_months) == (12, 72)
    assert "a year after it was not accepted, or six years" in row("The file you").how_long
    assert row("That you were present").how_long.startswith("29 months")
    assert (KEEP.days, KEEP_DAYS) == (7, 90)
    assert row("Lists and").how_long == "here 7 days for a long list and 90 days for a pack"
