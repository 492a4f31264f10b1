"""Say who is expected in a training room, and give them PINs."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from courses.accounts.membership import Membership
from courses.audit.services import record
from courses.learning import together_services as together
from courses.learning.room_codes import new_pin
from courses.learning.together import Gathering, Seat
from courses.learning.together_queries import seats_of

MOST = 300  # people in one room; a hall holds no more


class GatheringOver(Exception):
    """The room is closed, or its day is over."""


class RoomFull(Exception):
    """More people than one room takes."""


def open_now(gathering: Gathering, at: datetime) -> Gathering:
    """Return ``gathering`` as it is now, held for this transaction.

    :raises GatheringOver: when it is not open at ``at``.
    """
    gathering = together.lock(gathering=gathering)
    if not gathering.is_open(at):
        raise GatheringOver
    return gathering


@transaction.atomic
def seat_people(
    *, gathering: Gathering, members: Sequence[Membership], by_id: int | None, at: datetime
) -> int:
    """Give each of ``members`` a place and return how many had none yet.

    :raises GatheringOver: when the room is not open.
    :raises RoomFull: when they are more than one room takes; then nobody is given a place.
    """
    gathering = open_now(gathering, at)
    seats = seats_of(gathering)
    there = {one.membership_id for one in seats}
    new = [one for one in members if one.pk not in there]
    if len(seats) + len(new) > MOST:
        raise RoomFull
    if new:
        together.seat(gathering=gathering, members=new, taken={one.staff_code for one in seats})
        record(
            verb="seated",
            about=gathering,
            organisation_id=gathering.organisation_id,
            actor_id=by_id,
            at=at,
            details={"people": len(new)},
        )
    return len(new)


@transaction.atomic
def make_pins(
    *, gathering: Gathering, seats: Sequence[Seat], by_id: int | None, at: datetime
) -> list[tuple[Seat, str]]:
    """Return each of ``seats`` with a new PIN, which is shown once and never again.

    The one before no longer works, and whoever signed in by it is signed out.

    :raises GatheringOver: when the room is not open.
    """
    gathering = open_now(gathering, at)
    pins = [(one, new_pin()) for one in seats if one.gathering_id == gathering.pk]
    if pins:
        together.give_pins(pins=pins)
        record(
            verb="made-pins",
            about=gathering,
            organisation_id=gathering.organisation_id,
            actor_id=by_id,
            at=at,
            details={"people": len(pins)},
        )
    return pins


@transaction.atomic
def mark_present(*, seat: Seat, present: bool, by_id: int | None, at: datetime) -> bool:
    """Note that somebody is in the room, or that they are not; True where that changed something.

    :raises GatheringOver: when the room is not open.
    """
    gathering = open_now(seat.gathering, at)
    changed = together.be_present(seat=seat, at=at if present else None)
    if changed:
        record(
            verb="marked-present",
            about=seat,
            organisation_id=gathering.organisation_id,
            actor_id=by_id,
            at=at,
            details={"present": present},
        )
    return changed
