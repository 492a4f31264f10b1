"""People are expected, get PINs, and are marked present."""

from datetime import timedelta

import pytest

from courses.audit.models import AuditEvent
from courses.learning.together import Seat
from courses.learning.together_services import is_pin_of
from courses.usecases import seat_people as people
from courses.usecases.run_gathering import close_gathering
from courses.usecases.seat_people import (
    GatheringOver,
    RoomFull,
    make_pins,
    mark_present,
    seat_people,
)
from tests.people import NOON
from tests.rooms import make_room
from tests.tables import everything


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room with Amira in it."""
    return make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)


@pytest.fixture
def closed(room, elm):
    """Return the room, closed."""
    close_gathering(gathering=room.gathering, by_id=elm.lewis.pk, at=NOON)
    return room


def seating(room, elm, *users, at=NOON):
    members = [elm.membership(user) for user in users]
    return seat_people(gathering=room.gathering, members=members, by_id=elm.lewis.pk, at=at)


def test_people_are_added_once(room, elm):
    added = [seating(room, elm, elm.amira, elm.noor), seating(room, elm, elm.amira, elm.noor)]

    assert added == [1, 0]
    assert sorted(Seat.objects.values_list("staff_code", flat=True)) == ["E001", "E003"]
    counts = AuditEvent.objects.filter(verb="seated").values_list("details", flat=True)
    assert [one["people"] for one in counts] == [1, 1]


def test_a_full_room_takes_nobody_more(room, elm, monkeypatch):
    monkeypatch.setattr(people, "MOST", 2)
    before = everything()

    with pytest.raises(RoomFull):
        seating(room, elm, elm.noor, elm.grace)

    assert everything() == before
    assert seating(room, elm, elm.noor) == 1


def test_the_trail_counts_pins_and_holds_none(room, elm):
    (pin,) = room.pins.values()

    assert pin not in str(AuditEvent.objects.values_list("details"))
    assert AuditEvent.objects.filter(verb="made-pins").count() == 1


def test_a_new_pin_replaces_the_old(room, elm):
    seat = room.seat(elm.amira)

    ((same, pin),) = make_pins(gathering=room.gathering, seats=[seat], by_id=elm.lewis.pk, at=NOON)

    assert same == seat
    assert is_pin_of(room.seat(elm.amira), pin)
    assert pin == room.pins[seat.pk] or not is_pin_of(room.seat(elm.amira), room.pins[seat.pk])


def test_no_pin_is_made_for_a_seat_of_another_room(room, elm, small_course):
    other = make_room(elm.organisation, small_course, [elm.noor], by=elm.lewis, at=NOON)
    before = everything()

    pins = make_pins(
        gathering=room.gathering, seats=[other.seat(elm.noor)], by_id=elm.lewis.pk, at=NOON
    )

    assert pins == []
    assert everything() == before


def test_presence_is_recorded_once_and_can_be_taken_back(room, elm):
    seat = room.seat(elm.amira)

    changed = [
        mark_present(seat=seat, present=present, by_id=elm.lewis.pk, at=NOON)
        for present in (True, True, False)
    ]

    assert changed == [True, False, True]
    told = AuditEvent.objects.filter(verb="marked-present").order_by("sequence")
    assert [one.details["present"] for one in told] == [True, False]


def test_a_closed_room_takes_no_people_pins_or_marks(closed, elm):
    seat = closed.seat(elm.amira)
    before = everything()

    with pytest.raises(GatheringOver):
        seating(closed, elm, elm.noor)
    with pytest.raises(GatheringOver):
        make_pins(gathering=closed.gathering, seats=[seat], by_id=elm.lewis.pk, at=NOON)
    with pytest.raises(GatheringOver):
        mark_present(seat=seat, present=True, by_id=elm.lewis.pk, at=NOON)

    assert everything() == before


def test_a_room_whose_day_is_over_takes_nobody(room, elm):
    with pytest.raises(GatheringOver):
        seating(room, elm, elm.noor, at=NOON + timedelta(days=1))

    assert Seat.objects.count() == 1
