"""Going on with a staff file after a break."""

from datetime import timedelta

import pytest
from django.test import TestCase

from courses.usecases.apply_staff_file import start_applying
from courses.usecases.resume_staff_file import resume_staff_file
from courses.usecases.undo_staff_file import start_undoing
from tests.people import NOON
from tests.usecases.staff_lists import HEADING, apply, read, upload

pytestmark = pytest.mark.usefixtures("harbour")
SOON, LATER = NOON + timedelta(seconds=30), NOON + timedelta(minutes=3)
MEI = "Mei Tan;mei@elm-park.example;;;North;"


def carry_on(elm, file, *, at=LATER) -> str:
    """Resume ``file``, let the worker do what it is handed, and return the state after."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        resume_staff_file(file=file, at=at, actor_id=elm.lewis.pk)
    file.refresh_from_db()
    return file.state


def test_reading_goes_on_after_two_minutes_and_not_before(elm, tmp_path):
    file = upload(elm, tmp_path, f"{HEADING}\r\n{MEI}".encode())

    assert (carry_on(elm, file, at=SOON), carry_on(elm, file)) == ("reading", "waiting")


def test_applying_goes_on(elm, tmp_path):
    file = read(elm, tmp_path, MEI)
    with TestCase.captureOnCommitCallbacks():
        start_applying(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert carry_on(elm, file) == "applied"


def test_undoing_goes_on(elm, tmp_path):
    file = apply(elm, read(elm, tmp_path, MEI))
    with TestCase.captureOnCommitCallbacks():
        start_undoing(file=file, at=NOON, actor_id=elm.lewis.pk)

    assert carry_on(elm, file) == "undone"


def test_a_file_that_waits_is_left_alone(elm, tmp_path):
    assert carry_on(elm, read(elm, tmp_path, MEI)) == "waiting"
