"""Writes of this room: rules and exemptions, as dated rows."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Role, Site, Team
from courses.catalogue.models import Course
from courses.common.history import cancel, revise
from courses.compliance.models import Exemption, Requirement


def set_requirement(
    *,
    organisation: Organisation,
    course: Course,
    effective_from: date,
    due_days: int | None,
    valid_months: int | None,
    at: datetime,
    due_on: date | None = None,
    role: Role | None = None,
    site: Site | None = None,
    team: Team | None = None,
    actor_id: int | None = None,
) -> Requirement:
    """Make a new rule: who must hold ``course``, by when, and for how many months.

    Due ``due_days`` after the start, or for everybody ``due_on`` a day.
    """
    return Requirement.objects.create(
        rule=uuid4(),
        organisation=organisation,
        course=course,
        role=role,
        site=site,
        team=team,
        effective_from=effective_from,
        due_days=due_days,
        due_on=due_on,
        valid_months=valid_months,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def end(*, requirement: Requirement, last_day: date, at: datetime, actor_id: int | None) -> None:
    """Give a rule its last day; one that would end before it begins is taken back.

    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    if last_day < requirement.effective_from:
        cancel(requirement, at=at)
    else:
        revise(requirement, at=at, actor_id=actor_id, effective_until=last_day)


def revise_rule(
    *,
    requirement: Requirement,
    effective_from: date,
    changes: Mapping[str, Any],
    at: datetime,
    actor_id: int | None,
) -> Requirement:
    """Let a rule ask for ``changes`` from ``effective_from`` on; earlier days keep their revision.

    From its very first day on, the revision itself is put right.

    :raises Superseded: when somebody else has changed the rule meanwhile.
    """
    if effective_from == requirement.effective_from:
        return revise(requirement, at=at, actor_id=actor_id, **changes)
    last = effective_from - timedelta(days=1)
    revise(requirement, at=at, actor_id=actor_id, effective_until=last)
    return Requirement.objects.create(
        rule=requirement.rule,
        organisation_id=requirement.organisation_id,
        course_id=requirement.course_id,
        role_id=requirement.role_id,
        site_id=requirement.site_id,
        team_id=requirement.team_id,
        renewal=requirement.renewal,
        minimum_version=requirement.minimum_version,
        effective_from=effective_from,
        effective_until=requirement.effective_until,
        recorded_at=at,
        recorded_by_id=actor_id,
        **changes,
    )


def exempt(
    *,
    membership: Membership,
    rule: UUID,
    reason: str,
    valid_from: date,
    valid_until: date,
    at: datetime,
    actor_id: int | None = None,
) -> Exemption:
    """Excuse one person from one rule from one day to another."""
    return Exemption.objects.create(
        membership=membership,
        organisation_id=membership.organisation_id,
        rule=rule,
        reason=reason,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def end_exemption(
    *, exemption: Exemption, last_day: date, at: datetime, actor_id: int | None
) -> None:
    """Give an exemption an earlier last day; one that would end before it begins is taken back.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    if last_day < exemption.valid_from:
        cancel(exemption, at=at)
    else:
        revise(exemption, at=at, actor_id=actor_id, valid_until=last_day)
