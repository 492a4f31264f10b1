"""Whole pages: drawn once for equal values, and never with anything of another reader."""

import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.test import RequestFactory

from courses.common.html import trusted
from courses.web.frames import framed, kept_frame
from courses.web.pieces import BLANKS
from tests.web.reading import text_of, title_of

LESSON = "courses/learner/lesson.html"
NAMES = ("back", "heading", "blocks", "end", "words", "contents", "error")


def page_for(user, *, token="token", title="First", message="", **parts) -> HttpResponse:
    """Return a page as ``user`` is shown it."""
    request = RequestFactory().get("/learn/")
    request.user, request.session, request.resolver_match = user, {}, None
    request._messages = FallbackStorage(request)
    if message:
        messages.info(request, message)
    html = {name: trusted(parts.get(name, "")) for name in NAMES}
    blanks = {"csrf_token": token, "registration": "some-course"}
    return framed(request, LESSON, parts=html, blanks=blanks, title=title, is_error=False)


def test_equal_values_are_drawn_once_and_filled_for_each_reader(elm):
    one = page_for(elm.amira, token="of-amira", blocks="<p>What Amira chose</p>")
    two = page_for(elm.sam, token="of-sam", blocks="<p>What Sam chose</p>")

    assert kept_frame.cache_info().misses == 2  # at one site, and at none
    assert page_for(elm.amira, token="again").status_code == 200
    assert kept_frame.cache_info().misses == 2
    for answer, own, other in ((one, "Amira", "Sam"), (two, "Sam", "Amira")):
        text = answer.content.decode()
        assert (f"What {own} chose" in text, f"of-{own.lower()}" in text) == (True, True)
        assert (f"{other}" in text, f"of-{other.lower()}" in text) == (False, False)


def test_colleagues_share_a_frame_without_their_names(elm):
    page_for(elm.amira)
    elm.amira.name = "Zuleika Dobson"

    assert "Zuleika Dobson" in page_for(elm.amira).content.decode()
    assert "Amira Haddad" not in page_for(elm.amira).content.decode()
    assert kept_frame.cache_info().misses == 1


def test_a_name_is_text_and_no_html(elm):
    elm.amira.name = "<b>Amira</b>"

    assert "&lt;b&gt;Amira&lt;/b&gt;" in page_for(elm.amira).content.decode()


def test_other_values_are_drawn_anew(elm):
    pages = [page_for(elm.amira, title=title) for title in ("First", "Second")]

    assert [title_of(page).split(" – ")[0] for page in pages] == ["First", "Second"]


def test_no_blank_is_left_in_the_frame_or_a_part(elm):
    part = f"<p>{BLANKS['registration']} {BLANKS['csrf_token']}</p>"

    text = page_for(elm.amira, token="a-token", blocks=part).content.decode()

    assert "<p>some-course a-token</p>" in text
    assert re.findall(r"[0-9a-f]{64}", text) == []


def test_a_message_is_shown_once_on_a_page_drawn_anew(elm):
    part = f"<p>{BLANKS['registration']}</p>"

    told = page_for(elm.amira, message="Finished: First.", blocks=part)

    assert "Finished: First." in text_of(told)
    assert "<p>some-course</p>" in told.content.decode()
    assert kept_frame.cache_info().misses == 0
    assert "Finished: First." not in text_of(page_for(elm.amira))


def test_what_has_no_key_is_refused(elm):
    with pytest.raises(TypeError):
        page_for(elm.amira, title=["First"])
