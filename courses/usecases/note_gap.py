"""Note a gap with its action and owner, change it, or mark it done."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.models import Organisation, Site
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.reporting import services as reporting
from courses.reporting.models import GapAction


@transaction.atomic
def note_gap(
    *,
    organisation: Organisation,
    site: Site | None,
    gap: str,
    action: str,
    owner: str,
    noted_on: date,
    due_on: date,
    at: datetime,
    actor_id: int,
) -> GapAction:
    """Write a new line of the log; one that stands there open just so is returned as it is."""
    # The organisation's row is the lock: two first lines at once have no other row in common.
    lock(organisation)
    same = reporting.same_gap(organisation=organisation, site=site, gap=gap, action=action)
    if same is not None:
        return same
    line = reporting.note_gap(
        organisation=organisation,
        site=site,
        gap=gap,
        action=action,
        owner=owner,
        noted_on=noted_on,
        due_on=due_on,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="noted-gap",
        about=line,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"thread": str(line.thread)},
    )
    return line


@transaction.atomic
def revise_gap(
    *, line: GapAction, changes: dict[str, object], at: datetime, actor_id: int
) -> GapAction:
    """Write ``changes`` to one line of the log; without a change nothing is written.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    changed = {name: value for name, value in changes.items() if getattr(line, name) != value}
    if not changed:
        return line
    fresh = reporting.revise_gap(line=line, at=at, actor_id=actor_id, **changed)
    record(
        verb="revised-gap",
        about=fresh,
        organisation_id=fresh.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"thread": str(fresh.thread), "fields": sorted(changed)},
    )
    return fresh
