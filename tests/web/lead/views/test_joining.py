"""An administrator opens and ends the ways by which people ask to join."""

from datetime import timedelta

import pytest

from courses.accounts.join_requests import JoiningWay
from tests.people import TODAY
from tests.tables import everything
from tests.usecases.asking import asks, way_into
from tests.usecases.racing import at_once, browsers, posting
from tests.web.reading import heading_of, problems_in, text_of

PAGE = "/lead/elm-park/invitations/joining/"
CODE, DOMAIN = f"{PAGE}code/", f"{PAGE}domain/"


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the browser of the administrator."""
    return sign_in(elm.ash)


def test_a_code_is_made_and_shown_with_its_address(elm, ash):
    assert "No joining code yet." in text_of(ash.get(PAGE))

    answer = ash.post(CODE, {"site": elm.north.pk, "last_day": "2099-07-31", "most_people": "40"})

    way = JoiningWay.objects.get()
    words = text_of(ash.get(answer["Location"]))
    assert (answer["Location"], way.most_people, way.opened_by_id) == (PAGE, 40, elm.ash.pk)
    assert f"http://testserver/join/ask/?code={way.code}" in words
    assert f"{way.code[:4]} {way.code[4:]}" in words
    assert "0 of at most 40 people have asked. Last day: 31 July 2099." in words


def test_a_domain_is_named_and_webmail_is_refused(elm, ash):
    fields = {"site": elm.north.pk, "domain": "@Elm-Park.example"}
    assert ash.post(DOMAIN, fields)["Location"] == PAGE
    assert "@elm-park.example North" in text_of(ash.get(PAGE))
    before = everything()

    for typed, words in (
        ("gmail.com", "Anybody can have an address at gmail.com. Make a joining code instead"),
        ("elm park", "Enter a domain such as elm-park.example"),
        ("", "Enter the email domain"),
        ("elm-park.example", "Its owners can ask at this site already"),
    ):
        answer = ash.post(DOMAIN, fields | {"domain": typed})
        assert problems_in(answer) == [words]

    assert everything() == before


def test_what_cannot_be_is_said_and_nothing_written(elm, ash, harbour):
    way_into(elm.north, elm.ash)
    before = everything()

    bad = ash.post(CODE, {"site": harbour.quay.pk, "last_day": "2020-01-01", "most_people": "0"})
    again = ash.post(CODE, {"site": elm.north.pk})

    assert problems_in(bad) == [
        "Choose a site from the list",
        "Enter today or a later day, or leave it empty",
        "Enter at least 1",
    ]
    assert problems_in(again) == ["This site has a joining code. Renew or end it first"]
    assert everything() == before


def test_a_code_is_replaced_once_it_is_said_what_follows(elm, ash):
    old = way_into(elm.north, elm.ash)
    url = f"{PAGE}{old.pk}/renew/"
    assert "The old code stops at once" in text_of(ash.get(url))

    answer = ash.post(url)

    (new,) = JoiningWay.objects.open()
    assert (answer["Location"], new.pk != old.pk) == (PAGE, True)
    assert old.code not in ash.get(PAGE).content.decode()
    assert ash.post(url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_eight_who_replace_a_code_at_once_make_one(elm, harbour):
    old = way_into(elm.north, elm.ash)
    jobs = [posting(client, f"{PAGE}{old.pk}/renew/") for client in browsers(elm.ash)]

    answers = at_once(jobs)

    assert set(answers) <= {(303, PAGE), (404, "")}  # who came later finds the old one gone
    assert (303, PAGE) in answers
    assert JoiningWay.objects.open().count() == 1
    assert JoiningWay.objects.count() == 2


def test_a_way_is_ended_once_it_is_said_what_follows(elm, ash):
    way = way_into(elm.north, elm.ash, domain="elm.example")
    url = f"{PAGE}{way.pk}/end/"
    assert heading_of(ash.get(url)) == "End asking by elm.example at North"
    assert ash.get(f"{PAGE}{way.pk}/renew/").status_code == 404

    assert ash.post(url)["Location"] == PAGE

    assert JoiningWay.objects.open().count() == 0
    assert ash.get(url).status_code == 404


def test_a_way_that_takes_nobody_says_why(elm, ash):
    asks(way_into(elm.north, elm.ash, most_people=1))
    past = way_into(elm.south, elm.ash)
    JoiningWay.objects.filter(pk=past.pk).update(last_day=TODAY - timedelta(days=1))

    words = text_of(ash.get(PAGE))

    assert "It is full. Nobody else can ask by it. 1 of at most 1 people have asked." in words
    assert "Its last day has passed. Nobody can ask by it. 0 people have asked." in words
