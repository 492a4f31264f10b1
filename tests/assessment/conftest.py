"""Amira at the quiz of the small course, while Harbour Trust exists."""

import pytest

from courses.assessment.models import Attempt
from courses.learning.models import Enrolment
from tests.small_course import enrol, finish_lessons, open_attempt


@pytest.fixture
def enrolment(elm, harbour, small_course) -> Enrolment:
    """Return Amira's enrolment with every lesson finished."""
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)
    return enrolment


@pytest.fixture
def attempt(enrolment) -> Attempt:
    """Return Amira's open attempt, nothing answered."""
    return open_attempt(enrolment)
