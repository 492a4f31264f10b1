"""Open a training room for one course, until the end of the day."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from courses.accounts.models import Organisation, Site, Team, User
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.catalogue.models import Course
from courses.catalogue.queries import newest_published
from courses.common.dates import local_date
from courses.learning import together_queries as queries
from courses.learning import together_services as together
from courses.learning.openings import refuse_unopened
from courses.learning.room_codes import new_code
from courses.learning.together import Gathering
from courses.usecases.enrol_staff import NothingPublished


@transaction.atomic
def open_gathering(
    *,
    organisation: Organisation,
    course: Course,
    site: Site | None,
    team: Team | None,
    key: UUID,
    by: User,
    at: datetime,
) -> Gathering:
    """Open a room for ``course`` with nothing of it open yet; ``key`` makes a double click one.

    :raises NothingPublished: when the course has no published version.
    :raises NotOpenYet: when the organisation opens the course on a later day.
    """
    lock(organisation)
    there = queries.gathering_by_reference(key)
    if there is not None and there.organisation == organisation:
        return there
    refuse_unopened(organisation_id=organisation.pk, course_id=course.pk, on=local_date(at))
    version = newest_published(course)
    if version is None:
        raise NothingPublished(course.slug)
    code = new_code()
    while queries.is_code_taken(code):  # pragma: no cover - one in some 480 million
        code = new_code()
    gathering = together.open_gathering(
        reference=key if there is None else uuid4(),
        organisation=organisation,
        version=version,
        site=site,
        team=team,
        code=code,
        by_id=by.pk,
        at=at,
    )
    record(
        verb="opened-room",
        about=gathering,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"version": version.pk},
    )
    return gathering
