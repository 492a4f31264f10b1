"""The page of reading settings, and that every page follows them."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from ruamel.yaml import YAML

from courses.web.public.views.errors import failed
from tests.tables import everything
from tests.web.reading import heading_of, text_of

CHOSEN = {
    "theme": "dark",
    "text": "large",
    "spacing": "wide",
    "letters": "book",
    "motion": "still",
    "sound": "listen",
    "shift": "off",
}
COOKIE = "dark.large.wide.book.still.listen.off"
CLASSES = "theme-dark text-large spacing-wide letters-book motion-still shift-off"


def test_settings_are_kept_in_the_browser_and_no_row_is_written(db, client):
    before = everything()

    answer = client.post("/reading/", CHOSEN)

    assert (answer.status_code, answer["Location"]) == (303, "/reading/")
    assert client.cookies["reading"].value == COOKIE
    assert everything() == before
    page = client.get("/reading/")
    assert CLASSES in page.content.decode()
    assert "Your settings are saved in this browser." in text_of(page)


@pytest.mark.parametrize(
    "address",
    ["/account/login/", "/concern/", "/support/", "/privacy/", "/no-such-page/", "/verify/"],
)
def test_pages_follow_them_signed_out_and_are_kept_by_no_browser(db, client, address):
    client.cookies["reading"] = COOKIE

    answer = client.get(address)

    assert f'class="govuk-template {CLASSES}"' in answer.content.decode()
    assert '<meta name="color-scheme" content="dark">' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_kept_pieces_of_a_page_show_nobody_the_settings_of_another(amira, sign_in, elm):
    amira.cookies["reading"] = COOKIE
    first = amira.get("/learn/").content.decode()
    second = sign_in(elm.amira).get("/learn/").content.decode()

    assert (first.count(CLASSES), second.count(CLASSES)) == (1, 0)
    assert "theme-device text-usual spacing-usual letters-usual motion-usual shift-usual" in second
    assert 'href="/reading/"' in second


def test_a_page_of_our_own_fault_follows_them_too():
    request = RequestFactory().get("/", headers={"cookie": f"reading={COOKIE}"})

    answer = failed(request)

    assert (answer.status_code, CLASSES in answer.content.decode()) == (500, True)


def test_the_numbers_on_it_are_confirmed_ones_of_the_shared_contacts():
    page = failed(RequestFactory().get("/")).content.decode()
    shared = YAML(typ="safe").load(Path("fixtures/shared/contacts.yaml"))
    confirmed = {one["phone"] for one in shared if one["status"] == "confirmed" and "phone" in one}

    shown = re.findall(r'href="tel:(\d+)">([^<]+)<', page)
    assert [number for number, _words in shown] == ["999", "08088005000"]
    assert {"999", shown[1][1]} <= confirmed
    assert shown[1][1].replace(" ", "") == shown[1][0]


@pytest.mark.parametrize(
    "changed", [{"theme": "purple"}, {"text": ""}, {"spacing": "<b>"}, {"letters": "9"}]
)
def test_what_is_no_answer_is_refused_and_nothing_is_kept(db, client, changed):
    answer = client.post("/reading/", {**CHOSEN, **changed})

    assert (answer.status_code, "reading" in client.cookies) == (200, False)
    assert "Choose one of the answers" in text_of(answer)


def test_the_way_back_leads_where_the_reader_came_from(db, client):
    page = client.get("/reading/", headers={"referer": "http://testserver/concern/?x=1"})

    assert '<a href="/concern/?x=1" class="govuk-back-link">' in page.content.decode()
    answer = client.post("/reading/?back=/concern/%3Fx%3D1", CHOSEN)
    assert answer["Location"] == "/reading/?back=/concern/%3Fx%3D1"


@pytest.mark.parametrize(
    "came",
    [
        "https://evil.example/",
        "//evil.example/",
        "http://testserver//evil.example/",
        "http://testserver/\\evil.example/",
        "javascript:alert(1)",
        "/reading/",
        "",
    ],
)
def test_no_other_place_is_offered_as_the_way_back(db, client, came):
    page = client.get("/reading/", {"back": came})

    assert (heading_of(page), "govuk-back-link" in page.content.decode()) == (
        "Reading settings",
        False,
    )
