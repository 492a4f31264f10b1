"""Give the evidence of outside training to a lead, so that its owner can see who looked."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.learning import evidence
from courses.learning.brought import BroughtRecord


@transaction.atomic
def open_evidence(*, brought: BroughtRecord, at: datetime, actor_id: int) -> bytes | None:
    """Return the file of a record, and record who took it; None where there is none."""
    data = evidence.kept(brought.file) if brought.file else None
    if data is not None:
        record(
            verb="opened-evidence",
            about=brought,
            organisation_id=brought.organisation_id,
            actor_id=actor_id,
            at=at,
        )
    return data
