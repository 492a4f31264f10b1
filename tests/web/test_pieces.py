"""Pieces of pages: drawn once for equal values, and never with anything of another reader."""

import pytest
from django.template import engines
from django.utils.safestring import SafeString

from courses.common.html import trusted
from courses.web.pieces import BLANKS, kept_piece, piece

CONTENTS = "courses/components/contents.html"
HELP = "courses/components/help_bar.html"
BAR = {"concern_url": "/concern/", "support_url": "/support/", "leave_url": "/leave/"}
ONE, TWO = "0b5f3a52-8a55-4d7a-9a35-111111111111", "0b5f3a52-8a55-4d7a-9a35-222222222222"


def contents(registration, *, title="First", tick=""):
    """Return the list of one lesson for one enrolment."""
    entries = (("first", title, tick),)
    blanks = {"registration": registration, "csrf_token": "token"}
    return piece(CONTENTS, blanks, entries=entries, current="")


def test_equal_values_are_drawn_once_and_filled_for_each_reader():
    one, two = contents(ONE), contents(TWO)

    assert kept_piece.cache_info().misses == 1
    assert (f"/learn/{ONE}/lessons/first/" in one, TWO in one) == (True, False)
    assert (f"/learn/{TWO}/lessons/first/" in two, ONE in two) == (True, False)


def test_other_values_are_drawn_anew():
    assert "completed" in contents(ONE, tick="completed")
    assert "completed" not in contents(ONE)
    assert kept_piece.cache_info().misses == 2


def test_what_is_trusted_does_not_make_the_same_words_of_others_trusted():
    words = "<b>First</b>"

    assert words in contents_of(trusted(words))
    assert words not in contents_of(words)


def contents_of(title):
    """Return a piece whose value itself is ``title``."""
    return piece("courses/components/back.html", {}, url="/", words=title)


def test_each_reader_gets_their_own_token_and_no_blank_is_left():
    first = piece(HELP, {"csrf_token": "token-one"}, **BAR, is_learner_page=True)
    second = piece(HELP, {"csrf_token": "token-two"}, **BAR, is_learner_page=True)

    assert ("token-one" in first, "token-two" in first) == (True, False)
    assert ("token-one" in second, "token-two" in second) == (False, True)
    assert [html for html in (first, second) if BLANKS["csrf_token"] in html] == []


def test_a_token_is_not_asked_for_where_no_form_stands():
    class Asked:
        def __str__(self):
            raise AssertionError("asking sets a cookie")

    html = piece(HELP, {"csrf_token": Asked()}, **BAR, is_learner_page=False)

    assert "<form" not in html


def test_a_list_in_a_template_is_a_key_and_what_has_no_key_is_refused():
    source = '{% load courses %}{% piece "courses/components/contact_list.html" contacts=found %}'

    html = engines["django"].from_string(source).render({"found": []})

    assert html.strip().startswith("<ul")
    with pytest.raises(TypeError):
        piece(CONTENTS, {}, entries=[{}], current="")


def test_a_piece_is_html():
    assert isinstance(contents(ONE), SafeString)
