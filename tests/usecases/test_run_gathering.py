"""A lead opens part after part, and closes the room; two leads at once open one part."""

from datetime import timedelta
from functools import partial

import pytest

from courses.audit.models import AuditEvent
from courses.learning.together import Gathering, Seat
from courses.usecases.run_gathering import close_gathering, close_overdue, open_part
from courses.usecases.seat_people import GatheringOver
from tests.people import NOON
from tests.rooms import make_room
from tests.usecases.racing import EIGHT, at_once


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room with Amira in it."""
    return make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)


def opening(room, elm, seen):
    return open_part(gathering=room.gathering, seen=seen, by_id=elm.lewis.pk, at=NOON)


def test_parts_open_one_after_the_other_to_the_last(room, elm):
    opened = [opening(room, elm, seen) for seen in (0, 1, 2, 3)]

    assert opened == [True, True, True, False]
    assert Gathering.objects.get().open_parts == 3


def test_an_old_page_opens_nothing(room, elm):
    opening(room, elm, 0)

    assert opening(room, elm, 0) is False
    assert Gathering.objects.get().open_parts == 1


@pytest.mark.django_db(transaction=True)
def test_eight_leads_at_once_open_one_part(room, elm):
    opened = at_once([partial(opening, room, elm, 0)] * EIGHT)

    assert sorted(opened) == [False] * 7 + [True]
    assert Gathering.objects.get().open_parts == 1
    assert AuditEvent.objects.filter(verb="opened-part").count() == 1


def test_a_closed_room_opens_nothing_more(room, elm):
    close_gathering(gathering=room.gathering, by_id=elm.lewis.pk, at=NOON)

    with pytest.raises(GatheringOver):
        opening(room, elm, 0)

    assert Gathering.objects.get().open_parts == 0


def test_a_room_is_closed_once(room, elm):
    closed = [
        close_gathering(gathering=room.gathering, by_id=elm.lewis.pk, at=NOON + timedelta(hours=n))
        for n in (1, 2)
    ]

    assert closed == [True, False]
    assert Gathering.objects.get().closed_at == NOON + timedelta(hours=1)
    assert Seat.objects.get().pin_hash == ""
    assert AuditEvent.objects.filter(verb="closed-room").count() == 1


def test_a_room_left_open_is_closed_as_of_the_end_of_its_day(room):
    at_night = NOON + timedelta(days=2)

    closed = [close_overdue(at=NOON), close_overdue(at=at_night), close_overdue(at=at_night)]

    assert closed == [0, 1, 0]
    gathering = Gathering.objects.get()
    assert (gathering.code, gathering.closed_at) == ("", gathering.closes_at)
    assert Seat.objects.get().pin_hash == ""
