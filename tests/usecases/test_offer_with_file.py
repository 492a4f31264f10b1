"""Offering training done elsewhere with a file that shows it."""

import pytest

from courses.learning.brought import AlreadyWaiting
from courses.learning.evidence import kept, place_of
from tests.usecases.bringing import SMALL_PDF, brought_of


@pytest.fixture
def folder(settings, tmp_path):
    """Keep the files of a test in a folder of its own, and return it."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "evidence"


def test_the_file_stays_where_the_record_is_new_and_nowhere_else(elm, small_course, folder):
    member, course = elm.membership(elm.amira), small_course.course

    made = brought_of(member, course, file=SMALL_PDF)
    again = brought_of(member, course, file=SMALL_PDF)
    with pytest.raises(AlreadyWaiting):
        brought_of(member, course, file=SMALL_PDF, evidence="Another")

    assert again == made
    assert kept(made.file) == SMALL_PDF.data
    assert (made.file_kind, made.file_sha256) == ("application/pdf", SMALL_PDF.sha256)
    assert list(folder.iterdir()) == [place_of(made.file)]
    assert brought_of(elm.membership(elm.lewis), course).file is None
