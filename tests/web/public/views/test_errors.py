"""Answers to requests that Django refuses, and to addresses we close."""

import pytest
from django.test import Client

from courses.web.public.views.errors import refused
from tests.tables import everything
from tests.web.reading import heading_of, text_of


def test_a_stale_token_is_explained_and_whom_to_tell_stays_near(elm):
    client = Client(enforce_csrf_checks=True)
    client.force_login(elm.amira)
    before = everything()

    answer = client.post("/learn/begin/elm-park/small-course/", {"csrfmiddlewaretoken": "x" * 32})

    assert (answer.status_code, heading_of(answer)) == (403, "This page was open too long")
    assert "Nothing was sent." in text_of(answer)
    assert 'href="/concern/elm-park/north/"' in answer.content.decode()
    assert everything() == before


def test_a_good_token_passes(elm, small_course):
    client = Client(enforce_csrf_checks=True)
    client.force_login(elm.amira)
    client.get("/learn/")
    token = client.cookies["csrftoken"].value

    answer = client.post("/learn/begin/elm-park/small-course/", {"csrfmiddlewaretoken": token})

    assert (answer.status_code, answer["Location"][:7]) == (303, "/learn/")


@pytest.mark.parametrize("address", ["/account/email/", "/account/signup/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_allauth_offers_and_we_do_not_is_not_there(amira, address, method):
    before = everything()

    answer = getattr(amira, method)(address, {"email": "new@elm-park.example", "action_add": "1"})

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")
    assert everything() == before


def test_a_missing_page_shows_the_local_way_to_tell_somebody(amira):
    answer = amira.get("/no-such-page/")

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")
    assert 'href="/concern/elm-park/north/"' in answer.content.decode()


def test_a_missing_page_shows_the_people_of_ones_own_site_alone(elm, amira, small_course, mo_khan):
    text = text_of(amira.get("/no-such-page/"))

    order = ["Who to tell: Elm Park, North", "Call 999", "Mo Khan"]
    assert sorted(order, key=text.index) == order
    assert "Listening line" not in text


def test_a_missing_page_shows_national_routes_where_no_local_contact_is_known(
    elm, amira, small_course
):
    text = text_of(amira.get("/no-such-page/"))

    order = [
        "Who to tell: Elm Park, North",
        "Call 999",
        "Tell your training lead",
        "Listening line",
    ]
    assert sorted(order, key=text.index) == order


def test_a_missing_page_shows_strangers_the_national_routes_and_nobody_of_ours(
    elm, client, small_course, mo_khan
):
    text = text_of(client.get("/no-such-page/"))

    order = ["Call 999", "Your own safeguarding lead comes first", "Listening line"]
    assert sorted(order, key=text.index) == order
    assert [name for name in ("Mo Khan", "Elm Park") if name in text] == []


def test_a_missing_look_names_nobody(amira, mo_khan):
    answer = amira.get("/brand/none.css")

    assert (answer.status_code, answer.content) == (404, b"")


def test_whoever_may_not_open_a_page_is_told_the_same(elm, rf, small_course, mo_khan):
    request = rf.get("/lead/elm-park/")
    request.user, request.session = elm.amira, {}

    shown = refused(request)

    assert (shown.status_code, heading_of(shown)) == (403, "You cannot open this page")
    assert 'href="tel:01632960001"' in shown.content.decode()


def test_a_missing_page_never_repeats_what_was_asked(amira):
    answer = amira.get("/%3Cscript%3Ealert(1)%3C/script%3E/?next=//evil.example")

    assert answer.status_code == 404
    assert [word for word in (b"alert(1)", b"evil.example") if word in answer.content] == []
