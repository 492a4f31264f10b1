"""Django's own mails become rows of the outbox."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage, get_connection

from courses.notifications.models import Message


@pytest.fixture
def connection(db):
    return get_connection("courses.notifications.backend.OutboxBackend")


def test_a_mail_becomes_a_row_for_each_of_its_recipients(connection):
    one = EmailMessage("Code", "123456", to=["a@elm-park.example", "b@elm-park.example"])
    two = EmailMessage("Link", "https://…", to=["c@elm-park.example"])

    assert connection.send_messages([one, two]) == 2

    rows = Message.objects.order_by("pk").values_list("address", "subject", "body", "kind")
    assert list(rows) == [
        ("a@elm-park.example", "Code", "123456", "sign-in"),
        ("b@elm-park.example", "Code", "123456", "sign-in"),
        ("c@elm-park.example", "Link", "https://…", "sign-in"),
    ]
    assert len(set(Message.objects.values_list("key", flat=True))) == 3
    assert mail.outbox == []


def test_it_leaves_once_the_transaction_is_over_and_its_text_goes(
    connection, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        connection.send_messages([EmailMessage("Code", "123456", to=["a@elm-park.example"])])

    assert [(sent.to, sent.body) for sent in mail.outbox] == [(["a@elm-park.example"], "123456")]
    assert Message.objects.get().body == ""


def test_without_mails_nothing_is_queued(connection):
    assert connection.send_messages([]) == 0
    assert list(Message.objects.all()) == []
