"""The people of a list in words: which of several standings a row is about."""

from datetime import date

import pytest

from courses.compliance.queries import Standing
from courses.compliance.status import Done, Finding, State
from courses.web.lead.rows import Cell, cell_of, chosen_course
from courses.web.presenters import Status
from tests.people import TODAY

CSE, FIRE, GDPR = 1, 2, 3
TITLES = {CSE: "CSE", FIRE: "Fire", GDPR: "Data"}


def standing(state, until=date(2026, 3, 20), **more):
    return Standing(Finding(state, until, ()), **more)


STANDINGS = {
    CSE: standing(State.RENEWAL_OPEN),
    FIRE: standing(State.OVERDUE, date(2026, 1, 1), has_begun=True),
    GDPR: standing(State.DUE_SOON),
}


@pytest.mark.parametrize(
    ("status", "course"),
    [
        ("", FIRE),
        ("to_do", FIRE),
        ("not_started", GDPR),
        ("renewal_open", CSE),
        ("expiring_30", CSE),
        ("up_to_date", FIRE),
        ("exempt", FIRE),
    ],
)
def test_a_row_is_about_the_most_urgent_standing_asked_for(status, course):
    assert chosen_course(STANDINGS, TITLES, status, TODAY) == course


def test_of_courses_that_are_not_shown_none_is_chosen():
    assert chosen_course(STANDINGS, {CSE: "CSE"}, "", TODAY) == CSE
    assert chosen_course({}, TITLES, "", TODAY) is None


def test_a_cell_says_status_progress_and_what_it_rests_on():
    done = Done(date(2024, 3, 1), (1, 2, 0))

    late = cell_of(standing(State.OVERDUE, has_begun=True, last=done), CSE, "CSE", "/x/")
    held = cell_of(standing(State.IN_DATE, last=Done(date(2025, 3, 20))), CSE, "CSE", "/x/")

    assert late == Cell(
        course="CSE",
        status=Status("Overdue since 21 March 2026", "triangle"),
        progress=Status("In progress", "bar-half"),
        completed_on=date(2024, 3, 1),
        version="1.2.0",
        url="/x/#course-1",
    )
    assert (held.progress, held.completed_on, held.version) == (None, date(2025, 3, 20), "")
