"""Writes about what changed in a completed course. No transaction is opened here."""

from datetime import datetime

from courses.catalogue.models import CourseVersion
from courses.common.dates import local_date
from courses.learning.changes import ChangeNotice, ChangeRead
from courses.learning.models import Enrolment


def ask_to_read(
    *, version: CourseVersion, minutes: int, at: datetime, actor_id: int | None
) -> ChangeNotice:
    """Ask whoever completed an earlier version to read what changed in ``version``, once."""
    notice, _is_new = ChangeNotice.objects.get_or_create(
        version=version,
        defaults={"minutes": minutes, "recorded_at": at, "recorded_by_id": actor_id},
    )
    return notice


def confirm(*, enrolment: Enrolment, notice: ChangeNotice, at: datetime) -> bool:
    """Keep that the change was read on the London day of ``at``; return whether it is new."""
    _read, is_new = ChangeRead.objects.get_or_create(
        enrolment=enrolment,
        version_id=notice.version_id,
        defaults={"minutes": notice.minutes, "read_at": at, "read_on": local_date(at)},
    )
    return is_new
