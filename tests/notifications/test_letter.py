"""The HTML beside the plain text of a mail, and the headers that stop optional ones."""

import re

import pytest
from django.core import mail
from django.test import Client

from courses.accounts.queries import wishes_of
from courses.notifications.letter import Part, Segment, headers_of, html_of, parts_of
from courses.notifications.models import Message
from courses.notifications.services import deliver_due, queue
from tests.people import NOON

BODY = """Hello Amira,

here are three questions:
{site}/refresher/1:x/

- One & two <b>three</b>

No more mails of this kind:
{site}/optional-mail/1:y/ and https://evil.example/
"""


@pytest.fixture
def body(settings):
    """Return a text with two addresses of ours and a foreign one."""
    return BODY.format(site=settings.SITE_URL)


def test_the_first_address_of_ours_is_the_button_and_foreign_ones_are_no_links(body, settings):
    stop = f"{settings.SITE_URL}/optional-mail/1:y/"

    assert parts_of(body) == [
        Part(lines=((Segment("Hello Amira,"),),)),
        Part(lines=((Segment("here are three questions:"),),)),
        Part(action=f"{settings.SITE_URL}/refresher/1:x/"),
        Part(lines=((Segment("- One & two <b>three</b>"),),)),
        Part(
            lines=(
                (Segment("No more mails of this kind:"),),
                (Segment(stop, url=stop), Segment(" and "), Segment("https://evil.example/")),
            )
        ),
    ]


def test_a_host_that_only_begins_like_ours_is_no_link(settings):
    assert parts_of(f"{settings.SITE_URL}.evil.example/") == [
        Part(lines=((Segment(f"{settings.SITE_URL}.evil.example/"),),))
    ]


@pytest.mark.parametrize("kind", list(Message.Kind))
def test_each_kind_has_one_button_no_picture_and_says_what_the_text_says(kind, body):
    html = html_of(Message(kind=kind, subject="Safeguarding training", body=body))

    assert html.count('class="action"') == 1
    assert re.findall(r"<img|<script|https?://(?:www\.)?evil[^<]*\"|<b>", html) == []
    assert "One &amp; two &lt;b&gt;three&lt;/b&gt;" in html


def test_only_optional_mails_can_be_stopped_from_the_mail_program(elm):
    stopping = [
        kind
        for kind in Message.Kind
        if headers_of(Message(kind=kind, recipient=elm.amira, subject="x", body="x"))
    ]

    assert stopping == [Message.Kind.REFRESHER]
    assert headers_of(Message(kind=Message.Kind.REFRESHER)) == {}


def test_the_one_click_of_a_mail_program_stops_them(elm, body, settings):
    queue(
        key="refresher:1",
        kind=Message.Kind.REFRESHER,
        subject="Safeguarding training: three questions, if you like",
        body=body,
        recipient=elm.amira,
        due_at=NOON,
    )
    assert deliver_due(at=NOON) == 1
    (sent,) = mail.outbox
    assert [kind for _html, kind in sent.alternatives] == ["text/html"]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = sent.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)

    answer = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, wishes_of(elm.amira.pk).optional_mail) == (200, False)


def test_a_post_from_elsewhere_without_those_words_stops_nothing(elm, settings):
    wish = headers_of(Message(kind=Message.Kind.REFRESHER, recipient=elm.amira))
    link = wish["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)

    answer = Client(enforce_csrf_checks=True).post(link)

    assert (answer.status_code, wishes_of(elm.amira.pk).optional_mail) == (403, True)
    body = {"List-Unsubscribe": "One-Click"}
    forged = Client().post("/optional-mail/no-such-link/", body)
    assert forged.status_code == 404
