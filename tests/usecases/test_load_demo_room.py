"""The training room that the demonstration has held."""

import pytest

from courses.audit.queries import broken_chains
from courses.learning.models import Completion
from courses.learning.together import Gathering, Seat
from courses.notifications.models import Message
from courses.usecases.load_demo import load_demo
from tests.people import NOON
from tests.tables import everything

DESK = """\
elm-park:
  by: E002
  invitations: []
  packages: []
  room: {by: E002, ago: 8, course: small-course, expected: [E001, E002, E020],
         joined: [E001, E020], passed: [E020], marked: E002}
harbour-trust:
  by: H001
  invitations: []
  packages: []
"""


@pytest.fixture
def held(fixtures, db, settings, tmp_path):
    """Load the demonstration with a room at Elm Park; return how to do it again."""
    settings.DATA_DIR = tmp_path / "data"
    (fixtures / "demo" / "desk.yaml").write_text(DESK, encoding="utf-8")
    load_demo(fixtures=fixtures, at=NOON)
    return lambda: load_demo(fixtures=fixtures, at=NOON)


def test_the_room_is_over_and_shows_who_was_there(held):
    room = Gathering.objects.get()
    seats = Seat.objects.order_by("staff_code")

    assert (room.organisation.slug, room.code, room.open_parts) == ("elm-park", "", 2)
    assert [bool(one.joined_at) for one in seats] == [True, False, True]
    assert [bool(one.present_at) for one in seats] == [True, True, True]
    assert {one.pin_hash for one in seats} == {""}


def test_whoever_passed_there_completed_it_in_the_room(held):
    (done,) = Completion.objects.filter(mode=Completion.Mode.ROOM)

    assert done.enrolment == Seat.objects.get(staff_code="E020").enrolment
    assert done.completed_at == Gathering.objects.get().closed_at


def test_it_is_held_once_sends_no_mail_and_keeps_the_trail_whole(held):
    before = everything()

    held()

    assert everything() == before
    assert not Message.objects.filter(sent_at__isnull=True, failed_at__isnull=True).exists()
    assert broken_chains() == []
