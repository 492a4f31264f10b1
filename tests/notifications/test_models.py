"""What the table of messages refuses."""

import pytest
from django.db import IntegrityError, transaction

from courses.notifications.models import Message
from tests.people import NOON


def message(**changes):
    fields = {"key": "certificate:1", "kind": "certificate", "subject": "News"}
    fields |= {"queued_at": NOON, "due_at": NOON}
    return Message(**(fields | changes))


@pytest.mark.parametrize("done", [{}, {"sent_at": NOON}, {"failed_at": NOON}])
def test_a_message_waits_was_sent_or_was_given_up(db, done):
    message(**done).save()

    assert [str(row) for row in Message.objects.all()] == ["certificate:1"]


def test_a_message_is_never_both_sent_and_given_up(db):
    with pytest.raises(IntegrityError, match="sent_or_failed_not_both"), transaction.atomic():
        message(sent_at=NOON, failed_at=NOON).save()

    assert list(Message.objects.all()) == []


def test_one_key_is_one_message(db):
    first = message()
    first.save()

    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        message().save()

    assert list(Message.objects.all()) == [first]
