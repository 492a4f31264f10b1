"""Uploading a staff file: what is asked, remembered, refused and replaced."""

from datetime import timedelta

import pytest
from django.test import TestCase

from courses.packages import uploads
from courses.packages.staff_files import StaffFile
from courses.packages.staff_rows import fields_of
from courses.usecases.apply_staff_file import start_applying
from courses.usecases.upload_staff_file import FileInHand, name_columns
from tests.people import NOON
from tests.tables import trail
from tests.usecases.staff_lists import read, upload

UNUSUAL = b"Who;Mail;Shoe size\r\nMei Tan;mei@elm-park.example;38\r\n"


def test_a_file_whose_headings_are_known_is_read_at_once(elm, tmp_path, settings):
    settings.DATA_DIR = tmp_path

    file = upload(elm, tmp_path, b"Name,Email\nMei Tan,mei@elm-park.example\n")

    assert (file.state, fields_of(file)) == ("reading", ["name", "email"])
    assert uploads.kept(file.reference).is_file()
    assert trail(elm.organisation.pk) == [
        ("uploaded-staff-file", "stafffile", file.pk, elm.lewis.pk)
    ]


def test_unknown_headings_are_asked_for_once_and_remembered(elm, tmp_path):
    file = upload(elm, tmp_path, UNUSUAL)
    asked = file.state

    with TestCase.captureOnCommitCallbacks():
        name_columns(file=file, fields=["name", "email", ""], at=NOON)
    again = upload(elm, tmp_path, UNUSUAL)

    assert (asked, file.state) == ("columns", "reading")
    assert (again.state, fields_of(again)) == ("reading", ["name", "email", ""])


def test_columns_are_named_once_alone(elm, tmp_path):
    file = upload(elm, tmp_path, b"Name,Email\nMei Tan,mei@elm-park.example\n")

    name_columns(file=file, fields=["email", "name"], at=NOON)

    assert fields_of(file) == ["name", "email"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b" \r\n", "The file is empty. The first row names the columns, then one person a row"),
        (
            b"Mei Tan,mei@elm-park.example\n",
            "The first row must name the columns, such as Name, Email, Job, Site, Start date",
        ),
        (
            b"PK\x03\x04 no workbook",
            "The workbook is broken. Open it, save it again as .xlsx and upload that",
        ),
        (
            b"\xd0\xcf\x11\xe0 old",
            "This is an old or locked workbook. Save it as .xlsx without a password, or as CSV",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(elm, tmp_path, content, problem):
    file = upload(elm, tmp_path, content)

    assert (file.state, file.problem) == ("refused", problem)
    assert not (tmp_path / "incoming.csv").exists()


def test_another_file_takes_the_place_of_one_that_waits(elm, tmp_path):
    first = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;")

    second = read(elm, tmp_path, "Jo Bell;jo@elm-park.example;;;North;")

    first.refresh_from_db()
    assert (first.state, first.rows.count(), second.state) == ("discarded", 0, "waiting")


def test_no_file_is_taken_while_another_is_applied(elm, tmp_path):
    file = read(elm, tmp_path, "Mei Tan;mei@elm-park.example;;;North;")
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)

    with pytest.raises(FileInHand):
        upload(elm, tmp_path, UNUSUAL, at=NOON + timedelta(minutes=1))

    assert list(StaffFile.objects.values_list("state", flat=True)) == ["applying"]
    assert not (tmp_path / "incoming.csv").exists()
