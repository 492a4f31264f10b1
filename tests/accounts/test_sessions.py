"""Sessions: open until they are over or ended, and then nobody's."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from courses.accounts.sessions import SessionStore


def stored(**values):
    """Keep a session and return its key."""
    session = SessionStore()
    session.update(values)
    session.create()
    return session.session_key


def test_an_open_session_is_read_with_one_query(db, django_assert_num_queries):
    key = stored(colour="teal")

    with django_assert_num_queries(1):
        assert SessionStore(key)["colour"] == "teal"


def test_a_session_that_is_over_is_empty_and_loses_its_key(db):
    key = stored(colour="teal")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    session = SessionStore(key)

    assert (session.get("colour"), session.session_key) == (None, None)


def test_a_key_nobody_has_is_empty(db):
    session = SessionStore("no-such-key-0123456789")

    assert (session.get("colour"), session.session_key) == (None, None)


@pytest.mark.parametrize("cookie", [r'"\000\000abcdefgh"', "é" * 12, "short", "a b c d e f"])
def test_a_cookie_that_holds_no_key_of_ours_is_a_strangers(db, client, cookie):
    answer = client.get("/learn/", headers={"cookie": f"sessionid={cookie}"})

    assert answer["Location"] == "/account/login/?next=/learn/"
