"""Record that a list of people was taken away as a file."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record


@transaction.atomic
def export_list(
    *,
    organisation: Organisation,
    report: str,
    kind: str,
    people: int,
    on: date,
    known_at: datetime | None = None,
    at: datetime,
    actor_id: int,
) -> None:
    """Record who took which list of ``organisation``, as what file, and how many people it held.

    ``known_at`` stands in the trail where the list left out what was recorded later.
    """
    known = {"known_at": known_at.isoformat()} if known_at else {}
    record(
        verb="exported",
        about=organisation,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"report": report, "kind": kind, "people": people, "on": on.isoformat(), **known},
    )
