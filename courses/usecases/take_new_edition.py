"""Go on with the newest edition of a document that was changed while somebody read it."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import User
from courses.audit.services import record
from courses.catalogue.models import Course, CourseVersion
from courses.catalogue.queries import newest_published
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.learning.queries import is_complete


def replaced_by(enrolment: Enrolment) -> CourseVersion | None:
    """Return the edition that has replaced the one being read; None for any other course.

    None too where it is confirmed already, or where there is no other edition to read.
    """
    if enrolment.course.kind != Course.Kind.READING or enrolment.closed_at is not None:
        return None
    newest = newest_published(enrolment.course)
    if newest is None or newest.pk == enrolment.version_id or is_complete(enrolment):
        return None
    return newest


@transaction.atomic
def take_new_edition(*, enrolment: Enrolment, at: datetime) -> Enrolment:
    """Close ``enrolment`` and open one of the newest edition; return the one to go on with.

    That is ``enrolment`` itself where nothing has replaced its edition. A repeat writes nothing.
    """
    # The person's row is the lock, as for a first enrolment.
    User.objects.select_for_update(no_key=True).get(pk=enrolment.learner_id)
    opened = Enrolment.objects.open().filter(
        learner=enrolment.learner_id,
        organisation=enrolment.organisation_id,
        course=enrolment.course_id,
    )
    now = opened.select_related("course", "version").first() or enrolment
    newest = replaced_by(now)
    if newest is None:
        return now
    learning.close(enrolment=now, at=at)
    fresh = learning.enrol(
        learner=enrolment.learner,
        organisation=enrolment.organisation,
        version=newest,
        reason=Enrolment.Reason(now.reason),
        at=at,
    )
    record(
        verb="enrolled",
        about=fresh,
        organisation_id=fresh.organisation_id,
        actor_id=fresh.learner_id,
        at=at,
        details={"learner": fresh.learner_id, "version": newest.pk},
    )
    return fresh
