"""Nobody finds out by inviting or joining who has an account elsewhere (SECURITY row 8)."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.web.reading import text_of

LIST = "/lead/elm-park/invitations/"
# One works for another organisation, the other for none; the invitations differ in nothing else.
KNOWN, UNKNOWN = "callum@harbour-trust.example", "nobody@harbour-trust.example"
LINK = re.compile(r"/join/\S+")


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return the browser of a lead of Elm Park."""
    return sign_in(elm.lewis)


@pytest.fixture
def fill(elm):
    """Return how to fill in the form for one address."""

    def data(email, **more):
        return {
            "people": f"Kim Lee, {email}",
            "job": str(elm.teacher.pk),
            "site": str(elm.north.pk),
            "start": "2026-03-03",
            "despite": "on",
        } | more

    return data


def told(answer, email):
    """Return the words of a page with the address left out."""
    return text_of(answer).replace(email, "ADDRESS")


def test_the_check_before_inviting_says_the_same(lewis, fill):
    pages = [told(lewis.post(f"{LIST}new/", fill(email)), email) for email in (KNOWN, UNKNOWN)]

    assert pages[0] == pages[1]
    assert "1 person can be invited." in pages[0]


def test_the_list_of_invitations_says_the_same(lewis, fill):
    said = []
    for email in (KNOWN, UNKNOWN):
        answer = lewis.post(f"{LIST}new/", fill(email, confirmed="1"))
        shown = told(lewis.get(LIST), email)
        row = re.search(r"Kim Lee ADDRESS .*?The link works until \d+ \w+ \d{4}", shown)[0]
        said.append((answer.status_code, answer["Location"], "1 person is invited." in shown, row))

    assert said[0] == said[1]
    assert said[0][:3] == (303, LIST, True)


def test_the_link_asks_and_answers_the_same(lewis, fill, django_capture_on_commit_callbacks):
    said = []
    for email in (KNOWN, UNKNOWN):
        with django_capture_on_commit_callbacks(execute=True):
            lewis.post(f"{LIST}new/", fill(email, confirmed="1"))
        link = LINK.search(mail.outbox[-1].body)[0]
        visitor = Client()
        asked = told(visitor.get(link), email)
        joined = visitor.post(link)
        then = told(visitor.get(joined["Location"]), email)
        said.append((asked, joined.status_code, joined["Location"], then))

    assert said[0] == said[1]
    assert said[0][1:3] == (303, "/account/login/code/confirm/")
