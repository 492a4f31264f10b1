"""The door of public pages: open to anybody, some within limits by address."""

import pytest
from django.test import Client

from tests.web.headers import PROMISED, promised_of
from tests.web.reading import heading_of, text_of


def ask_often(client, times, address="/verify/"):
    """Return the status of each of ``times`` requests."""
    return [client.get(address).status_code for _time in range(times)]


@pytest.mark.parametrize("address", ["/verify/", f"/verify/{'7' * 26}/"])
def test_beyond_the_limit_the_check_page_asks_to_wait(db, client, settings, address):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify": "3/m/ip"}
    usual = client.get(address).status_code

    assert usual in {200, 404}
    assert ask_often(client, 3, address) == [usual, usual, 429]
    answer = client.get(address)
    assert heading_of(answer) == "Too many tries just now"
    assert "Wait 5 minutes, then try again." in text_of(answer)
    assert promised_of(answer) == PROMISED


def test_the_limit_is_sixty_a_minute(db, client):
    assert ask_often(client, 61) == [200] * 60 + [429]


def test_another_address_is_not_held_up(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify": "1/m/ip"}

    assert ask_often(client, 2) == [200, 429]
    assert ask_often(Client(REMOTE_ADDR="192.0.2.7"), 2) == [200, 429]


def test_posting_counts_like_reading(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify": "2/m/ip"}

    statuses = [client.post("/verify/", {"number": "x"}).status_code for _time in range(3)]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("address", ["/concern/", "/privacy/", "/health/", "/support/"])
def test_pages_without_a_limit_have_none(db, client, settings, address):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify": "1/m/ip"}
    ask_often(client, 3)

    assert ask_often(client, 3, address) == [200, 200, 200]
