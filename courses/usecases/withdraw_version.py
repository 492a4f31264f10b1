"""Withdraw a version: nobody begins it any more; those part-way finish it."""

from datetime import datetime

from django.db import transaction

from courses.audit import services as audit
from courses.catalogue import services as catalogue
from courses.catalogue.structure import CourseVersion
from courses.usecases.ask_anew import stop_asking


class NotPublished(ValueError):
    """The version is not open to learners."""


@transaction.atomic
def withdraw_version(*, version: CourseVersion, at: datetime, actor_id: int) -> CourseVersion:
    """Close ``version`` to whoever begins, with its audit event; a repeat writes nothing.

    Enrolments, answers, completions and certificates stay as they are. Where it was asked for anew
    and nobody can begin it now, it is asked for no more.

    :raises NotPublished: when it is a draft.
    """
    if not catalogue.withdraw(version=version):
        if version.state == CourseVersion.State.DRAFT:
            message = f"{version} is a draft"
            raise NotPublished(message)
        return version
    stop_asking(course=version.course, at=at, actor_id=actor_id)
    audit.record(
        verb="withdrawn",
        about=version,
        organisation_id=version.course.owner_id,
        actor_id=actor_id,
        at=at,
        details={"content_hash": version.content_hash},
    )
    return version
