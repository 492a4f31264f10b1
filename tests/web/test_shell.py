"""The built stylesheet, and the frame around every page."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from courses.web.middleware import Shell

STATIC = settings.BASE_DIR / "courses/static/courses"


def test_the_stylesheet_holds_no_crest_no_transport_and_no_address():
    css = (STATIC / "site.css").read_text()

    assert re.findall(r"crest|GDS Transport|url\(", css, flags=re.IGNORECASE) == []


def test_stylesheet_and_scripts_weigh_at_most_40_kb():
    names = ["site.css", "site.js", "exit.js", "govuk-frontend.min.js"]
    total = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)

    assert total <= 40_000


def test_no_sentence_is_a_status_by_its_role():
    """Orca says "statusbar" of it and not its words; on a page that arrives complete it is text.

    What stands here holds elements of its own, which are read: feedback, and work that goes on.
    """
    named = {
        path.name
        for path in Path(settings.BASE_DIR / "templates").rglob("*.html")
        if 'role="status"' in path.read_text()
    }

    assert named == {
        "feedback.html",
        "chosen_done.html",
        "pack.html",
        "staff_file.html",
        "workbook.html",
    }


def test_the_fonts_of_certificates_are_there_in_regular_and_bold():
    names = sorted(path.name for path in Path(settings.BASE_DIR / "build/fonts").glob("*.ttf"))
    families = ["", "Arabic", "Bengali", "Devanagari", "Gurmukhi", "Hebrew"]

    assert names == sorted(
        f"NotoSans{family}_{weight}.ttf"
        for family in families
        for weight in ("400Regular", "700Bold")
    )


SHELL = {
    "organisation_name": "Elm Park",
    "signed_in": True,
    "is_demo": False,
    "home_url": "/learn/",
    "record_url": "/learn/record/",
    "team_url": None,
    "courses_url": None,
    "concern_url": "/concern/elm-park/north/",
    "support_url": "/support/",
    "leave_url": "/leave/",
    "is_learner_page": True,
    "person_name": "Amira",
    "sign_out_url": "/account/logout/",
}


def page(**changes):
    request = RequestFactory().get("/learn/")
    source = '{% extends "courses/base.html" %}{% block content %}<h1>To do</h1>{% endblock %}'
    shell = Shell(**{**SHELL, **changes})
    return engines["django"].from_string(source).render({"shell": shell}, request)


def test_the_shell_keeps_the_order_of_the_design():
    html = page()
    order = [
        "Skip to main content",
        "Exit this page quickly",
        "Elm Park",
        "To do",
        "My record",
        "Report a concern",
        "Support for you",
        "Exit this page</button>",
        "<main",
        "<h1>To do</h1>",
        "<footer",
    ]
    body = html[html.index("<body") :]
    places = [body.index(words) for words in order]

    assert places == sorted(places)
    assert html.count('id="leave"') == 1
    assert re.findall(r'<button type="submit"[^>]*form="leave"', html) != []
    assert '<html lang="en-GB"' in html


def test_a_page_for_leads_has_no_exit_and_no_form_to_leave():
    html = page(is_learner_page=False, team_url="/lead/elm-park/")

    assert "Exit this page" not in html
    assert 'id="leave"' not in html
    assert "exit.js" not in html
    assert 'href="/lead/elm-park/"' in html


def test_courses_stand_in_the_menu_of_who_may_open_them():
    closed, opened = page(), page(courses_url="/author/elm-park/")

    assert "Courses" not in closed
    assert 'href="/author/elm-park/">Courses</a>' in opened


def test_a_stranger_sees_neither_menu_nor_sign_out():
    html = page(signed_in=False, is_learner_page=False, is_demo=True)

    assert "<form" not in html
    assert "My record" not in html
    assert "Demonstration." in html
    assert "Report a concern" in html


def test_the_page_after_a_fault_needs_nothing_to_be_drawn():
    html = render_to_string("500.html")

    assert 'href="tel:999"' in html
    assert 'href="/concern/"' in html


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (
            "triangle",
            '<strong class="status status--triangle">'
            '<span class="status__shape" aria-hidden="true"></span>'
            '<span class="status__word">Overdue</span></strong>',
        ),
        ("", '<span class="status-plain">Overdue</span>'),
    ],
)
def test_a_status_says_its_word_whatever_its_shape(shape, expected):
    status = {"word": "Overdue", "shape": shape}

    html = render_to_string("courses/components/status.html", {"status": status})

    assert html.strip() == expected
