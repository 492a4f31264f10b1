"""The columns of the files, in the words of the one table."""

from datetime import date

import pytest

from courses.compliance.queries import Standing
from courses.compliance.status import Done, Finding, State
from courses.reporting.exports import WORDS, preface, standing_cells


def test_every_state_has_its_word():
    assert set(WORDS) == set(State)


@pytest.mark.parametrize(
    ("standing", "cells"),
    [
        (None, ["Not required", None, None, ""]),
        (
            Standing(Finding(State.IN_DATE, None, ()), Done(date(2026, 1, 1), (1, 2, 0))),
            ["In date", None, date(2026, 1, 1), "1.2.0"],
        ),
        (
            Standing(Finding(State.RENEWAL_OPEN, date(2026, 4, 1), ()), Done(date(2025, 4, 1))),
            ["Renewal open, in date until", date(2026, 4, 1), date(2025, 4, 1), ""],
        ),
        (
            Standing(Finding(State.NOT_REQUIRED, None, ())),
            ["Not required", None, None, ""],
        ),
    ],
)
def test_a_standing_is_a_word_and_days_in_columns_of_their_own(standing, cells):
    assert standing_cells(standing) == cells


def test_a_file_begins_with_what_it_shows():
    assert preface(title="People", filters=["Site: North"], on=date(2026, 3, 3), people=2) == [
        ["People"],
        ["As at", date(2026, 3, 3)],
        ["Filters", "Site: North"],
        ["People", 2],
        [],
    ]
    assert preface(title="x", filters=[], on=date(2026, 3, 3), people=0)[2] == ["Filters", "None"]
