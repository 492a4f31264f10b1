"""The command that closes what was left open."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from courses.learning.together import Gathering, Seat
from tests.rooms import make_room


def run():
    out = StringIO()
    call_command("close_rooms", stdout=out)
    return out.getvalue().strip()


def test_rooms_whose_day_is_over_are_closed_once(elm, harbour, small_course):
    yesterday = timezone.now() - timedelta(days=1)
    left = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, at=yesterday)
    today = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis)

    assert [run(), run()] == ["1 rooms closed", "0 rooms closed"]
    assert list(Gathering.objects.filter(closed_at__isnull=True)) == [today.gathering]
    assert Seat.objects.get(gathering=left.gathering).pin_hash == ""
