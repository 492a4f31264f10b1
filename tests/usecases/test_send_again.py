"""Giving a mail that could not be delivered its tries again."""

from datetime import timedelta

import pytest
from django.core import mail

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.usecases.send_again import send_again
from tests.people import NOON
from tests.tables import everything, trail

LATER = NOON + timedelta(days=1)


@pytest.fixture
def stuck(elm):
    """Return a reminder to Amira that was given up."""
    return Message.objects.create(
        key="reminder:1",
        recipient=elm.amira,
        organisation=elm.organisation,
        kind=Message.Kind.REMINDER,
        subject="Safeguarding training",
        body="Sign in",
        queued_at=NOON,
        due_at=NOON,
        tries=8,
        failed_at=NOON,
        problem="server-refused",
    )


def test_it_leaves_once_and_is_told(elm, stuck, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(message=stuck, at=LATER, actor_id=elm.lewis.pk) is True
        assert send_again(message=stuck, at=LATER, actor_id=elm.lewis.pk) is False

    stuck.refresh_from_db()
    assert [sent.to for sent in mail.outbox] == [["amira@elm-park.example"]]
    assert (stuck.failed_at, stuck.problem, stuck.tries) == (None, "", 1)
    assert trail(elm.organisation.pk) == [("sent-again", "message", stuck.pk, elm.lewis.pk)]


def test_one_whose_text_is_gone_is_not_sent(elm, stuck):
    Message.objects.update(body="")

    assert send_again(message=stuck, at=LATER, actor_id=None) is False
    assert trail(elm.organisation.pk) == []


def test_when_the_trail_refuses_nothing_is_written(stuck, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "sent-again")

    with pytest.raises(UnknownVerb):
        send_again(message=stuck, at=LATER, actor_id=None)

    assert everything() == before
