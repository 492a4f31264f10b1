"""Sessions: open until they are over or ended, and then nobody's."""

from datetime import timedelta

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
