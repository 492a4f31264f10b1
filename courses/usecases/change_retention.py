"""Set for how long an organisation keeps what goes by itself."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from courses.accounts import retention
from courses.accounts.models import Organisation
from courses.accounts.place_rows import lock
from courses.accounts.retention import BOUNDS, Periods
from courses.audit.services import record
from courses.common.history import Superseded
from courses.compliance.rehearsal import longest_lasting


class OutOfBounds(ValueError):
    """A period is shorter or longer than it may be."""


def bounds_for(organisation_id: int | None) -> dict[str, tuple[int, int]]:
    """Return the fewest and the most of each period; one query.

    What shows accepted training stays for as long as a rule lets a completion count, up to the
    most there is.
    """
    least, most = BOUNDS["accepted_months"]
    lasting = min(most, max(least, longest_lasting(organisation_id, ever=most)))
    return {**BOUNDS, "accepted_months": (lasting, most)}


def lengthened(periods: Periods, organisation_id: int | None) -> Periods:
    """Return ``periods`` as the run goes by them: no shorter than the rules of today ask for.

    One query, none where the longest there is holds already.
    """
    if periods.accepted_months >= BOUNDS["accepted_months"][1]:
        return periods
    least, _most = bounds_for(organisation_id)["accepted_months"]
    return replace(periods, accepted_months=max(least, periods.accepted_months))


@transaction.atomic
def change_retention(
    *,
    organisation: Organisation,
    periods: Periods,
    usual: Periods,
    at: datetime,
    actor_id: int,
    seen: Periods | None = None,
) -> bool:
    """Let ``periods`` hold from ``at`` on; False where they hold already, and nothing is written.

    ``usual`` is what holds where nothing was set, ``seen`` what held when this was decided; with
    None it may be any.

    :raises OutOfBounds: when one is shorter or longer than it may be.
    :raises Superseded: when others than those ``seen`` hold by now.
    """
    lock(organisation)
    asked = asdict(periods)
    for name, (least, most) in bounds_for(organisation.pk).items():
        if not least <= asked[name] <= most:
            raise OutOfBounds(name)
    there = retention.own_periods(organisation.pk)
    was = there.periods if there else usual
    if periods == was:
        return False
    if seen not in {None, was}:
        raise Superseded
    kept = retention.set_periods(
        organisation=organisation, periods=periods, at=at, actor_id=actor_id
    )
    record(
        verb="changed-retention",
        about=kept,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"was": asdict(was), "is": asked},
    )
    return True
