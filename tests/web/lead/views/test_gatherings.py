"""A lead opens a training room, part by part, shows it on the wall, and closes it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from courses.accounts.models import Team
from courses.catalogue.models import CourseVersion
from courses.learning import together_services as together
from courses.learning.together import Gathering, Seat
from tests.rooms import make_room, room_of
from tests.small_course import finish_lessons
from tests.web.reading import errors_of, heading_of, text_of

ROOMS = "/lead/elm-park/gatherings/"


@pytest.fixture
def lewis(elm, harbour, small_course, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def noor(elm, harbour, small_course, sign_in):
    """Return the browser of the lead of North."""
    return sign_in(elm.noor)


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room of the whole organisation with Amira and Grace in it."""
    return make_room(elm.organisation, small_course, [elm.amira, elm.grace], by=elm.lewis)


def at(room, rest=""):
    """Return the address of one page of a room."""
    return f"{ROOMS}{room.gathering.reference}/{rest}"


def asked(**changes):
    """Return a sound form."""
    return {"course": "small-course", "place": "", "key": str(uuid4())} | changes


def went(answer):
    return answer.status_code, answer.headers.get("Location", "")


# The list and opening


def test_without_a_room_the_list_says_what_one_is_for(lewis):
    page = lewis.get(ROOMS)

    assert heading_of(page) == "Training rooms"
    assert "Nobody needs an email address." in text_of(page)
    assert "No room was held yet." in text_of(page)


def test_open_rooms_stand_before_earlier_ones(lewis, room, elm, small_course):
    other = make_room(elm.organisation, small_course, [], by=elm.lewis, site=elm.north)
    together.close(gathering=other.gathering, at=timezone.now())

    text = text_of(lewis.get(ROOMS))

    assert text.index("Open today") < text.index("The whole organisation") < text.index("Earlier")
    assert text.index("Earlier") < text.index("North")


def test_a_room_is_opened_once_for_a_place(lewis, elm):
    form = asked(place=f"site:{elm.north.pk}")

    answers = [went(lewis.post(f"{ROOMS}new/", form)) for _ in range(2)]

    gathering = Gathering.objects.get()
    assert gathering.site == elm.north
    assert answers == [(303, f"{ROOMS}{gathering.reference}/")] * 2


def test_a_room_is_opened_for_a_team(lewis, elm):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)

    lewis.post(f"{ROOMS}new/", asked(place=f"team:{team.pk}"))

    assert Gathering.objects.get().team == team
    assert "Year 5" in text_of(lewis.get(ROOMS))


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(lewis):
    answer = lewis.post(f"{ROOMS}new/", {"course": "other", "place": "site:0", "key": str(uuid4())})

    assert errors_of(answer) == [
        ("#id_course", "Choose a course"),
        ("#id_place", "Choose a place from the list"),
    ]
    assert Gathering.objects.count() == 0


def test_a_lead_of_one_site_opens_rooms_of_that_site_alone(noor, elm):
    whole = noor.post(f"{ROOMS}new/", asked())
    south = noor.post(f"{ROOMS}new/", asked(place=f"site:{elm.south.pk}"))
    north = noor.post(f"{ROOMS}new/", asked(place=f"site:{elm.north.pk}"))

    assert [errors_of(one) for one in (whole, south)] == [
        [("#id_place", "Choose a place from the list")]
    ] * 2
    assert north.status_code == 303
    assert Gathering.objects.get().site == elm.north


def test_without_a_course_nothing_can_be_opened(lewis):
    CourseVersion.objects.update(state=CourseVersion.State.WITHDRAWN)

    page = lewis.get(f"{ROOMS}new/")

    assert "No course is published yet." in text_of(page)


# Its page


def test_the_page_shows_code_parts_and_people_and_no_answers(lewis, room, elm):
    page = lewis.get(at(room))
    text = text_of(page)

    code = room.gathering.code
    assert f"{code[:3]} {code[3:]}" in text
    assert text.count("Not open yet") == 3
    assert "Amira Haddad E001 Not here yet" in text
    assert "Expected 2 Present 0 Completed the course 0" in text
    assert [pin for pin in room.pins.values() if pin in page.content.decode()] == []


def test_an_empty_room_asks_for_people(lewis, elm, small_course):
    room = make_room(elm.organisation, small_course, [], by=elm.lewis)

    assert "Nobody is expected yet. Choose people" in text_of(lewis.get(at(room)))


def test_whoever_joined_is_shown_with_the_hour_and_how_far(lewis, room, elm):
    room.browser(elm.amira)
    room.open(1)

    text = text_of(lewis.get(at(room)))

    assert "Amira Haddad E001 Joined at" in text
    assert "0 of 1 have finished this part" in text


def test_a_lead_of_one_site_sees_rooms_and_people_of_it_alone(noor, room, elm, small_course):
    here = make_room(
        elm.organisation, small_course, [elm.amira, elm.grace], by=elm.lewis, site=elm.north
    )

    assert noor.get(at(room)).status_code == 404
    text = text_of(noor.get(at(here)))
    assert "Amira Haddad" in text
    assert "Grace Whitfield" not in text


def test_the_room_of_another_organisation_is_missing(lewis, harbour, small_course):
    theirs = make_room(harbour.organisation, small_course, [harbour.callum], by=harbour.beth)

    answers = {
        rest: lewis.get(at(theirs, rest)).status_code for rest in ("", "wall/", "close/", "people/")
    }

    assert answers == {"": 404, "wall/": 404, "close/": 404, "people/": 404}
    assert lewis.post(at(theirs, "next/"), {"seen": "0"}).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_costs_the_same_for_one_person_and_for_three(
    lewis, elm, small_course, more, django_assert_num_queries
):
    people = [elm.amira, elm.noor, elm.grace][: 1 + more]
    room = make_room(elm.organisation, small_course, people, by=elm.lewis)
    lewis.get(at(room))

    with django_assert_num_queries(10):
        lewis.get(at(room))


# Parts, wall, closing


def test_the_next_part_opens_once(lewis, room):
    first = lewis.post(at(room, "next/"), {"seen": "0"})
    again = lewis.post(at(room, "next/"), {"seen": "0"}, follow=True)

    assert went(first) == (303, at(room))
    assert Gathering.objects.get().open_parts == 1
    assert "That part was open already" in text_of(again)
    assert "Open the next part: Second lesson" in text_of(again)


def test_an_odd_form_opens_nothing(lewis, room):
    assert went(lewis.post(at(room, "next/"), {"seen": "many"})) == (303, at(room))
    assert Gathering.objects.get().open_parts == 0


def test_after_the_last_part_there_is_no_next(lewis, room):
    room.open(3)

    assert "Every part is open." in text_of(lewis.get(at(room)))


def test_the_wall_begins_with_the_code(lewis, room):
    page = lewis.get(at(room, "wall/"))

    assert (heading_of(page), page["Refresh"]) == ("Join now", "10")
    assert "0 people have joined" in text_of(page)
    assert 'class="qr"' in page.content.decode()
    assert "Refresh" not in lewis.get(at(room, "wall/?still"))


def test_the_wall_counts_and_names_nobody(lewis, room, elm):
    room.browser(elm.amira)
    room.browser(elm.grace)
    finish_lessons(room.seat(elm.amira).enrolment)
    room.open(1)

    page = lewis.get(at(room, "wall/"))

    assert heading_of(page) == "First lesson"
    assert "Part 1 of 3" in text_of(page)
    assert "1 of 2 have finished this part" in text_of(page)
    html = page.content.decode()
    assert [name for name in ("Amira", "Grace", "Lewis", "E001") if name in html] == []


def test_the_wall_says_when_nobody_has_joined(lewis, room):
    room.open(3)

    page = lewis.get(at(room, "wall/"))

    assert heading_of(page) == "Quiz"
    assert "Nobody has joined yet" in text_of(page)


def test_the_room_is_closed_after_one_more_question(lewis, room, elm):
    asking = lewis.get(at(room, "close/"))
    answer = lewis.post(at(room, "close/"), follow=True)

    assert "Answers that are being sent at this moment still count." in text_of(asking)
    text = text_of(answer)
    assert "The room is closed. Everybody's work is kept." in text
    assert "Amira Haddad E001 Not present Not started continue later" in text
    assert "Not present, to continue later 2" in text
    assert heading_of(lewis.get(at(room, "wall/"))) == "This training room is closed"
    assert "closed already" in text_of(lewis.get(at(room, "close/")))


def test_a_closed_room_opens_nothing(lewis, room):
    together.close(gathering=room.gathering, at=timezone.now())

    answer = lewis.post(at(room, "next/"), {"seen": "0"}, follow=True)

    assert "This room is closed. Nothing was changed." in text_of(answer)
    assert Gathering.objects.get().open_parts == 0


def test_the_objects_of_the_walk_are_a_room_with_one_person(elm, harbour, small_course):
    found = room_of(elm.amira, elm.organisation, "north", small_course)

    assert Seat.objects.get(pk=found["seat"]).gathering.reference == found["gathering"]
