"""Take back what somebody was given: a later due day, or a course by a day."""

from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.compliance.assignments import Assignment
from courses.compliance.extending import end_given, given_to_take_back
from courses.compliance.extensions import Extension


def take_extension_back(
    *, membership: Membership, course: Course, at: datetime, actor_id: int | None = None
) -> bool:
    """Let the due day of ``course`` be again what the rules say, as ``take_back`` does it."""
    return take_back(
        Extension,
        verb="took-extension-back",
        membership=membership,
        course=course,
        at=at,
        actor_id=actor_id,
    )


def take_assignment_back(
    *, membership: Membership, course: Course, at: datetime, actor_id: int | None = None
) -> bool:
    """Ask for ``course`` no longer by a day of their own, as ``take_back`` does it."""
    return take_back(
        Assignment,
        verb="took-assignment-back",
        membership=membership,
        course=course,
        at=at,
        actor_id=actor_id,
    )


@transaction.atomic
def take_back(
    table: type[Extension | Assignment],
    *,
    verb: str,
    membership: Membership,
    course: Course,
    at: datetime,
    actor_id: int | None,
) -> bool:
    """Take back what is in ``table`` about ``course``, from the London day of ``at`` on.

    Earlier days keep the answer they had. Return whether there was anything to take back: where
    there was not, nothing is written.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    today = local_date(at)
    # The person's row is the lock: two at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    given = given_to_take_back(table, membership, course_id=course.pk, on=today)
    for one in given:
        end_given(given=one, on=today, at=at, actor_id=actor_id)
    if given:
        record(
            verb=verb,
            about=membership,
            organisation_id=membership.organisation_id,
            actor_id=actor_id,
            at=at,
            details={"course": course.pk},
        )
    return bool(given)
