"""Somebody joins a room by PIN, and has its course."""

from datetime import timedelta

import pytest

from courses.learning.models import Enrolment
from courses.learning.together import Seat
from courses.usecases.join_gathering import join_gathering, joined
from courses.usecases.run_gathering import close_gathering
from tests.people import NOON
from tests.rooms import make_room
from tests.small_course import enrol, make_small_course
from tests.tables import everything, verbs_about


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room with Amira in it."""
    return make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)


@pytest.fixture
def joining(room, elm):
    """Return how Amira joins with her PIN, or with something else."""

    def join(**changes):
        seat = room.seat(elm.amira)
        asked = {"seat": seat, "pin": room.pins[seat.pk], "mark": "a", "at": NOON}
        return join_gathering(**asked | changes)

    return join


def test_whoever_joins_is_present_and_has_the_course(joining, room, elm, small_course):
    seat = joining()

    kept = room.seat(elm.amira)
    assert seat == kept
    assert (kept.mark, kept.joined_at, kept.present_at) == ("a", NOON, NOON)
    assert (kept.enrolment.learner, kept.enrolment.version) == (elm.amira, small_course)
    assert verbs_about(kept) == ["joined-room"]
    assert verbs_about(kept.enrolment) == ["enrolled"]


def test_whoever_began_at_home_goes_on_there(joining, room, elm, small_course):
    mine = enrol(elm.amira, elm.organisation, small_course)

    joining()

    assert room.seat(elm.amira).enrolment == mine
    assert Enrolment.objects.count() == 1


def test_joining_again_keeps_the_enrolment_and_takes_the_seat_over(joining, room, elm):
    first = joining().enrolment
    again = joining(mark="b", at=NOON + timedelta(minutes=5))

    assert again.enrolment == first
    assert (room.seat(elm.amira).mark, room.seat(elm.amira).joined_at) == ("b", NOON)


def test_an_enrolment_closed_meanwhile_is_replaced(joining, room, elm):
    first = joining().enrolment
    Enrolment.objects.update(closed_at=NOON)

    joining(mark="b")

    assert room.seat(elm.amira).enrolment != first


def test_the_rooms_own_version_is_taken_though_a_newer_one_came_out(
    joining, room, elm, small_course
):
    make_small_course(version="1.1.0")

    assert joining().enrolment.version == small_course


@pytest.mark.parametrize("changes", [{"pin": "wrong"}, {"pin": ""}, {"seat": None}])
def test_a_wrong_pin_and_a_wrong_code_change_nothing(joining, changes):
    before = everything()

    assert joining(**changes) is None
    assert everything() == before


def test_a_room_that_closes_in_between_lets_nobody_in(joining, room, elm):
    seat = room.seat(elm.amira)
    close_gathering(gathering=room.gathering, by_id=elm.lewis.pk, at=NOON)

    assert joining(seat=seat) is None
    assert Seat.objects.get().mark == ""


def test_a_pin_made_anew_in_between_no_longer_opens(room, elm):
    seat, pin = room.seat(elm.amira), room.pins[room.seat(elm.amira).pk]
    Seat.objects.update(pin_hash="another")

    assert joined(seat, pin, "a", NOON) is None
    assert Enrolment.objects.count() == 0
