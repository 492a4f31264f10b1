"""Give one learner a course: open an enrolment on its newest version."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.audit.services import record
from courses.catalogue.models import Course, CourseVersion
from courses.catalogue.queries import newest_published
from courses.learning import services as learning
from courses.learning.models import Completion, Enrolment


class NothingPublished(Exception):
    """The course has no version that is open to learners."""


@transaction.atomic
def enrol_staff(
    *,
    learner: User,
    organisation: Organisation,
    course: Course,
    reason: Enrolment.Reason,
    at: datetime,
    actor_id: int | None = None,
    version: CourseVersion | None = None,
) -> Enrolment:
    """Enrol ``learner`` in ``course``, or return what they have open.

    In its newest version, or in ``version`` where one is named.

    An open enrolment whose course was met is closed first: taking a course again is a new
    enrolment, and the old one keeps its answers.

    :raises NothingPublished: when the course has no published version.
    """
    # The person's row is the lock: two first enrolments at once have no other row in common.
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    mine = Enrolment.objects.open().filter(
        learner=learner, organisation=organisation, course=course
    )
    enrolment = mine.first()
    if enrolment is not None:
        if not Completion.objects.current().filter(enrolment=enrolment).exists():
            return enrolment
        learning.close(enrolment=enrolment, at=at)
    version = version or newest_published(course)
    if version is None:
        raise NothingPublished(course.slug)
    enrolment = learning.enrol(
        learner=learner, organisation=organisation, version=version, reason=reason, at=at
    )
    record(
        verb="enrolled",
        about=enrolment,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"learner": learner.pk, "version": version.pk},
    )
    return enrolment
