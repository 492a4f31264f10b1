"""Set an uploaded package aside: nothing is made of it, and its file is removed."""

from datetime import datetime

from django.db import transaction

from courses.audit import services as audit
from courses.packages import services as packages
from courses.packages import uploads
from courses.packages.models import ImportRun


def discard_import(*, run: ImportRun, at: datetime, actor_id: int) -> ImportRun:
    """Discard ``run`` and remove its file; one that was decided upon already stays as it is."""
    settle(run=run, at=at, actor_id=actor_id)
    if run.state == ImportRun.State.DISCARDED:
        uploads.drop(run.reference)
    return run


@transaction.atomic
def settle(*, run: ImportRun, at: datetime, actor_id: int) -> None:
    """Write that ``run`` is discarded, with its audit event, if it still waits."""
    if packages.lock(run=run):
        packages.discard(run=run)
        audit.record(
            verb="discarded",
            about=run,
            organisation_id=run.organisation_id,
            actor_id=actor_id,
            at=at,
            details={"sha256": run.sha256},
        )
