"""Give a member another job, site or team from a day on."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from courses.accounts import staff
from courses.accounts.access import day_before
from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Role, Site, Team
from courses.audit.services import record
from courses.compliance.facts import period_of
from courses.compliance.moving import elsewhere, rehearse_moving, rules_following
from courses.compliance.queries import Facts, rules_of
from courses.compliance.revising import Outcome
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
    refuse_outside(period, from_day)
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


def refuse_outside(period: MembershipPeriod, from_day: date) -> None:
    """Refuse a day on which nobody holds the job.

    :raises DayOutside: when ``from_day`` is not a day of the period.
    """
    is_over = period.valid_until is not None and from_day > period.valid_until
    if from_day < period.valid_from or is_over:
        raise DayOutside


def rehearse_move(
    *,
    period: MembershipPeriod,
    role: Role,
    site: Site,
    team: Team | None,
    from_day: date,
    today: date,
) -> Outcome:
    """Return in which courses the member of ``period`` would stand otherwise, were they moved.

    From the first day on that it tells and that has not passed; nothing is written. Four queries,
    one more where a rule asks for a tag, and one where a rule is for people who were chosen.

    :raises DayOutside: when ``from_day`` is not a day of the period.
    """
    refuse_outside(period, from_day)
    here, member = period.organisation_id, period.membership
    old = period_of(period)
    there = replace(
        old,
        valid_from=from_day,
        role_id=role.pk,
        site_id=site.pk,
        team_id=team.pk if team else None,
    )
    kept = [replace(old, valid_until=day_before(from_day))] if from_day > old.valid_from else []

    def moved(facts: Facts) -> Facts:
        mine = elsewhere(facts.periods[member.pk], ended=[old], made=[*kept, there])
        return replace(facts, periods={member.pk: mine})

    rules = rules_following(
        rules_of([here]).get(here, []), lambda one: one.roles or one.sites or one.teams
    )
    return rehearse_moving([member], rules=rules, on=max(today, from_day), moved=moved)
