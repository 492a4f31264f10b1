"""A small published document to read and confirm, made without files: one lesson, one check."""

from datetime import datetime

from courses.catalogue.drafts import VersionDraft
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from tests.people import NOON
from tests.small_course import small_draft


def document_draft(**changes) -> VersionDraft:
    """Return the document as data, with ``changes`` to it."""
    whole = small_draft()
    parts = {
        "slug": "our-policy",
        "title": "Our policy",
        "kind": "reading",
        "lessons": whole.lessons[:1],
        "items": tuple(one for one in whole.items if one.identifier == "check-one"),
        "assessment": None,
        "scenarios": (),
        "certificate_months": None,
    }
    return small_draft(**(parts | changes))


def make_document(*, at: datetime = NOON, **changes) -> CourseVersion:
    """Save and publish the document."""
    version = save_draft(draft=document_draft(**changes), owner_id=None)
    publish(version=version, at=at, actor_id=None)
    return version
