"""What a staff file would make of people, as it is kept in the file and in its rows."""

from datetime import date

import pytest

from courses.compliance.status import Finding, State
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.packages.staff_foreseen import (
    Foreseen,
    Turn,
    foreseen_of,
    keep_turns,
    marks_of,
    turns_of,
)

ON, SOON, LATER = date(2026, 3, 3), date(2026, 3, 20), date(2026, 5, 1)
NOTHING = Finding(State.NOT_REQUIRED, None, ())
LATE = Finding(State.OVERDUE, ON, ())
TURNS = [
    Turn(3, ON, NOTHING, LATE),
    Turn(12, ON, NOTHING, Finding(State.DUE_SOON, SOON, ())),
    Turn(4, ON, LATE, Finding(State.OVERDUE, SOON, ())),
]


@pytest.mark.parametrize(
    "mails", [None, (), ((ON, 2, 1),)], ids=["not worked out", "none", "one day"]
)
def test_what_is_foreseen_is_read_as_it_was_kept(mails):
    foreseen = Foreseen(ON, mails=mails, until=LATER if mails else None)
    foreseen.add(TURNS)
    foreseen.add([Turn(12, ON, NOTHING, Finding(State.DUE, LATER, ()))])

    found = foreseen_of(StaffFile(foreseen=foreseen.written()))

    assert found == foreseen
    assert (found.people, found.late) == (2, 1)
    assert (found.courses[12].first_due, found.courses[12].last_due) == (SOON, LATER)
    assert sorted(marks_of(found)) == ["day:4", "overdue:3", "to-do:12"]


def test_of_a_file_that_nobody_has_rehearsed_nothing_is_foreseen():
    assert foreseen_of(StaffFile()) is None


def test_a_row_keeps_what_becomes_of_the_person():
    row = StaffFileRow(content={"v": 1})

    keep_turns(row, TURNS)

    assert row.becomes == "|overdue:3|to-do:12|day:4|"
    assert turns_of(row) == TURNS
    assert turns_of(StaffFileRow(content={"v": 1})) == []
