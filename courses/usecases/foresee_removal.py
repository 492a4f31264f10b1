"""See what ``run_retention`` would remove at a moment, and remove nothing: its dry run."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from courses.accounts.asking_queries import past_requests
from courses.common.dates import add_months, local_date
from courses.learning.together_queries import past_gatherings
from courses.packages.queries import waiting_since
from courses.reporting import list_files, packs
from courses.usecases.expire_evidence import past_files
from courses.usecases.expire_requests import KEPT
from courses.usecases.run_retention import UPLOADS_WAIT


def foresee_removal(
    *, at: datetime, attendance_months: int, organisation_id: int | None = None
) -> dict[str, int]:
    """Return how much of each kind would go at ``at``, of one organisation or all; six queries.

    By the questions that the removal itself asks, so that the two cannot differ. Rooms are counted
    whose attendance goes.
    """
    today = local_date(at)
    here = organisation_id
    before = add_months(today, -attendance_months)
    found: dict[str, QuerySet[Any]] = {
        "uploads": waiting_since(at - UPLOADS_WAIT, organisation_id=here),
        "rooms": past_gatherings(before=before, on=today, organisation_id=here),
        "packs": packs.past_keeping(at, organisation_id=here),
        "lists": list_files.past_keeping(at, organisation_id=here),
        "evidence": past_files(at=at, organisation_id=here),
        "requests": past_requests(before=at - KEPT, on=today, organisation_id=here),
    }
    return {kind: rows.count() for kind, rows in found.items()}
