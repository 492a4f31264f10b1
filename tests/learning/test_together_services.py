"""Writes of training together, one by one."""

from datetime import timedelta

import pytest

from courses.learning import together_services as together
from courses.learning.together import Gathering, Seat
from tests.people import NOON
from tests.rooms import make_room
from tests.small_course import enrol


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room with Amira and Noor in it."""
    return make_room(elm.organisation, small_course, [elm.amira, elm.noor], by=elm.lewis, at=NOON)


def test_a_pin_is_kept_as_a_hash_bound_to_its_seat(room, elm):
    amira, noor = room.seat(elm.amira), room.seat(elm.noor)
    pin = room.pins[amira.pk]

    assert together.is_pin_of(amira, pin)
    assert not together.is_pin_of(amira, "000000" if pin != "000000" else "000001")
    assert pin not in str(Seat.objects.values_list())
    assert together.hash_of(seat=amira, pin=pin) != together.hash_of(seat=noor, pin=pin)


def test_a_seat_without_a_pin_opens_to_nothing(room, elm):
    Seat.objects.update(pin_hash="")

    assert not together.is_pin_of(room.seat(elm.amira), room.pins[room.seat(elm.amira).pk])
    assert not together.is_pin_of(Seat(), "")


def test_staff_numbers_are_staff_codes_and_others_get_one(room, elm):
    elm.membership(elm.ash).__class__.objects.filter(user=elm.ash).update(staff_number="")
    members = [elm.membership(elm.ash), elm.membership(elm.grace)]

    seats = together.seat(gathering=room.gathering, members=members, taken={"E001", "E004"})

    assert [seat.staff_code for seat in seats] == ["R22", "R23"]
    assert room.seat(elm.amira).staff_code == "E001"


def test_whoever_joins_again_keeps_the_first_hour(room, elm, small_course):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    later = NOON + timedelta(hours=1)

    together.take(seat=room.seat(elm.amira), enrolment=enrolment, mark="a", at=NOON)
    together.take(seat=room.seat(elm.amira), enrolment=enrolment, mark="b", at=later)

    seat = room.seat(elm.amira)
    assert (seat.mark, seat.joined_at, seat.present_at) == ("b", NOON, NOON)


def test_a_seat_is_let_go_by_the_sign_in_that_holds_it_alone(room, elm):
    Seat.objects.update(mark="b")
    seat = room.seat(elm.amira)

    together.leave(seat_id=seat.pk, mark="a")
    assert room.seat(elm.amira).mark == "b"
    together.leave(seat_id=seat.pk, mark="b")
    assert room.seat(elm.amira).mark == ""


def test_presence_is_marked_and_taken_back_once(room, elm):
    seat = room.seat(elm.amira)

    changed = [together.be_present(seat=seat, at=at) for at in (NOON, NOON, None, None)]

    assert changed == [True, False, True, False]
    assert room.seat(elm.amira).present_at is None


def test_whoever_joined_stays_present(room, elm, small_course):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    together.take(seat=room.seat(elm.amira), enrolment=enrolment, mark="a", at=NOON)

    assert together.be_present(seat=room.seat(elm.amira), at=None) is False
    assert room.seat(elm.amira).present_at == NOON


def test_a_new_pin_ends_the_sign_in_of_the_old_one(room, elm):
    Seat.objects.update(mark="a")
    seat = room.seat(elm.amira)

    together.give_pins(pins=[(seat, "123456")])

    assert (together.is_pin_of(room.seat(elm.amira), "123456"), room.seat(elm.amira).mark) == (
        True,
        "",
    )
    assert room.seat(elm.noor).mark == "a"


def test_closing_forgets_code_and_pins_and_who_is_where_stays(room, elm):
    Seat.objects.update(mark="a")

    together.close(gathering=room.gathering, at=NOON)

    gathering = Gathering.objects.get()
    assert (gathering.code, gathering.closed_at) == ("", NOON)
    assert list(Seat.objects.values_list("pin_hash", "mark")) == [("", "a"), ("", "a")]
