"""The limits as time goes by: after the wait the right password works again (SECURITY row 7)."""

import time

import pytest
from django.core import mail
from django.test import Client

from courses.notifications.models import Message
from tests.people import PASSWORD, make_member
from tests.web.headers import PROMISED, promised_of
from tests.web.reading import text_of

LOGIN, RESET = "/account/login/", "/account/password/reset/"
AMIRA, NOBODY = "amira@elm-park.example", "nobody@elm-park.example"
CLOSED = "Too many wrong tries."


@pytest.fixture
def pass_by(monkeypatch):
    """Return how to let seconds pass for the counters of the limits."""
    gone = [0.0]
    clock = time.time

    def later(seconds):
        gone[0] += seconds

    monkeypatch.setattr(time, "time", lambda: clock() + gone[0])
    return later


@pytest.fixture
def asks_to_reset(elm, settings, django_capture_on_commit_callbacks):
    """Return how to ask for a new password; its mail leaves by the outbox, at once."""
    settings.EMAIL_BACKEND = "courses.notifications.backend.OutboxBackend"

    def ask(email=AMIRA, **origin):
        with django_capture_on_commit_callbacks(execute=True):
            return Client(**origin).post(RESET, {"email": email})

    return ask


def tries(email, password, **origin):
    return Client(**origin).post(LOGIN, {"login": email, "password": password})


def test_the_right_password_works_after_the_wait_and_not_before(elm, pass_by):
    for n in range(5):
        tries(AMIRA, f"wrong {n}")

    pass_by(290)
    before = tries(AMIRA, PASSWORD)
    pass_by(15)
    after = tries(AMIRA, PASSWORD)

    assert CLOSED in text_of(before)
    assert (after.status_code, after["Location"]) == (302, "/learn/")


def test_guesses_from_ever_new_addresses_come_to_few_that_are_looked_at(elm, pass_by, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.base_user.AbstractBaseUser.check_password",
        lambda _user, raw: hashed.append(raw) or False,
    )
    for n in range(150):
        tries(AMIRA, f"guess {n}", REMOTE_ADDR=f"198.51.100.{n}")
        pass_by(3.6)

    assert len(hashed) <= 15
    assert len(set(hashed)) == len(hashed)


def test_guessing_many_accounts_from_one_address_is_stopped(elm):
    names = [f"g{n}@elm-park.example" for n in range(80)]
    for n, email in enumerate(names):
        make_member(elm.organisation, elm.north, elm.teacher, f"Person {n}", email=email)

    refused = [CLOSED in text_of(tries(email, "wrong")) for email in names]

    assert refused == [False] * 60 + [True] * 20


def test_sixty_staff_behind_one_address_get_in_within_a_minute(elm, pass_by):
    names = [f"s{n}@elm-park.example" for n in range(60)]
    for n, email in enumerate(names):
        make_member(elm.organisation, elm.north, elm.teacher, f"Person {n}", email=email)

    went = []
    for email in names:
        went.append(tries(email, PASSWORD).headers.get("Location"))
        pass_by(0.9)

    assert went == ["/learn/"] * 60


def test_the_door_of_the_forgotten_password_opens_five_times_a_minute_for_one_account(
    asks_to_reset, pass_by
):
    answers = [asks_to_reset(REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(8)]
    sent = len(mail.outbox)
    pass_by(61)

    later = asks_to_reset()

    assert (answers, sent) == ([302] * 5 + [429] * 3, 5)
    assert (later.status_code, len(mail.outbox)) == (302, 6)


def test_known_and_unknown_addresses_meet_the_same_door(asks_to_reset):
    known, unknown = asks_to_reset(), asks_to_reset(NOBODY)

    pages = [Client().get(answer["Location"]) for answer in (known, unknown)]
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert text_of(pages[0]) == text_of(pages[1])
    # Each address gets one mail by the outbox, so neither answer waits longer than the other.
    assert [one.to for one in mail.outbox] == [[AMIRA], [NOBODY]]
    assert Message.objects.count() == 2
    for _time in range(4):
        asks_to_reset()
        asks_to_reset(NOBODY)
    closed = [asks_to_reset(email) for email in (AMIRA, NOBODY)]
    assert [answer.status_code for answer in closed] == [429, 429]
    assert text_of(closed[0]) == text_of(closed[1])
    assert [promised_of(answer) for answer in closed] == [PROMISED] * 2
