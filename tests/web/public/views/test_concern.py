"""Whom to tell now: the right people for the place, and nothing kept of who asked."""

import gzip
import re

import pytest
from django.conf import settings

from courses.accounts.models import Site
from courses.catalogue.services import add_local_contact
from tests.people import TODAY
from tests.small_course import make_small_course
from tests.tables import everything
from tests.web.reading import heading_of, text_of

NORTH, SOUTH = "/concern/elm-park/north/", "/concern/elm-park/south/"


@pytest.fixture
def closed(elm):
    """Return Elm Park with its concern page open to its members only."""
    elm.organisation.concern_page_is_public = False
    elm.organisation.save()
    return elm.organisation


def test_a_site_shows_its_own_people_first(elm, small_course, mo_khan, client):
    answer = client.get(NORTH)

    assert heading_of(answer) == "Worried about a child?"
    text = text_of(answer)
    order = ["Call 999", "Who to tell: Elm Park, North", "Mo Khan", "Listening line"]
    places = [text.index(words) for words in (order[1], order[0], *order[2:])]
    assert places == sorted(places)
    assert 'href="tel:01632960001"' in answer.content.decode()


def test_two_deputies_are_both_shown(elm, small_course, client):
    for name in ("Ana Silva", "Ben Okoro"):
        add_local_contact(
            organisation=elm.organisation,
            site=elm.north,
            slot="deputy",
            name=name,
            purpose="Deputy",
            phone="01632 960003",
            checked_on=TODAY,
            review_by=TODAY,
        )

    text = text_of(client.get(NORTH))

    assert [name in text for name in ("Ana Silva", "Ben Okoro")] == [True, True]


@pytest.mark.parametrize("address", [NORTH, "/concern/", "/support/"])
def test_a_second_course_without_contacts_takes_none_away(elm, small_course, client, address):
    make_small_course(slug="another", contacts=())

    assert "Listening line" in text_of(client.get(address))


def test_another_site_does_not_show_them(elm, small_course, mo_khan, client):
    answer = client.get(SOUTH)

    assert "Mo Khan" not in answer.content.decode()
    assert "No local contacts have been entered yet." in text_of(answer)
    assert "Listening line" in text_of(answer)


def test_the_emergency_number_stands_once_and_on_its_own(elm, small_course, client):
    assert client.get(NORTH).content.decode().count('href="tel:999"') == 1


def test_there_is_nothing_to_type_into(elm, small_course, client):
    page = client.get(NORTH).content.decode()

    assert [tag for tag in ("<input", "<textarea", "<select", "<form") if tag in page] == []
    assert len(page) < 25_000


def test_the_whole_page_with_all_it_loads_is_at_most_25_kb(elm, small_course, mo_khan, client):
    page = client.get(NORTH).content
    loaded = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page.decode()))

    sent = [page, *((settings.BASE_DIR / "courses/static" / name).read_bytes() for name in loaded)]
    assert sorted(loaded) == ["courses/favicon.svg", "courses/site.css", "courses/site.js"]
    assert sum(len(gzip.compress(one)) for one in sent) <= 25_000


@pytest.mark.parametrize(
    "address", [NORTH, "/concern/elm-park/", "/concern/", "/support/", "/concern/nowhere/"]
)
def test_asking_leaves_no_row_and_no_cookie(elm, small_course, mo_khan, client, address):
    before = everything()

    answer = client.get(address)

    assert everything() == before
    assert dict(answer.cookies) == {}
    assert answer["Cache-Control"] == "private, no-store"


def test_asking_writes_no_line_to_the_log(elm, client, caplog):
    client.get(NORTH)

    assert caplog.records == []


def test_an_organisation_lets_its_places_be_chosen(elm, client):
    answer = client.get("/concern/elm-park/")

    page = answer.content.decode()
    assert "Where do you work? Elm Park, North Elm Park, South" in text_of(answer)
    assert (f'href="{NORTH}"' in page, f'href="{SOUTH}"' in page) == (True, True)


def test_an_organisation_with_one_place_shows_it_at_once(harbour, client):
    answer = client.get("/concern/harbour-trust/")

    assert (answer.status_code, answer["Location"]) == (302, "/concern/harbour-trust/quay/")


@pytest.mark.parametrize(
    "address",
    ["/concern/no-such-place/", "/concern/elm-park/quay/", "/concern/no-such-place/north/"],
)
def test_a_place_that_is_none_is_not_found_and_still_helps(elm, harbour, client, address):
    answer = client.get(address)

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")
    assert 'href="/concern/"' in answer.content.decode()
    assert 'href="tel:999"' in answer.content.decode()


@pytest.mark.parametrize("address", [NORTH, "/concern/elm-park/"])
def test_a_closed_organisation_is_not_there_for_strangers(closed, client, address):
    theirs, missing = client.get(address), client.get("/concern/no-such-place/north/")

    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert theirs.content == missing.content


@pytest.mark.parametrize(("who", "status"), [("amira", 200), ("grace", 200), ("sam", 404)])
def test_a_closed_organisation_is_open_to_its_members(closed, elm, sign_in, who, status):
    assert sign_in(getattr(elm, who)).get(NORTH).status_code == status


def test_a_closed_organisation_is_not_there_for_members_of_another(closed, harbour, sign_in):
    assert sign_in(harbour.beth).get(NORTH).status_code == 404


def test_national_routes_say_that_ones_own_lead_comes_first(small_course, client):
    answer = client.get("/concern/")

    text = text_of(answer)
    assert "Tell your own safeguarding lead first." in text
    assert "Listening line" in text


def test_services_of_another_nation_are_left_out(elm, small_course, client):
    small_course.contacts.filter(slot="con-support").update(nation="S")
    in_england = "Listening line" in text_of(client.get(NORTH))
    Site.objects.filter(slug="north").update(nation="S")

    assert (in_england, "Listening line" in text_of(client.get(NORTH))) == (False, True)


def test_support_shows_those_who_listen_to_staff(small_course, client):
    answer = client.get("/support/")

    assert heading_of(answer) == "Support for you"
    assert "Listening line" in text_of(answer)
    assert "Police" not in text_of(answer)


def test_a_sole_organisation_is_offered_to_strangers(db, client, elm):
    answer = client.get("/concern/").content.decode()

    assert 'href="/concern/elm-park/"' in answer
    assert "No local contacts have been entered yet" not in answer


def test_organisations_that_share_a_platform_are_not_named_to_strangers(client, elm, harbour):
    answer = client.get("/concern/").content.decode()

    assert "Elm Park" not in answer
    assert "Harbour Trust" not in answer


def test_whoever_is_signed_in_is_led_to_the_people_of_their_own_site(client, elm):
    client.force_login(elm.amira)

    answer = client.get("/concern/")

    assert (answer.status_code, answer["Location"]) == (302, "/concern/elm-park/north/")
