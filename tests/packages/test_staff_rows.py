"""What is kept of a row, read back as it was written."""

from datetime import date

from courses.accounts.staff_roster import Kind, Planned
from courses.packages.staff_files import StaffFile
from courses.packages.staff_rows import (
    Content,
    content_of,
    count_of,
    fields_of,
    headings_of,
    refuse,
    row_of,
    write_columns,
    write_counts,
)

DAY = date(2026, 4, 1)


def test_a_row_is_read_back_as_it_was_written():
    planned = Planned(
        7,
        Kind.CHANGE,
        "Mei Tan",
        membership=3,
        changes=(("site", "North", "South"),),
        write={"site": 4, "start date": DAY, "last day": None},
    )

    row = row_of(StaffFile(), 6, planned, ["Mei Tan", "South"])

    assert (row.row, row.position, row.kind, row.membership_id) == (7, 6, "change", 3)
    assert content_of(row) == Content(
        cells=("Mei Tan", "South"),
        changes=(("site", "North", "South"),),
        write={"site": 4, "start date": DAY, "last day": None},
    )


def test_a_row_that_is_refused_after_all_says_why():
    row = row_of(StaffFile(), 1, Planned(2, Kind.ADD, "Mei Tan"), [])

    refuse(row, "Upload the file again")

    assert (row.kind, content_of(row).problems) == ("error", (("", "", "Upload the file again"),))


def test_columns_and_counts_are_kept():
    file = StaffFile(columns=write_columns(["Who"], ["name"]), counts=write_counts({"add": 2}))

    assert (headings_of(file), fields_of(file)) == (["Who"], ["name"])
    assert (count_of(file, Kind.ADD), count_of(file, Kind.ERROR)) == (2, 0)
