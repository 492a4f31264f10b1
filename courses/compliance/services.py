"""Writes of this room: rules and exemptions, as dated rows."""

from datetime import date, datetime
from uuid import uuid4

from courses.accounts.models import Organisation, Role, Site, Team
from courses.catalogue.models import Course
from courses.compliance.models import Requirement


def set_requirement(
    *,
    organisation: Organisation,
    course: Course,
    effective_from: date,
    due_days: int,
    valid_months: int | None,
    at: datetime,
    role: Role | None = None,
    site: Site | None = None,
    team: Team | None = None,
    actor_id: int | None = None,
) -> Requirement:
    """Make a new rule: who must hold ``course``, within how many days, for how many months."""
    return Requirement.objects.create(
        rule=uuid4(),
        organisation=organisation,
        course=course,
        role=role,
        site=site,
        team=team,
        effective_from=effective_from,
        due_days=due_days,
        valid_months=valid_months,
        recorded_at=at,
        recorded_by_id=actor_id,
    )
