"""Open the next part of a course in a training room, and close the room."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.learning import together_services as together
from courses.learning.together import Gathering
from courses.learning.together_queries import overdue_gatherings, parts_of
from courses.usecases.seat_people import open_now


@transaction.atomic
def open_part(*, gathering: Gathering, seen: int, by_id: int | None, at: datetime) -> bool:
    """Open the next part, where ``seen`` are open.

    False where somebody was quicker or none is left.

    :raises GatheringOver: when the room is not open.
    """
    gathering = open_now(gathering, at)
    if gathering.open_parts != seen or seen >= len(parts_of(gathering.version)):
        return False
    together.open_parts(gathering=gathering, parts=seen + 1)
    record(
        verb="opened-part",
        about=gathering,
        organisation_id=gathering.organisation_id,
        actor_id=by_id,
        at=at,
        details={"part": seen + 1},
    )
    return True


@transaction.atomic
def close_gathering(*, gathering: Gathering, by_id: int | None, at: datetime) -> bool:
    """Close the room and forget its code and PINs; False where it was closed already.

    What people did stays, and they go on alone.
    """
    gathering = together.lock(gathering=gathering)
    if gathering.closed_at is not None:
        return False
    at_the_latest = min(at, gathering.closes_at)
    together.close(gathering=gathering, at=at_the_latest)
    record(
        verb="closed-room",
        about=gathering,
        organisation_id=gathering.organisation_id,
        actor_id=by_id,
        at=at,
    )
    return True


def close_overdue(*, at: datetime) -> int:
    """Close every room whose day is over, each in a transaction; return how many."""
    rooms = overdue_gatherings(at=at)
    return sum(close_gathering(gathering=one, by_id=None, at=at) for one in rooms)
