"""Confirm having read what changed in a course since one completed it."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.learning import change_services
from courses.learning.change_queries import notice_for
from courses.learning.models import Enrolment


@transaction.atomic
def confirm_change(*, enrolment: Enrolment, version_id: int, at: datetime) -> bool:
    """Keep that what changed up to the version ``version_id`` was read; return whether it is kept.

    Completion, certificate and status stay as they are. Nothing is written where something else is
    to be read by now, or nothing any more: a second click, or an old page.
    """
    held = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    notice = notice_for(held)
    if notice is None or notice.version_id != version_id:
        return False
    change_services.confirm(enrolment=held, notice=notice, at=at)
    record(
        verb="read-change",
        about=held,
        organisation_id=held.organisation_id,
        actor_id=held.learner_id,
        at=at,
        details={"version": version_id, "minutes": notice.minutes},
    )
    return True
