"""What several tests of a learner's pages begin with."""

import pytest

from courses.usecases.record_training import record_training
from tests.people import NOON, TODAY


@pytest.fixture
def two_years(elm, small_course):
    """Record training of Amira's in two years, 2024 and 2026."""
    for year, minutes in ((2024, 90), (2026, 30), (2026, 45)):
        record_training(
            membership=elm.membership(elm.amira),
            course=small_course.course,
            completed_on=TODAY.replace(year=year),
            minutes=minutes,
            evidence=f"Seen, {minutes} minutes",
            at=NOON,
        )
