"""Staff files for the tests: written as people write them, uploaded, read and applied."""

from pathlib import Path

from django.test import TestCase

from courses.packages.staff_files import StaffFile
from courses.usecases.apply_staff_file import apply_staff_file, start_applying
from courses.usecases.read_staff_file import read_staff_file
from courses.usecases.upload_staff_file import upload_staff_file
from tests.people import NOON, Elm

HEADING = "Name;Email;Staff number;Job;Site;Start date"


def upload(elm: Elm, folder: Path, content: bytes, *, everybody=False, at=NOON) -> StaffFile:
    """Upload ``content`` to Elm Park as Lewis; the worker has not looked at it yet."""
    path = folder / "incoming.csv"
    path.write_bytes(content)
    with TestCase.captureOnCommitCallbacks():
        return upload_staff_file(
            path=path,
            file_name="staff.csv",
            organisation=elm.organisation,
            everybody=everybody,
            by=elm.lewis,
            at=at,
        )


def read(elm: Elm, folder: Path, *rows: str, everybody=False, at=NOON) -> StaffFile:
    """Upload a list of ``rows`` below the usual heading and read it."""
    content = "\r\n".join([HEADING, *rows]).encode()
    file = upload(elm, folder, content, everybody=everybody, at=at)
    read_staff_file(file=file, at=at)
    return file


def apply(elm: Elm, file: StaffFile, *, at=NOON) -> StaffFile:
    """Apply a file that waits."""
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=at, actor_id=elm.lewis.pk)
        apply_staff_file(file=file, at=at, actor_id=elm.lewis.pk)
    return file


def shown(file: StaffFile) -> list[tuple[int | None, str, str]]:
    """Return row, kind and name of each row of ``file``."""
    return list(file.rows.order_by("position").values_list("row", "kind", "name"))
