"""Publish a version: learners who begin from now on get it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from courses.audit import services as audit
from courses.catalogue import services as catalogue
from courses.catalogue.queries import reviewed_in
from courses.catalogue.review import Reviewed, past
from courses.catalogue.structure import CourseVersion
from courses.common.dates import local_date
from courses.learning.change_services import ask_to_read
from courses.usecases.ask_anew import ask_anew
from courses.usecases.move_part_way import carry_over


class ReasonNeeded(ValueError):
    """Something the version cites is past its review date, and nobody said why it may go out.

    ``overdue``: what it is, longest past first.
    """

    def __init__(self, overdue: Sequence[Reviewed]) -> None:
        listed = "; ".join(f"{one.kind} {one.identifier} ({one.review_by})" for one in overdue)
        super().__init__(f"Past its review date: {listed}")
        self.overdue = tuple(overdue)


@transaction.atomic
def publish_version(
    *,
    version: CourseVersion,
    at: datetime,
    actor_id: int | None = None,
    reason: str = "",
    moves_part_way: bool = False,
    minutes_to_read: int | None = None,
    anew_by: date | None = None,
) -> CourseVersion:
    """Open ``version`` to learners with its audit event, or not at all; a repeat writes nothing.

    ``reason``: why it goes out although a cited fact, offence or contact is past its review date;
    kept only where one is. ``actor_id`` is None where the command line publishes. Those who are
    part-way through another version finish it, or with ``moves_part_way`` move to this one.
    ``minutes_to_read``: so long takes reading what changed, to which whoever completed an earlier
    version is asked; None asks nobody. ``anew_by``: they complete this one anew by that day.

    :raises ReasonNeeded: when one is, on the London day of ``at``, and no reason is given.
    :raises VersionWithdrawn: when the version has been withdrawn.
    :raises DayHasPassed: when ``anew_by`` is not after that day.
    :raises NoRuleAsks: when it is given and no rule asks for the course.
    """
    catalogue.lock(version=version)
    overdue = past(reviewed_in(version), on=local_date(at))
    if overdue and not reason and version.state == CourseVersion.State.DRAFT:
        raise ReasonNeeded(overdue)
    why = reason if overdue else ""
    if not catalogue.publish(version=version, at=at, actor_id=actor_id, reason=why):
        return version
    asked: dict[str, Any] = {} if minutes_to_read is None else {"minutes_to_read": minutes_to_read}
    if minutes_to_read is not None:
        ask_to_read(version=version, minutes=minutes_to_read, at=at, actor_id=actor_id)
    if anew_by is not None:
        ask_anew(version=version, due_on=anew_by, at=at, actor_id=actor_id)
        asked["anew_by"] = anew_by.isoformat()
    audit.record(
        verb="published",
        about=version,
        organisation_id=version.course.owner_id,
        actor_id=actor_id,
        at=at,
        details={"content_hash": version.content_hash, "moves_part_way": moves_part_way, **asked},
    )
    if moves_part_way and actor_id is not None:
        transaction.on_commit(lambda: carry_over.enqueue(version.pk, actor_id))
    return version
