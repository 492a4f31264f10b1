"""Guessing is slowed by account first: a whole school behind one address gets in (row 7)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from courses.notifications.models import Message
from tests.people import PASSWORD, make_member, make_user
from tests.web.reading import errors_of, text_of

LOGIN, CODE, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"
AMIRA = "amira@elm-park.example"


def tries(email, password, client=None):
    """Return the answer to one sign-in by password."""
    return (client or Client()).post(LOGIN, {"login": email, "password": password})


def is_in(client):
    """Test whether the browser is signed in."""
    return client.get("/learn/").status_code == 200


@pytest.fixture
def asks_for_code(elm, settings, django_capture_on_commit_callbacks):
    """Return how to ask for a sign-in code; its mail leaves by the outbox, at once."""
    settings.EMAIL_BACKEND = "courses.notifications.backend.OutboxBackend"

    def ask(client, email=AMIRA):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(CODE, {"email": email})

    return ask


def code_in(message):
    """Return the code that a mail holds."""
    return re.search(r"\n\n(\S+)\n\n", message.body)[1]


def test_the_right_password_signs_in(elm):
    client = Client()

    answer = tries(AMIRA, PASSWORD, client)

    assert (answer.status_code, answer["Location"], is_in(client)) == (302, "/learn/", True)


def test_five_wrong_passwords_close_the_account_even_to_the_right_one(elm):
    wrong = [text_of(tries(AMIRA, f"wrong {n}")) for n in range(5)]

    client = Client()
    closed = tries(AMIRA, PASSWORD, client)

    assert ["The email address or the password is not right." in text for text in wrong] == (
        [True] * 5
    )
    assert "Too many wrong tries. Wait 5 minutes" in text_of(closed)
    assert is_in(client) is False


def test_sixty_colleagues_at_the_same_address_still_get_in(elm):
    names = [f"Colleague {n:02}" for n in range(60)]
    for n, name in enumerate(names):
        make_member(elm.organisation, elm.north, elm.teacher, name, email=f"c{n}@elm-park.example")
    for n in range(6):
        tries(AMIRA, f"wrong {n}")

    sent = [tries(f"c{n}@elm-park.example", PASSWORD).headers.get("Location") for n in range(60)]

    assert sent == ["/learn/"] * 60


def test_an_account_is_closed_whatever_address_the_guesses_come_from(elm):
    for n in range(5):
        tries(AMIRA, f"wrong {n}", Client(REMOTE_ADDR=f"192.0.2.{n}"))

    answer = tries(AMIRA, PASSWORD, Client(REMOTE_ADDR="198.51.100.1"))

    assert "Too many wrong tries." in text_of(answer)


def test_a_closed_account_is_closed_under_every_spelling(elm):
    for n in range(5):
        tries(AMIRA.upper() if n % 2 else AMIRA, f"wrong {n}")

    assert "Too many wrong tries." in text_of(tries(AMIRA.title(), PASSWORD))


def test_known_and_unknown_people_are_told_the_same(elm, settings):
    settings.DEMO = False  # the demonstration prints its sign-ins
    known, unknown = tries(AMIRA, "wrong"), tries("nobody@elm-park.example", "wrong")

    assert errors_of(known) == errors_of(unknown)
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert text_of(known).replace(AMIRA, "") == text_of(unknown).replace(
        "nobody@elm-park.example", ""
    )


def test_a_code_from_the_mail_signs_in(elm, asks_for_code):
    client = Client()

    asked = asks_for_code(client)
    (sent,) = mail.outbox
    answer = client.post(CONFIRM, {"code": code_in(sent)})

    assert asked["Location"] == CONFIRM
    assert (sent.to, sent.subject) == ([AMIRA], "Your code to sign in")
    assert (answer["Location"], is_in(client)) == ("/learn/", True)


def test_a_wrong_code_is_refused(elm, asks_for_code):
    client = Client()
    asks_for_code(client)

    answer = client.post(CONFIRM, {"code": "no-such"})

    assert "The code is not right." in text_of(answer)
    assert is_in(client) is False


def test_a_code_works_once(elm, asks_for_code):
    client = Client()
    asks_for_code(client)
    code = code_in(mail.outbox[0])
    client.post(CONFIRM, {"code": code})
    client.post("/account/logout/")

    client.post(CONFIRM, {"code": code})

    assert is_in(client) is False


def test_a_code_works_in_the_browser_that_asked_alone(elm, asks_for_code):
    asks_for_code(Client())
    other = Client()

    other.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert is_in(other) is False


def test_five_wrong_codes_end_the_asking(elm, asks_for_code):
    client = Client()
    asks_for_code(client)
    for n in range(5):
        client.post(CONFIRM, {"code": f"wrong{n}"})

    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert is_in(client) is False


def test_the_mail_link_consumes_nothing(elm, asks_for_code):
    client = Client()
    asks_for_code(client)
    for _scanner in range(3):
        client.get(CONFIRM)

    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert is_in(client) is True


def test_the_code_leaves_the_outbox_once_sent(elm, asks_for_code):
    asks_for_code(Client())

    (kept,) = Message.objects.all()
    assert (kept.body, kept.sent_at is not None, kept.address) == ("", True, AMIRA)
    assert timezone.now() - kept.sent_at < timedelta(hours=1)


def test_somebody_unknown_sees_the_same_page_and_gets_no_code(elm, asks_for_code):
    known, unknown = Client(), Client()
    first, second = asks_for_code(known), asks_for_code(unknown, "nobody@elm-park.example")

    pages = [text_of(client.get(CONFIRM)) for client in (known, unknown)]

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert pages[0].replace(AMIRA, "") == pages[1].replace("nobody@elm-park.example", "")
    assert "We do not know it." in mail.outbox[1].body


def test_nobody_signs_up(db):
    answer = Client().post("/account/signup/", {"email": "new@x.example", "password1": PASSWORD})

    assert answer.status_code == 404


def test_somebody_without_an_address_cannot_be_signed_in_by_an_empty_one(db):
    make_user("No Address", None)

    assert "Enter" in text_of(tries("", PASSWORD)) or errors_of(tries("", PASSWORD)) != []
