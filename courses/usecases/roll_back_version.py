"""Roll back: give an earlier published version to learners who begin from now on."""

from datetime import datetime

from django.db import transaction

from courses.audit import services as audit
from courses.catalogue import services as catalogue
from courses.catalogue.queries import newest_published
from courses.catalogue.structure import CourseVersion
from courses.usecases.ask_anew import stop_asking
from courses.usecases.withdraw_version import NotPublished


@transaction.atomic
def roll_back_version(*, version: CourseVersion, at: datetime, actor_id: int) -> CourseVersion:
    """Offer ``version`` to whoever begins, with its audit event; a repeat writes nothing.

    Those part-way on another version go on with it, and no answer is touched. A newer version that
    was asked for anew is asked for no more.

    :raises NotPublished: when it is a draft or has been withdrawn.
    """
    catalogue.lock(version=version)
    offered = newest_published(version.course)
    if offered == version:
        return version
    if not catalogue.offer(version=version, at=at):
        message = f"{version} is not open to learners"
        raise NotPublished(message)
    stop_asking(course=version.course, at=at, actor_id=actor_id)
    audit.record(
        verb="rolled-back",
        about=version,
        organisation_id=version.course.owner_id,
        actor_id=actor_id,
        at=at,
        details={
            "content_hash": version.content_hash,
            "instead_of": offered.pk if offered else None,
        },
    )
    return version
