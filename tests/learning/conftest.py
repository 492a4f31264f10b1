"""Amira's enrolment in the small course, while Harbour Trust exists."""

import pytest

from courses.learning.models import Enrolment
from tests.small_course import enrol


@pytest.fixture
def enrolment(elm, harbour, small_course) -> Enrolment:
    """Return Amira's open enrolment, nothing read yet."""
    return enrol(elm.amira, elm.organisation, small_course)
