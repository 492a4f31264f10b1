"""Join a training room by PIN, and have its course."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.learning import together_services as together
from courses.learning.models import Enrolment
from courses.learning.together import Seat
from courses.usecases.enrol_staff import enrol_staff


def join_gathering(*, seat: Seat | None, pin: str, mark: str, at: datetime) -> Seat | None:
    """Let the sign-in of ``mark`` hold ``seat`` where ``pin`` is its own; None where it is not.

    ``seat`` is None where the codes named nobody: it takes the same time and gets the same answer.
    """
    if not together.is_pin_of(seat or Seat(), pin) or seat is None:
        return None
    return joined(seat, pin, mark, at)


@transaction.atomic
def joined(seat: Seat, pin: str, mark: str, at: datetime) -> Seat | None:
    """Return the seat with person and enrolment, taken by ``mark``.

    None where the PIN was made anew, or the room closed, in between.
    """
    seat = together.lock_seat(seat=seat)
    gathering, learner = seat.gathering, seat.membership.user
    if not gathering.is_open(at) or not together.is_pin_of(seat, pin):
        return None
    enrolment = seat.enrolment
    if enrolment is None or enrolment.closed_at is not None:
        enrolment = enrol_staff(
            learner=learner,
            organisation=gathering.organisation,
            course=gathering.version.course,
            reason=Enrolment.Reason.REQUIRED,
            at=at,
            actor_id=learner.pk,
            version=gathering.version,
        )
    together.take(seat=seat, enrolment=enrolment, mark=mark, at=at)
    record(
        verb="joined-room",
        about=seat,
        organisation_id=gathering.organisation_id,
        actor_id=learner.pk,
        at=at,
        details={"gathering": gathering.pk},
    )
    seat.enrolment, seat.mark = enrolment, mark
    return seat
