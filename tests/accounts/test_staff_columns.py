"""Which heading of a staff file stands for what."""

import pytest

from courses.accounts.staff_columns import (
    cells_of,
    guess,
    is_settled,
    known_headings,
    problem_of,
    remembered,
)


def test_headings_are_known_whatever_their_case_and_spelling():
    headings = [
        "Surname",
        "FORENAME",
        "E-mail Address",
        "Employee_Number",
        "Job Title",
        "Shoe size",
        "Left",
    ]

    fields = guess(headings, {})

    assert fields == ["last name", "first name", "email", "staff number", "job", "", "last day"]
    assert known_headings(headings) == 6
    assert guess(["Payroll No.", "Work E-mail", "Class"], {}) == ["staff number", "email", "team"]


def test_what_was_chosen_before_wins_and_a_field_is_taken_once():
    memory = {"mail": "", "who": "name"}

    assert guess(["Who", "Mail", "Name", "Email"], memory) == ["name", "", "", "email"]


def test_a_choice_is_remembered_by_heading():
    fields = ["name", "", "email"]

    assert remembered(["Who", "", "Post box"], fields) == {"who": "name", "post box": "email"}


@pytest.mark.parametrize(
    ("headings", "memory", "settled"),
    [
        (["Name", "Email"], {}, True),
        (["Name", "Email", ""], {}, True),
        (["Name", "Email", "Shoe size"], {}, False),
        (["Name", "Email", "Shoe size"], {"shoe size": ""}, True),
        (["Name", "Job"], {}, False),
    ],
)
def test_nobody_is_asked_where_every_heading_is_understood(headings, memory, settled):
    assert is_settled(headings, memory) is settled


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (["name", "email"], ""),
        (["last name", "staff number"], ""),
        (["name", "name", "email"], "Choose one column alone for the name"),
        (["email"], "Choose the column that holds the name, or the last name"),
        (["name", ""], "Choose the column that holds the email address or the staff number"),
    ],
)
def test_a_choice_needs_a_name_and_something_to_know_people_by(fields, problem):
    assert problem_of(fields) == problem


def test_first_and_last_name_become_the_name():
    cells = [" Mei ", "Tan", "x", "mei@elm-park.example"]

    found = cells_of(cells, ["first name", "last name", "", "email"])

    assert found == {"name": "Mei Tan", "email": "mei@elm-park.example"}


def test_a_whole_name_wins_over_its_parts_and_short_rows_are_read():
    assert cells_of(["Mei Tan", "Tan"], ["name", "last name", "email"]) == {"name": "Mei Tan"}
