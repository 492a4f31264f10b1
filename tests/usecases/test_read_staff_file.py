"""Reading a staff file: everything a lead sees before anything is written."""

import pytest
from django.db import connection

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import User
from courses.packages import uploads
from courses.packages.staff_files import StaffFile
from courses.packages.staff_rows import content_of
from courses.usecases import read_staff_file as module
from courses.usecases.read_staff_file import GONE, read_file, read_staff_file
from courses.usecases.undo_staff_file import discard_staff_file
from tests.people import NOON
from tests.usecases.staff_lists import HEADING, read, shown, upload

pytestmark = pytest.mark.usefixtures("harbour")


def test_a_messy_list_adds_up_and_writes_nothing_about_people(elm, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "ROWS_A_CHUNK", 2)
    before = (User.objects.count(), Membership.objects.count(), MembershipPeriod.objects.count())
    rows = [
        HEADING,
        "Si\xe2n O'Brien;sian@elm-park.example;;;North;1.4.26",
        "Amira Haddad;amira@elm-park.example;E001;;South;",
        "Lewis Grant;lewis@elm-park.example;E002;;;",
        "Jo Bell;j.smith@;;;North;",
        "Kit Low;kit@elm-park.example;;;Moon;",
        ";nobody@elm-park.example;;;North;",
        "Si\xe2n O'Brien;SIAN@elm-park.example;;;North;",
        '"=HYPERLINK(""http://x.example"")";h@elm-park.example;;;North;31/2/2026',
    ]

    file = upload(elm, tmp_path, "\r\n".join(rows).encode("cp1252"))
    done = read_staff_file(file=file, at=NOON)

    assert (done, file.state, file.rows_total) == (8, "waiting", 8)
    assert file.read_as == "CSV, Windows-1252, semicolon between the cells"
    assert shown(file) == [
        (2, "add", "Si\xe2n O'Brien"),
        (3, "change", "Amira Haddad"),
        (4, "unchanged", "Lewis Grant"),
        (5, "error", "Jo Bell"),
        (6, "error", "Kit Low"),
        (7, "error", "nobody@elm-park.example"),
        (8, "error", "Si\xe2n O'Brien"),
        (9, "error", '=HYPERLINK("http://x.example")'),
    ]
    contents = [content_of(row) for row in file.rows.order_by("position")]
    assert contents[1].changes == (("site", "North", "South"),)
    assert [content.problems for content in contents[3:]] == [
        (("email", "j.smith@", "Enter an email address such as name@example.org"),),
        (("site", "Moon", "Enter a site that you have set up (North, South)"),),
        (("name", "", "Enter the person's name"),),
        (("email", "SIAN@elm-park.example", "Row 2 is the same person. Remove one of them"),),
        (("start date", "31/2/2026", "Enter a real date such as 2026-09-01 or 1/9/2026"),),
    ]
    assert file.counts == {
        "v": 1, "add": 1, "invite": 0, "change": 1, "unchanged": 1, "leaver": 0, "error": 5,
    }  # fmt: skip
    after = (User.objects.count(), Membership.objects.count(), MembershipPeriod.objects.count())
    assert after == before


def test_the_bytes_are_gone_once_the_rows_are_kept(elm, tmp_path):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;")

    with pytest.raises(uploads.UploadGone):
        uploads.kept(file.reference)


def test_a_file_that_is_gone_or_broken_is_refused(elm, tmp_path):
    gone = upload(elm, tmp_path, HEADING.encode())
    uploads.drop(gone.reference)
    read_file.call(gone.pk)
    gone.refresh_from_db()
    broken = upload(
        elm, tmp_path, f"{HEADING}\r\n{'x' * 40}\r\n".encode() * 12 + b'"' + b"x" * 3000
    )
    read_staff_file(file=broken, at=NOON)

    assert (gone.state, gone.problem) == ("refused", GONE)
    assert broken.state == "refused"
    assert broken.problem.startswith("From row ")


def test_a_file_that_is_set_aside_meanwhile_is_not_read(elm, tmp_path):
    file = upload(elm, tmp_path, f"{HEADING}\r\nMei Tan;mei@elm-park.example;;;North;".encode())
    uploads.keep(tmp_path_copy(tmp_path), reference=file.reference)
    discard_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)
    uploads.keep(tmp_path_copy(tmp_path), reference=file.reference)

    assert read_staff_file(file=file, at=NOON) == 0
    assert (file.state, file.rows.count()) == ("discarded", 0)


@pytest.mark.parametrize("rows", ["", "Mei Tan;mei@elm-park.example;;;North;"])
def test_a_file_that_is_set_aside_while_it_is_read_stays_so(elm, tmp_path, rows):
    file = upload(elm, tmp_path, f"{HEADING}\r\n{rows}".encode())

    def set_aside(execute, sql, *rest):
        if 'FROM "courses_invitation"' in sql:
            StaffFile.objects.update(state="discarded")
        return execute(sql, *rest)

    with connection.execute_wrapper(set_aside):
        assert read_staff_file(file=file, at=NOON) == 0

    assert (file.state, file.rows.count()) == ("discarded", 0)


def test_a_file_that_was_set_aside_is_not_refused_on_top(elm, tmp_path):
    file = upload(elm, tmp_path, HEADING.encode())
    discard_staff_file(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert (read_staff_file(file=file, at=NOON), file.state, file.problem) == (0, "discarded", "")


def tmp_path_copy(folder):
    """Return a file with one good row, to be kept."""
    path = folder / "again.csv"
    path.write_text(f"{HEADING}\r\nMei Tan;mei@elm-park.example;;;North;", encoding="utf-8")
    return path
