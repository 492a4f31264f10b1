"""Asking to join in the browser, signed out."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from courses.accounts.join_requests import JoinRequest
from tests.tables import everything
from tests.usecases.asking import asks, way_into
from tests.web.reading import heading_of, problems_in, text_of

ASK, CODE, PLACE, DONE = (f"/join/ask/{part}" for part in ("", "code/", "place/", "done/"))
MEI = {"email": "Mei@Example.org", "name": " Mei  Tan ", "code": "", "staff_number": "E077"}


@pytest.fixture
def way(elm, harbour):
    """Return the open joining code of North."""
    return way_into(elm.north, elm.ash)


@pytest.fixture
def begin(client, django_capture_on_commit_callbacks):
    """Fill in the first page; return the code that was mailed."""

    def call(**changes):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(ASK, MEI | changes)
        assert (answer.status_code, answer["Location"]) == (303, CODE)
        return re.search(r"^(\w{4} \w{4})$", mail.outbox[-1].body, re.MULTILINE)[1]

    return call


def test_from_the_joining_code_to_a_request_that_waits(elm, way, client, begin):
    mailed = begin(code=f"{way.code[:4].lower()} {way.code[4:]}")
    before = everything()

    proven = client.post(CODE, {"code": mailed.lower()})

    assert (proven["Location"], JoinRequest.objects.count()) == (PLACE, 0)
    page = client.get(PLACE)
    assert "Elm Park, North" in text_of(page)
    assert {key: rows for key, rows in everything().items() if "session" not in key.lower()} == {
        key: rows for key, rows in before.items() if "session" not in key.lower()
    }
    sent = client.post(PLACE, {"way": way.pk})
    request = JoinRequest.objects.get()
    assert (sent["Location"], request.email, request.name, request.staff_number) == (
        DONE, "mei@example.org", "Mei Tan", "E077",
    )  # fmt: skip
    assert "A training lead of Elm Park, North looks at it" in text_of(client.get(DONE))
    assert client.post(PLACE, {"way": way.pk})["Location"] == DONE
    assert JoinRequest.objects.count() == 1


def test_nothing_tells_whether_a_code_a_domain_or_an_address_is_known(elm, way, begin, client):
    way_into(elm.north, elm.ash, domain="elm-park.example")
    pages, bodies = set(), set()
    for changes in (
        {"email": "nobody@example.org"},
        {"email": "amira@elm-park.example"},
        {"email": "new@elm-park.example"},
        {"email": "new@example.org", "code": way.code},
        {"email": "new@example.net", "code": "WRONG"},
    ):
        mailed = begin(**changes)
        words = text_of(client.get(CODE))
        pages.add(words.replace(changes["email"], ""))
        bodies.add(mail.outbox[-1].body.replace(mailed, ""))
        assert "Elm Park" not in words

    assert (len(pages), len(bodies), JoinRequest.objects.count()) == (1, 1, 0)


def test_pages_cannot_be_skipped(way, client, begin):
    skipped = [client.get(one)["Location"] for one in (CODE, PLACE, DONE)]
    mailed = begin(code=way.code)
    early = [client.post(PLACE, {"way": way.pk})["Location"], client.get(DONE)["Location"]]
    client.post(CODE, {"code": mailed})

    assert (skipped, early) == ([ASK] * 3, [CODE, ASK])
    assert client.get(CODE)["Location"] == PLACE
    assert JoinRequest.objects.count() == 0


def test_five_wrong_tries_and_all_begins_anew(way, client, begin):
    mailed = begin(code=way.code)

    wrong = [client.post(CODE, {"code": "BBBB BBBB"}) for _ in range(5)]
    late = client.post(CODE, {"code": mailed})

    assert {str(problems_in(one)) for one in wrong} == {str(problems_in(wrong[0]))}
    assert "The code is not right" in text_of(wrong[0])
    assert (late.status_code, heading_of(late)) == (429, "Too many wrong tries")
    assert client.get(CODE)["Location"] == ASK


def test_a_code_is_for_its_own_browser_and_address(way, begin, client):
    mailed = begin(code=way.code)
    begin(code=way.code, email="other@example.org")

    assert "not right" in text_of(client.post(CODE, {"code": mailed}))
    assert Client().post(CODE, {"code": mailed})["Location"] == ASK


def test_where_nothing_opens_another_code_may_be_tried(way, client, begin):
    client.post(CODE, {"code": begin(code="WRONG")})

    nowhere = client.post(PLACE)
    assert "The code WRONG opens nothing today" in text_of(nowhere)
    assert "Enter the joining code" in text_of(client.post(PLACE, {"code": ""}))
    assert client.post(PLACE, {"code": way.code})["Location"] == PLACE
    assert "Elm Park, North" in text_of(client.get(PLACE))


def test_joining_codes_cannot_be_guessed_after_one_email(way, client, begin):
    client.post(CODE, {"code": begin()})
    for number in range(5):
        client.post(PLACE, {"code": f"WRONG{number}"})

    assert client.post(PLACE, {"code": way.code}).status_code == 429
    assert client.get(PLACE)["Location"] == ASK


def test_whoever_works_there_is_told_to_sign_in(elm, way, client, begin):
    client.post(CODE, {"code": begin(email="amira@elm-park.example", code=way.code)})

    done = client.post(PLACE, {"way": way.pk})

    assert heading_of(client.get(done["Location"])) == "You are on the list already"
    assert JoinRequest.objects.count() == 0


def test_a_way_that_is_not_ones_own_cannot_be_chosen(elm, harbour, way, client, begin):
    theirs = way_into(harbour.quay, harbour.beth)
    way_into(elm.south, elm.ash, domain="example.org")
    client.post(CODE, {"code": begin(code=way.code)})

    assert "Choose one from the list" in text_of(client.post(PLACE, {"way": theirs.pk}))
    assert "Choose where you work" in text_of(client.post(PLACE, {}))
    assert JoinRequest.objects.count() == 0


def test_what_is_missing_is_said_and_what_was_typed_stays(client, db):
    answer = client.post(ASK, {"email": "mei@nowhere", "name": "", "staff_number": "E" * 41})

    assert problems_in(answer) == [
        "Enter an email address such as name@example.org",
        "Enter your name",
        "Use 40 characters or fewer",
    ]
    assert 'value="mei@nowhere"' in answer.content.decode()
    assert mail.outbox == []


def test_the_address_of_a_notice_fills_the_code_in_and_typed_words_come_back(client, db, begin):
    assert 'value="K7MQ4XRT"' in client.get(f"{ASK}?code=K7MQ4XRT").content.decode()
    begin(code="K7MQ4XRT")

    page = client.get(ASK).content.decode()
    assert [part in page for part in ('value="Mei Tan"', 'value="K7MQ4XRT"')] == [True, True]


def test_one_address_is_not_sent_codes_without_end(client, db, begin):
    for _ in range(3):
        begin()

    assert client.post(ASK, MEI).status_code == 429
    cache.clear()
    begin()


def test_a_way_that_fills_up_meanwhile_takes_nobody(elm, client, begin):
    way = way_into(elm.north, elm.ash, most_people=1)
    client.post(CODE, {"code": begin(code=way.code)})
    asks(way, email="first@example.org")

    assert "opens nothing today" in text_of(client.post(PLACE, {"way": way.pk}))
    assert JoinRequest.objects.count() == 1
