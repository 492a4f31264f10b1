"""Choosing who is expected in a room, their slips, and marking them present."""

import re

import pytest
from django.utils import timezone

from courses.learning import together_services as together
from courses.learning.together import Seat
from courses.usecases import seat_people
from courses.web.lead.views import gathering_people
from tests.rooms import make_room
from tests.tables import everything
from tests.web.reading import errors_of, heading_of, text_of

ROOMS = "/lead/elm-park/gatherings/"


@pytest.fixture
def lewis(elm, harbour, small_course, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room of North with Amira in it."""
    return make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, site=elm.north)


def at(room, rest=""):
    """Return the address of one page of a room."""
    return f"{ROOMS}{room.gathering.reference}/{rest}"


def expected():
    """Return the names of everybody who is expected."""
    names = Seat.objects.values_list("membership__user__name", flat=True)
    return sorted(names)


def pins_in(page):
    """Return the PINs that a page of slips shows."""
    return re.findall(r"<dd>(\d{3}) (\d{3})</dd>", page.content.decode())


def test_people_of_the_place_are_offered_and_added_once(lewis, room, elm):
    page = lewis.get(at(room, "people/"))
    form = {"members": [elm.membership(elm.noor).pk]}
    answers = [lewis.post(at(room, "people/"), form, follow=True) for _ in range(2)]

    assert heading_of(page) == "Choose who is expected"
    assert "Lewis Grant (E002)" in text_of(page)
    assert "Grace Whitfield" not in text_of(page)
    assert "1 person added" in text_of(answers[0])
    assert "0 people added" in text_of(answers[1])
    assert expected() == ["Amira Haddad", "Noor Siddiqui"]


def test_everybody_in_the_list_is_added_by_one_button(lewis, room):
    lewis.post(at(room, "people/"), {"all": "1"})

    assert expected() == ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]
    assert "Everybody of this place is expected already." in text_of(lewis.get(at(room, "people/")))


def test_people_are_found_by_name_and_the_button_keeps_to_them(lewis, room):
    found = lewis.get(at(room, "people/?find=noor"))
    lewis.post(at(room, "people/?find=noor"), {"all": "1"})

    assert "Lewis Grant (" not in text_of(found)
    assert expected() == ["Amira Haddad", "Noor Siddiqui"]
    assert "Nobody else of this place is found" in text_of(lewis.get(at(room, "people/?find=zz")))


def test_somebody_without_a_staff_number_is_offered_by_name(lewis, room, elm):
    elm.organisation.memberships.filter(user=elm.noor).update(staff_number="")

    assert "Noor Siddiqui Add the people ticked" in text_of(lewis.get(at(room, "people/")))


def test_nobody_ticked_is_said(lewis, room):
    answer = lewis.post(at(room, "people/"), {})

    assert errors_of(answer)[0][1] == "Tick somebody, or add everybody in this list"


@pytest.mark.parametrize("odd", ["x", "9" * 30, "0"])
def test_ids_that_nobody_has_are_refused(lewis, room, odd):
    answer = lewis.post(at(room, "people/"), {"members": [odd]})

    assert errors_of(answer)[0][1] == "Choose people from the list"
    assert expected() == ["Amira Haddad"]


def test_people_of_another_place_or_organisation_are_refused(lewis, room, elm, harbour):
    for member in (elm.membership(elm.grace), harbour.membership(harbour.callum)):
        answer = lewis.post(at(room, "people/"), {"members": [member.pk]})
        assert errors_of(answer)[0][1] == "Choose people from the list"

    assert expected() == ["Amira Haddad"]


def test_a_long_list_is_cut_and_says_so(lewis, room, monkeypatch):
    monkeypatch.setattr(gathering_people, "LIMIT", 1)

    assert "These are the first 100 by name." in text_of(lewis.get(at(room, "people/")))


def test_a_full_room_says_so(lewis, room, monkeypatch):
    monkeypatch.setattr(seat_people, "MOST", 1)

    answer = lewis.post(at(room, "people/"), {"all": "1"})

    assert "Choose fewer, or open another room" in errors_of(answer)[0][1]
    assert expected() == ["Amira Haddad"]


def test_slips_show_each_pin_once(lewis, room):
    lewis.post(at(room, "people/"), {"all": "1"})

    first = lewis.post(at(room, "slips/"))
    again = lewis.post(at(room, "slips/"), follow=True)

    assert heading_of(first) == "2 slips to print"
    assert "Staff code E002" in text_of(first)
    assert len(pins_in(first)) == 2
    assert "Everybody has a slip." in text_of(again)
    assert "no-store" in first["Cache-Control"]


def test_lost_slips_are_made_anew_for_whoever_is_not_here_yet(lewis, room, elm):
    lewis.post(at(room, "people/"), {"all": "1"})
    lewis.post(at(room, "slips/"))
    room.browser(elm.amira)

    page = lewis.post(at(room, "slips/"), {"again": "1"})

    assert "Amira Haddad" not in text_of(page)
    assert len(pins_in(page)) == 2


def test_one_person_gets_a_new_pin_that_works(lewis, room, elm, client):
    seat = room.seat(elm.amira)

    page = lewis.post(at(room, f"seats/{seat.pk}/pin/"))

    ((first, second),) = pins_in(page)
    answer = client.post("/join/", room.codes(elm.amira, pin=first + second))
    assert answer["Location"] == "/learn/gathering/"


def test_somebody_is_marked_present_and_not(lewis, room, elm):
    mark = at(room, f"seats/{room.seat(elm.amira).pk}/present/")

    here = lewis.post(mark, follow=True)
    gone = lewis.post(mark, {"absent": "1"}, follow=True)

    assert "Amira Haddad E001 Marked present at" in text_of(here)
    assert "Amira Haddad E001 Not here yet" in text_of(gone)


def test_a_seat_of_another_room_is_missing(lewis, room, elm, small_course):
    other = make_room(elm.organisation, small_course, [elm.grace], by=elm.lewis)
    seat = other.seat(elm.grace)
    before = everything()

    answers = [lewis.post(at(room, f"seats/{seat.pk}/{rest}/")) for rest in ("pin", "present")]

    assert [one.status_code for one in answers] == [404, 404]
    assert everything() == before


def test_a_closed_room_takes_nobody(lewis, room, elm):
    seat = room.seat(elm.amira)
    together.close(gathering=room.gathering, at=timezone.now())
    closed = "This room is closed. Nothing was changed."

    for rest in ("slips/", f"seats/{seat.pk}/pin/", f"seats/{seat.pk}/present/", "people/"):
        assert closed in text_of(lewis.post(at(room, rest), follow=True))
