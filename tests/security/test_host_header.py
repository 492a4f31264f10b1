"""A forged Host is refused, and no link comes from it (SECURITY row 9)."""

import pytest
from django.core import mail
from django.test import Client

LINKS = {
    "/account/login/code/": "http://testserver/account/login/code/confirm/",
    "/account/password/reset/": "http://testserver/account/password/reset/key/",
}


@pytest.fixture
def asks(elm, settings, django_capture_on_commit_callbacks):
    """Return how to ask for a mail to Amira, with these headers; it leaves by the outbox."""
    settings.EMAIL_BACKEND = "courses.notifications.backend.OutboxBackend"

    def ask(address, **headers):
        with django_capture_on_commit_callbacks(execute=True):
            return Client().post(address, {"email": "amira@elm-park.example"}, headers=headers)

    return ask


@pytest.mark.parametrize("address", LINKS)
def test_a_forged_host_is_refused_and_sends_nothing(asks, address):
    answer = asks(address, host="evil.example")

    assert (answer.status_code, mail.outbox) == (400, [])


@pytest.mark.parametrize("address", LINKS)
@pytest.mark.parametrize("header", ["x-forwarded-host", "forwarded", "x-host"])
def test_a_forwarded_host_is_not_believed(asks, address, header):
    asks(address, **{header: "evil.example"})

    (sent,) = mail.outbox
    assert "evil.example" not in sent.body
    assert LINKS[address] in sent.body


@pytest.mark.parametrize("address", LINKS)
def test_links_lead_to_our_own_address_by_whatever_name_we_were_called(asks, address):
    asks(address, host="127.0.0.1")

    (sent,) = mail.outbox
    assert "127.0.0.1" not in sent.body
    assert LINKS[address] in sent.body


def test_a_host_of_ours_is_answered(asks):
    assert asks("/account/login/code/", host="127.0.0.1").status_code == 302
