"""Amira on her way through the small course, while Harbour Trust exists."""

from pathlib import Path

import pytest

from courses.assessment.models import Attempt
from courses.learning.models import Enrolment
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.usecases import demo_files


@pytest.fixture
def enrolment(elm, harbour, small_course) -> Enrolment:
    """Return Amira's open enrolment, nothing read yet."""
    return enrol(elm.amira, elm.organisation, small_course)


@pytest.fixture
def all_read(enrolment) -> Enrolment:
    """Return Amira's enrolment with every lesson finished."""
    finish_lessons(enrolment)
    return enrolment


@pytest.fixture
def attempt(all_read) -> Attempt:
    """Return Amira's open attempt of two questions, nothing answered."""
    return open_attempt(all_read)


@pytest.fixture
def right_attempt(attempt) -> Attempt:
    """Return Amira's open attempt with every answer right."""
    answer_all(attempt)
    return attempt


@pytest.fixture
def fixtures(tmp_path) -> Path:
    """Return a folder with one course, what it cites, two organisations and their past."""
    return demo_files.write(tmp_path / "fixtures")
