"""Expire what waited past its period: packages uploaded and never decided upon."""

from datetime import datetime, timedelta

from django.db import transaction

from courses.audit import services as audit
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
