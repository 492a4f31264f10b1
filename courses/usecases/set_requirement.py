"""Make a rule: who must hold which course, by when, for how long."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts.models import Organisation, Role, Site, Team
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.compliance import services as compliance
from courses.compliance.models import Requirement
from courses.usecases.apply_requirements import apply_rules


@transaction.atomic
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
    """Make a new rule of ``organisation`` from ``effective_from`` on.

    No role, site or team means everyone. Due ``due_days`` after the start, or for everybody
    ``due_on`` a day. Whom it names is enrolled once it is written. The same rule again returns the
    one that is there and writes nothing.
    """
    # The organisation's row is the lock: two first rules at once have no other row in common.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    same = Requirement.objects.current().filter(
        organisation=organisation,
        course=course,
        effective_from=effective_from,
        effective_until=None,
        due_days=due_days,
        due_on=due_on,
        valid_months=valid_months,
        role=role,
        site=site,
        team=team,
    )
    if there := same.first():
        return there
    requirement = compliance.set_requirement(
        organisation=organisation,
        course=course,
        effective_from=effective_from,
        due_days=due_days,
        due_on=due_on,
        valid_months=valid_months,
        role=role,
        site=site,
        team=team,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="set-requirement",
        about=requirement,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"course": course.pk},
    )
    transaction.on_commit(lambda: apply_rules.enqueue(organisation.pk))
    return requirement
