"""Rooms: how long they are open, and who sees them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.models import Team
from courses.common.scope import Scope
from courses.learning.together import Gathering, Seat
from tests.people import NOON, TODAY
from tests.rooms import make_room


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room for everybody at Elm Park, with Amira in it."""
    return make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=NOON)


def test_a_room_is_open_until_the_london_day_is_over(room):
    gathering = room.gathering

    assert gathering.is_open(NOON)
    assert gathering.is_open(gathering.closes_at - timedelta(seconds=1))
    assert not gathering.is_open(gathering.closes_at)
    assert gathering.closes_at.isoformat() == "2026-03-04T00:00:00+00:00"


def test_a_closed_room_is_not_open(room):
    room.gathering.closed_at = NOON

    assert not room.gathering.is_open(NOON)
    assert room.gathering.ends_at == NOON


def test_open_rooms_are_found_by_the_hour(room):
    assert list(Gathering.objects.open_at(NOON)) == [room.gathering]
    assert list(Gathering.objects.open_at(room.gathering.closes_at)) == []


def test_rooms_are_seen_by_whoever_leads_their_place(room, elm):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)
    here = Scope(organisation_id=elm.organisation.pk, on=TODAY)
    north = replace(here, site_ids=frozenset({elm.north.pk}))
    year_five = replace(here, team_ids=frozenset({team.pk}))

    def seen_by(scope):
        return Gathering.objects.visible_to(scope).count()

    assert [seen_by(one) for one in (replace(here, whole=True), north, year_five, here)] == [
        1,
        0,
        0,
        0,
    ]
    Gathering.objects.update(site=elm.north)
    assert [seen_by(north), seen_by(year_five)] == [1, 0]
    Gathering.objects.update(site=None, team=team)
    assert [seen_by(north), seen_by(year_five)] == [1, 1]


def test_one_person_has_one_seat_in_a_room(room, elm):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            gathering=room.gathering, membership=elm.membership(elm.amira), staff_code="X"
        )

    assert Seat.objects.count() == 1


def test_rows_are_named_by_their_ids(room, elm):
    assert str(room.gathering) == f"gathering {room.gathering.pk}"
    assert str(room.seat(elm.amira)) == f"seat {room.seat(elm.amira).pk}"
