"""The front door and the statements."""

import re
from pathlib import Path

import pytest
from django.conf import global_settings
from django.contrib.messages.storage.cookie import CookieStorage

from courses.web.reading import ROUTE_COOKIE
from tests.web.reading import heading_of, text_of

COURSES = Path(__file__).parents[4] / "courses"


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
    settings.ATTENDANCE_MONTHS = 29
    text = text_of(client.get("/privacy/"))

    for words in ("47 minutes", "13 hours", "29 months"):
        assert words in text
    assert cookies_listed(client) == [
        "sessionid",
        "last-use",
        "csrftoken",
        "reading",
        "route",
        "messages",
    ]


def test_each_cookie_that_the_code_sets_is_on_the_privacy_page(db, client, settings):
    settings.SESSION_COOKIE_SECURE = True
    calls = [
        re.sub(r"\s", "", found)
        for path in sorted(COURSES.rglob("*.py"))
        for found in re.findall(r"\.set(?:_signed)?_cookie\(\s*([^,]+),", path.read_text())
    ]
    named = {
        "ROUTE_COOKIE": ROUTE_COOKIE,
        "settings.LAST_USE_COOKIE_NAME": settings.LAST_USE_COOKIE_NAME,
        "cookie_name()": "__Host-reading",
    }
    by_django = [
        getattr(settings, name) for name in dir(global_settings) if name.endswith("COOKIE_NAME")
    ]
    unused = {settings.LANGUAGE_COOKIE_NAME}  # only set by the view that changes the language

    assert sorted(calls) == sorted(named)
    assert settings.MESSAGE_STORAGE == "django.contrib.messages.storage.fallback.FallbackStorage"
    assert (
        set(cookies_listed(client))
        == {
            *named.values(),
            *by_django,
            CookieStorage.cookie_name,
        }
        - unused
    )


def cookies_listed(client):
    """Return the names in the table of cookies, from above."""
    table = client.get("/privacy/").content.decode().partition('id="cookies"')[2]
    return re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', table)


def test_the_privacy_page_says_what_a_person_can_do(db, client):
    text = text_of(client.get("/privacy/"))

    for words in ("download it as a file", "ico.org.uk", "removed by themselves after a time"):
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
