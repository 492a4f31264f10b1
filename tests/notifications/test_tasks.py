"""The task that empties the outbox."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from courses.notifications.models import Message
from courses.notifications.services import queue
from courses.notifications.tasks import send_due


@pytest.mark.parametrize(("ahead", "sent"), [(-1, 1), (60, 0)])
def test_the_task_sends_what_is_due_and_tells_how_many(db, ahead, sent):
    queue(
        key="certificate:1",
        kind=Message.Kind.CERTIFICATE,
        subject="News",
        body="Sign in.",
        address="amira@elm-park.example",
        due_at=timezone.now() + timedelta(minutes=ahead),
    )

    result = send_due.enqueue()

    assert result.return_value == sent
    assert [message.subject for message in mail.outbox] == ["News"] * sent
