"""Take the later due day back that somebody was given."""

from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.compliance.extending import end_extension, extensions_to_take_back


@transaction.atomic
def take_extension_back(
    *, membership: Membership, course: Course, at: datetime, actor_id: int | None = None
) -> bool:
    """Let the due day of ``course`` be again what the rules say, from the London day of ``at`` on.

    Earlier days keep the answer they had. Return whether there was anything to take back: where
    there was not, nothing is written.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    today = local_date(at)
    # The person's row is the lock: two at once have no other row in common.
    User.objects.select_for_update().get(pk=membership.user_id)
    given = extensions_to_take_back(membership, course_id=course.pk, on=today)
    for extension in given:
        end_extension(extension=extension, on=today, at=at, actor_id=actor_id)
    if given:
        record(
            verb="took-extension-back",
            about=membership,
            organisation_id=membership.organisation_id,
            actor_id=actor_id,
            at=at,
            details={"course": course.pk},
        )
    return bool(given)
