"""Training done elsewhere, for tests: offered by its owner, waiting for a lead."""

from datetime import timedelta

from courses.accounts.membership import Membership
from courses.catalogue.models import Course
from courses.learning.brought import BroughtRecord
from courses.learning.evidence import PDF, Evidence
from courses.usecases.offer_with_file import offer_with_file
from tests.people import NOON, TODAY

SMALL_PDF = Evidence(b"%PDF-1.4\n%%EOF\n", PDF)


def brought_of(member: Membership, course: Course, **changes) -> BroughtRecord:
    """Return what ``member`` says about one course, an hour long, a hundred days ago."""
    fields = {
        "membership": member,
        "course": course,
        "completed_on": TODAY - timedelta(days=100),
        "minutes": 60,
        "evidence": "Certificate 12 of another provider",
        "at": NOON,
        "file": None,
    }
    return offer_with_file(**(fields | changes))
