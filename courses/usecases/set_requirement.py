"""Make a rule: who must hold which course, by when, for how long."""

from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.models import Requirement
from courses.compliance.rehearsal import already_made, refuse_impossible
from courses.compliance.services import Asked
from courses.usecases.apply_requirements import apply_rules


@transaction.atomic
def set_requirement(
    *,
    organisation: Organisation,
    course: Course,
    effective_from: date,
    at: datetime,
    actor_id: int | None = None,
    **asked: Unpack[Asked],
) -> Requirement:
    """Make a new rule of ``organisation`` from ``effective_from`` on.

    Without an audience it names everyone. Due ``due_days`` after the start, or for everybody
    ``due_on`` a day. Whom it names is enrolled once it is written. The same rule again returns the
    one that is there and writes nothing.

    :raises ImpossibleRule: when the rule contradicts itself, or renews in a circle with another.
    """
    # The organisation's row is the lock: two first rules at once have no other row in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    drawn = Requirement(
        organisation=organisation, course=course, effective_from=effective_from, **asked
    )
    if there := already_made(drawn):
        return there
    refuse_impossible(drawn, on=local_date(at))
    requirement = compliance.set_requirement(
        organisation=organisation,
        course=course,
        effective_from=effective_from,
        at=at,
        actor_id=actor_id,
        **asked,
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
