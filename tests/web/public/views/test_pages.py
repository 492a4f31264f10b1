"""The front door and the statements."""

import pytest

from tests.web.reading import heading_of, text_of


def test_the_front_door_leads_a_stranger_to_sign_in(db, client):
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")


def test_the_front_door_leads_the_signed_in_to_what_there_is_to_do(amira):
    answer = amira.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/learn/")


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accessibility/", "Accessibility statement"),
        ("/privacy/", "Privacy and cookies"),
    ],
)
def test_statements_are_open_signed_out(db, client, address, heading):
    answer = client.get(address)

    assert (answer.status_code, heading_of(answer)) == (200, heading)


def test_the_privacy_page_names_every_cookie_and_limit(db, client, settings):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 47, 13
    text = text_of(client.get("/privacy/"))

    for words in ("sessionid", "csrftoken", "last-use", "reading", "47 minutes", "13 hours"):
        assert words in text


def test_the_privacy_page_says_what_a_person_can_do(db, client):
    text = text_of(client.get("/privacy/"))

    for words in ("download it as a file", "ico.org.uk", "Nothing is removed by itself"):
        assert words in text


def test_the_accessibility_statement_is_dated_and_owns_up(db, client):
    text = text_of(client.get("/accessibility/"))

    for words in ("partly compliant", "No independent audit", "25 November 2027"):
        assert words in text


def test_security_txt_says_whom_to_tell(db, client, settings):
    settings.SECURITY_CONTACT = "mailto:security@elm-park.example"

    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert (lines["Contact"], lines["Canonical"]) == (
        "mailto:security@elm-park.example",
        "http://testserver/.well-known/security.txt",
    )
    assert sorted(lines) == ["Canonical", "Contact", "Expires", "Preferred-Languages"]
