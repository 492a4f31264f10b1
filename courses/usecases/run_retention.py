"""Remove what is past its period: packages never decided upon, and who was in training rooms."""

from datetime import datetime, timedelta

from django.db import transaction

from courses.accounts.models import Organisation
from courses.accounts.retention import Periods, periods_by_organisation
from courses.audit import services as audit
from courses.common.dates import add_months, local_date
from courses.learning import together_services as together
from courses.learning.together import Gathering
from courses.learning.together_queries import past_gatherings
from courses.packages import services as packages
from courses.packages import uploads
from courses.packages.models import ImportRun
from courses.packages.queries import waiting_since

UPLOADS_WAIT = timedelta(days=30)


def expire_uploads(*, at: datetime) -> int:
    """Discard each package that has waited for more than 30 days; return how many.

    Each is a transaction of its own, and its file goes after the commit: a second run, or one
    beside this, finds nothing left to do.
    """
    return sum(expire(run, at=at) for run in waiting_since(at - UPLOADS_WAIT))


def expire(run: ImportRun, *, at: datetime) -> bool:
    """Discard ``run`` and remove its file; return whether it still waited."""
    is_expired = settle(run, at=at)
    if is_expired:
        uploads.drop(run.reference)
    return is_expired


@transaction.atomic
def settle(run: ImportRun, *, at: datetime) -> bool:
    """Write that ``run`` is discarded, with its audit event, if it still waits since then."""
    is_expired = packages.lock(run=run) and run.at < at - UPLOADS_WAIT
    if is_expired:
        packages.discard(run=run)
        audit.record(
            verb="expired-upload",
            about=run,
            organisation_id=run.organisation_id,
            at=at,
            details={"sha256": run.sha256},
        )
    return is_expired


def forget_attendance(*, months: int, at: datetime) -> int:
    """Remove who was in a training room ``months`` ago or earlier; return of how many rooms.

    Or as long ago as its organisation has set. Each room is a transaction of its own: a second run,
    or one beside this, finds nothing left to do. What people completed there is theirs and stays,
    and so does whoever is under a legal hold.
    """
    today = local_date(at)
    return sum(
        forget(room, at=at)
        for here, kept in periods_by_organisation(Periods(months)).items()
        for room in past_gatherings(
            before=add_months(today, -kept.attendance_months), on=today, organisation_id=here
        )
    )


@transaction.atomic
def forget(gathering: Gathering, *, at: datetime) -> bool:
    """Remove the seats of one room with an audit event; False where none are left.

    The organisation's row is held, so that a legal hold comes wholly before or wholly after.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=gathering.organisation_id)
    gathering = together.lock(gathering=gathering)
    seats = together.forget_attendance(gathering=gathering, on=local_date(at))
    if seats:
        audit.record(
            verb="forgot-attendance",
            about=gathering,
            organisation_id=gathering.organisation_id,
            at=at,
            details={"people": seats},
        )
    return seats > 0
