"""A folder of data and a passed course, for the tests of backups."""

import pytest
from django.db import connection

from courses.certification.models import Certificate
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, make_elm, make_harbour
from tests.small_course import answer_all, enrol, finish_lessons, make_small_course, open_attempt


@pytest.fixture
def data_dir(tmp_path, settings):
    """Return a DATA_DIR of this test alone."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def certificate(transactional_db, data_dir):
    """Return the certificate of Amira, signed with a key of this test's DATA_DIR."""
    elm = make_elm()
    make_harbour()
    enrolment = enrol(elm.amira, elm.organisation, make_small_course())
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)
    connection.close()
    return Certificate.objects.get()
