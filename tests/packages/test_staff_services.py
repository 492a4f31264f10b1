"""What is asked of staff files outside the use cases."""

from datetime import timedelta

from courses.accounts.staff_roster import Kind
from courses.packages import staff_services as staff_files
from tests.people import NOON
from tests.usecases.staff_lists import apply, read
from tests.usecases.uploading import staff_file_of


def test_a_file_is_found_by_its_own_organisation_alone(elm, harbour):
    mine = staff_file_of(elm.lewis, elm.organisation)
    staff_file_of(harbour.beth, harbour.organisation)

    assert staff_files.file_at(organisation=elm.organisation, reference=mine.reference) == mine
    assert staff_files.file_at(organisation=harbour.organisation, reference=mine.reference) is None
    assert staff_files.files_of(elm.organisation) == [mine]


def test_rows_are_paged_and_streamed_by_kind(elm, tmp_path, monkeypatch):
    monkeypatch.setattr(staff_files, "ROWS_A_PAGE", 2)
    file = read(
        elm, tmp_path, *[f"P {n};p{n}@elm-park.example;;;North;" for n in range(3)], ";;;;;x"
    )

    first = staff_files.rows_page(file=file, kind=Kind.ADD, cursor="")
    second = staff_files.rows_page(file=file, kind=Kind.ADD, cursor=first.later)

    assert [row.position for row in first.rows + second.rows] == [1, 2, 3]
    assert [row.row for row in staff_files.rows_of(file=file, kind=Kind.ERROR)] == [5]


def test_nothing_is_stuck_within_two_minutes(elm):
    file = staff_file_of(elm.lewis, elm.organisation)

    assert staff_files.is_stuck(file, at=NOON + timedelta(minutes=2)) is False
    assert staff_files.is_stuck(file, at=NOON + timedelta(minutes=3)) is True


def test_the_newest_applied_file_is_known(elm, tmp_path):
    first = apply(elm, read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;"))
    second = apply(elm, read(elm, tmp_path, "Jo Bell;jo@elm-park.example;;;North;"))

    assert (staff_files.is_newest(first), staff_files.is_newest(second)) == (False, True)
