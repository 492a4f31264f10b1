"""The cookie of last use: of one session, for so long, set anew now and then."""

import pytest
from django.utils.http import int_to_base36

from courses.web.last_use import cookie_for, idle_for, is_due, mark_of


def test_a_cookie_made_now_tells_of_no_idle_time():
    assert idle_for(cookie_for("key"), "key", limit=60) in {0, 1}


@pytest.mark.parametrize(
    ("cookie", "limit"),
    [(cookie_for("another"), 60), ("x:y:z", 60), ("", 60), (cookie_for("key"), -1)],
    ids=["another session", "forged", "none", "over the limit"],
)
def test_a_cookie_that_does_not_count_tells_nothing(cookie, limit):
    assert idle_for(cookie, "key", limit=limit) is None


@pytest.mark.parametrize(
    ("idle", "limit", "due"),
    [(0, 3600, False), (59, 3600, False), (60, 3600, True), (0, 60, False), (1, 60, True)],
)
def test_it_is_due_after_a_sixtieth_of_the_limit(idle, limit, due):
    assert is_due(idle, limit=limit) is due


def test_no_mark_tells_the_key_of_its_session():
    marks = {mark_of(int_to_base36(n)) for n in range(100)}

    assert len(marks) == 100
    assert {len(mark) for mark in marks} == {16}
