"""Requests to join after their period."""

from datetime import timedelta

from courses.accounts.join_requests import JoinRequest
from courses.usecases.answer_request import decline_request
from courses.usecases.expire_requests import expire, expire_requests
from tests.people import NOON
from tests.tables import verbs_about
from tests.usecases.asking import asks, way_into

DAY = timedelta(days=1)


def test_what_waited_or_was_decided_thirty_days_ago_is_removed_once(elm):
    way = way_into(elm.north, elm.ash)
    old = asks(way)
    declined = asks(way, email="jo@example.org")
    decline_request(request=declined, reason="No", at=NOON, actor_id=elm.lewis.pk)
    young = asks(way, email="al@example.org", at=NOON + 2 * DAY)
    later = NOON + 31 * DAY

    assert [expire_requests(at=NOON + 30 * DAY), expire_requests(at=later)] == [0, 2]

    way.refresh_from_db()
    assert (list(JoinRequest.objects.all()), way.people) == ([young], 1)
    assert verbs_about(old) == ["asked-to-join", "removed-request"]
    assert (expire(old, before=later - 30 * DAY, at=later), expire_requests(at=later)) == (False, 0)
