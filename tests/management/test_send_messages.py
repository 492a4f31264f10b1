"""The command that delivers the outbox."""

from datetime import timedelta
from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from courses.notifications.models import Message
from courses.notifications.services import queue


def run():
    out = StringIO()
    call_command("send_messages", stdout=out)
    return out.getvalue()


def test_what_is_due_leaves_once(db):
    for number, ahead in enumerate((-1, -1, 60)):
        queue(
            key=f"certificate:{number}",
            kind=Message.Kind.CERTIFICATE,
            subject="News",
            body="Sign in.",
            address=f"{number}@elm-park.example",
            due_at=timezone.now() + timedelta(minutes=ahead),
        )

    assert (run(), run()) == ("2 messages sent\n", "0 messages sent\n")
    assert [sent.to for sent in mail.outbox] == [["0@elm-park.example"], ["1@elm-park.example"]]
