"""Give a member another job, site or team from a day on."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts import staff
from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Role, Site, Team
from courses.audit.services import record
from courses.usecases.apply_requirements import apply_rules


class DayOutside(ValueError):
    """The day lies before the first or after the last day of the job it changes."""


@transaction.atomic
def move_staff(
    *,
    period: MembershipPeriod,
    role: Role,
    site: Site,
    team: Team | None,
    from_day: date,
    at: datetime,
    actor_id: int | None = None,
) -> MembershipPeriod:
    """Let the member of ``period`` work elsewhere from ``from_day`` on; return where they then do.

    The same place again is returned and nothing written.

    :raises DayOutside: when ``from_day`` is not a day of the period.
    :raises OtherOrganisation: when role, site or team belong elsewhere.
    :raises Superseded: when somebody else has changed the period meanwhile.
    """
    is_over = period.valid_until is not None and from_day > period.valid_until
    if from_day < period.valid_from or is_over:
        raise DayOutside
    if (period.role, period.site, period.team) == (role, site, team):
        return period
    moved = staff.move(
        period=period,
        role=role,
        site=site,
        team=team,
        from_day=from_day,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="moved",
        about=moved,
        organisation_id=period.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"membership": period.membership_id},
    )
    transaction.on_commit(lambda: apply_rules.enqueue(period.organisation_id))
    return moved
