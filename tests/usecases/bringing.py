"""Training done elsewhere, for tests: offered by its owner, waiting for a lead."""

from datetime import timedelta

from courses.accounts.membership import Membership
from courses.catalogue.models import Course
from courses.learning.brought import BroughtRecord
from courses.usecases.offer_record import offer_record
from tests.people import NOON, TODAY


def brought_of(member: Membership, course: Course, **changes) -> BroughtRecord:
    """Return what ``member`` says about one course, an hour long, a hundred days ago."""
    fields = {
        "membership": member,
        "course": course,
        "completed_on": TODAY - timedelta(days=100),
        "minutes": 60,
        "evidence": "Certificate 12 of another provider",
        "at": NOON,
    }
    return offer_record(**(fields | changes))
