"""Queueing once, sending once, trying again with growing gaps, giving up, forgetting secrets."""

from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from courses.notifications import services
from courses.notifications.models import Message
from courses.notifications.services import (
    TRIES,
    claim,
    deliver,
    deliver_due,
    forget_codes,
    problem_of,
    queue,
)
from tests.notifications.servers import REFUSING
from tests.people import NOON
from tests.usecases.racing import EIGHT, at_once


def minutes(number):
    return NOON + timedelta(minutes=number)


def put(**changes):
    fields = {
        "key": "certificate:1",
        "kind": Message.Kind.CERTIFICATE,
        "subject": "Your training record was updated",
        "body": "Sign in to see it.",
        "address": "amira@elm-park.example",
        "due_at": NOON,
    }
    queue(**(fields | changes))


def put_code(**changes):
    put(**{"key": "sign-in:1", "kind": Message.Kind.SIGN_IN, "body": "Code 123456", **changes})


def fate():
    """Return (tries, sent, given up, body) of the one message."""
    message = Message.objects.get()
    return message.tries, message.sent_at, message.failed_at, message.body


def run_each_minute(until):
    """Deliver every minute and return the minutes at which something was tried."""
    tried = []
    for minute in range(until):
        before = Message.objects.get().tries
        deliver_due(at=minutes(minute))
        if Message.objects.get().tries > before:
            tried.append(minute)
    return tried


def test_a_message_is_sent_once(db):
    put()

    assert deliver_due(at=NOON) == 1
    assert deliver_due(at=minutes(90)) == 0

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["amira@elm-park.example"],
        "Your training record was updated",
    )
    digest = sha256(b"certificate:1").hexdigest()[:32]
    assert sent.extra_headers == {"Message-ID": f"<{digest}@testserver>"}
    assert fate() == (1, NOON, None, "Sign in to see it.")


def test_the_same_key_again_changes_nothing(db):
    put()

    put(subject="Other words", due_at=minutes(5))

    rows = Message.objects.values_list("key", "subject", "due_at")
    assert list(rows) == [("certificate:1", "Your training record was updated", NOON)]


def test_nothing_is_sent_before_it_is_due(db):
    put(due_at=minutes(1))

    assert (deliver_due(at=NOON), mail.outbox) == (0, [])
    assert deliver_due(at=minutes(1)) == 1


def test_a_person_is_written_to_at_the_address_they_have_now(elm):
    put(recipient=elm.amira, address="")
    elm.amira.email = "new@elm-park.example"
    elm.amira.save()

    deliver_due(at=NOON)

    assert [sent.to for sent in mail.outbox] == [["new@elm-park.example"]]


def test_a_person_without_an_address_is_given_up(elm):
    elm.amira.email = None
    elm.amira.save()
    put(recipient=elm.amira, address="")

    assert (deliver_due(at=NOON), mail.outbox) == (0, [])
    assert fate() == (1, None, NOON, "Sign in to see it.")


def test_a_refused_message_is_tried_eight_times_with_growing_gaps_and_then_given_up(db, settings):
    settings.OUTBOX_EMAIL_BACKEND = REFUSING
    put()

    assert run_each_minute(300) == [0, 1, 3, 7, 15, 31, 63, 127]
    assert fate() == (8, None, minutes(127), "Sign in to see it.")


def test_a_message_refused_at_first_leaves_once_the_server_is_back(db, settings):
    working, settings.OUTBOX_EMAIL_BACKEND = settings.OUTBOX_EMAIL_BACKEND, REFUSING
    put()
    assert deliver_due(at=NOON) == 0
    settings.OUTBOX_EMAIL_BACKEND = working

    assert deliver_due(at=NOON) == 0
    assert deliver_due(at=minutes(1)) == 1
    assert fate() == (2, minutes(1), None, "Sign in to see it.")


def test_a_mail_that_no_server_can_take_is_given_up_and_holds_nobody_up(db):
    put(key="certificate:broken", subject="Two\nlines")
    put()

    assert deliver_due(at=NOON) == 1
    for _try in range(TRIES):
        deliver_due(at=Message.objects.get(key="certificate:broken").due_at)

    broken = Message.objects.get(key="certificate:broken")
    assert (broken.tries, broken.sent_at, broken.failed_at is None) == (TRIES, None, False)


def test_one_refused_message_holds_up_no_other(elm):
    elm.amira.email = None
    elm.amira.save()
    put(key="certificate:0", recipient=elm.amira, address="")
    put()

    assert deliver_due(at=NOON) == 1


def test_the_text_of_a_code_goes_once_it_was_sent(db):
    put_code()

    deliver_due(at=NOON)

    assert [sent.body for sent in mail.outbox] == ["Code 123456"]
    assert fate() == (1, NOON, None, "")


def test_a_code_that_is_refused_is_gone_within_15_minutes(db, settings):
    settings.OUTBOX_EMAIL_BACKEND = REFUSING
    put_code()

    assert run_each_minute(15) == [0, 1, 3, 7]
    assert fate() == (4, None, minutes(7), "")


@pytest.mark.parametrize(
    ("minute", "expected"),
    [(15, (0, None, None, "Code 123456")), (16, (0, None, minutes(16), ""))],
)
def test_a_code_that_nobody_sent_is_forgotten_after_15_minutes(db, minute, expected):
    put_code()

    forget_codes(at=minutes(minute))

    assert fate() == expected


def test_an_old_code_is_not_sent(db):
    put_code()

    assert (deliver_due(at=minutes(16)), mail.outbox) == (0, [])
    assert fate() == (0, None, minutes(16), "")


def test_other_messages_keep_their_text_and_are_sent_late(db):
    put()

    assert deliver_due(at=minutes(600)) == 1
    assert fate() == (1, minutes(600), None, "Sign in to see it.")


def test_a_message_is_claimed_by_one_worker_and_falls_due_again_if_that_one_dies(db):
    put()
    mine, other = Message.objects.get(), Message.objects.get()

    assert (claim(message=mine, at=NOON), claim(message=other, at=NOON)) == (True, False)
    assert deliver_due(at=NOON) == 0
    assert deliver_due(at=minutes(4)) == 0
    assert deliver_due(at=minutes(5)) == 1


@pytest.mark.parametrize("ended", ["sent_at", "failed_at"])
def test_what_a_slow_worker_ended_after_its_claim_ran_out_is_not_claimed_again(db, ended):
    put()
    claim(message=Message.objects.get(), at=NOON)
    read_too_early = Message.objects.get()
    Message.objects.update(**{ended: minutes(5)})

    assert claim(message=read_too_early, at=minutes(5)) is False


def test_what_another_worker_claimed_meanwhile_is_left_to_it(db, monkeypatch):
    put()
    put(key="certificate:2", address="noor@elm-park.example")

    def claim_the_other(*, message, at):
        assert claim(message=Message.objects.exclude(pk=message.pk).get(), at=at) is True
        return deliver(message=message, at=at)

    monkeypatch.setattr(services, "deliver", claim_the_other)

    assert deliver_due(at=NOON) == 1
    assert [message.to for message in mail.outbox] == [["amira@elm-park.example"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_delivering_takes_two_statements_a_message_and_two_more(
    db, rows, django_assert_num_queries
):
    for number in range(rows):
        put(key=f"certificate:{number}")

    with django_assert_num_queries(2 + 2 * rows):
        assert deliver_due(at=NOON) == rows


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_each_message_once():
    for number in range(5):
        put(key=f"certificate:{number}", address=f"{number}@elm-park.example")

    sent = at_once([lambda: deliver_due(at=NOON)] * EIGHT)

    assert sum(sent) == 5
    assert sorted(message.to[0][0] for message in mail.outbox) == ["0", "1", "2", "3", "4"]
    assert set(Message.objects.values_list("tries", "sent_at")) == {(1, NOON)}


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_queue_one_message_a_key():
    at_once([put] * EIGHT)

    assert Message.objects.count() == 1


def test_why_it_was_not_taken_is_kept(elm, settings):
    put()
    settings.OUTBOX_EMAIL_BACKEND = REFUSING
    deliver_due(at=NOON)
    tried = Message.objects.get()
    put(key="certificate:2", address="", recipient=elm.amira)
    type(elm.amira).objects.filter(pk=elm.amira.pk).update(email=None)
    deliver_due(at=NOON)

    assert (tried.problem, tried.failed_at) == ("server-refused", None)
    assert Message.objects.get(key="certificate:2").problem == "no-address"
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_due(at=minutes(5))
    assert Message.objects.get(key="certificate:1").problem == ""


def test_a_refusal_of_the_address_is_told_from_others():
    refusals = [SMTPRecipientsRefused({}), OSError(), ValueError()]

    assert [problem_of(one) for one in refusals] == [
        "address-refused",
        "server-refused",
        "unsendable",
    ]


@pytest.mark.django_db
def test_an_address_that_no_mail_can_have_is_given_up_and_holds_up_no_other(mailoutbox):
    put(key="certificate:1", address="{@[/a%\\.xe")
    put(key="certificate:2", address="sound@example.org")

    assert deliver_due(at=NOON) == 1

    told = Message.objects.order_by("key").values_list("problem", "failed_at", "sent_at")
    assert list(told) == [("unsendable", NOON, None), ("", None, NOON)]
    assert [one.to for one in mailoutbox] == [["sound@example.org"]]
