"""See what ``run_retention`` would remove at a moment, and remove nothing: its dry run."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from courses.accounts.asking_queries import past_requests
from courses.accounts.retention import Periods, periods_by_organisation
from courses.common.dates import add_months, local_date
from courses.learning.together_queries import past_gatherings
from courses.packages.queries import waiting_since
from courses.reporting import list_files, packs
from courses.usecases.expire_evidence import past_files
from courses.usecases.run_retention import UPLOADS_WAIT


def foresee_removal(
    *,
    at: datetime,
    attendance_months: int,
    organisation_id: int | None = None,
    kept: Periods | None = None,
) -> dict[str, int]:
    """Return how much of each kind would go at ``at``, of one organisation or all.

    With ``kept`` under these periods, in six queries; else under those of each organisation, in
    two more for one, and for all in three more for each of the others. By the questions that the
    removal itself asks, so that the two cannot differ. Rooms are counted whose attendance goes.
    """
    today = local_date(at)
    here = organisation_id
    every = periods_by_organisation(Periods(attendance_months)) if kept is None else {here: kept}
    found: dict[str, list[QuerySet[Any]]] = {
        "uploads": [waiting_since(at - UPLOADS_WAIT, organisation_id=here)],
        "rooms": [],
        "packs": [packs.past_keeping(at, organisation_id=here)],
        "lists": [list_files.past_keeping(at, organisation_id=here)],
        "evidence": [],
        "requests": [],
    }
    for one, periods in every.items():
        if here in {None, one}:
            before = add_months(today, -periods.attendance_months)
            waited = at - timedelta(days=periods.request_days)
            found["rooms"].append(past_gatherings(before=before, on=today, organisation_id=one))
            found["evidence"].append(past_files(at=at, kept=periods, organisation_id=one))
            found["requests"].append(past_requests(before=waited, on=today, organisation_id=one))
    return {kind: sum(rows.count() for rows in parts) for kind, parts in found.items()}
