"""Publish a version: learners who begin from now on get it."""

from datetime import datetime

from django.db import transaction

from courses.audit import services as audit
from courses.catalogue import services as catalogue
from courses.catalogue.structure import CourseVersion


@transaction.atomic
def publish_version(
    *, version: CourseVersion, at: datetime, actor_id: int | None = None, reason: str = ""
) -> CourseVersion:
    """Open ``version`` to learners with its audit event, or not at all; a repeat writes nothing.

    ``reason``: why it goes out although a cited fact is past its review date. ``actor_id`` is None
    where the command line publishes.

    :raises VersionWithdrawn: when the version has been withdrawn.
    """
    if not catalogue.publish(version=version, at=at, actor_id=actor_id, reason=reason):
        return version
    audit.record(
        verb="published",
        about=version,
        organisation_id=version.course.owner_id,
        actor_id=actor_id,
        at=at,
        details={"content_hash": version.content_hash},
    )
    return version
