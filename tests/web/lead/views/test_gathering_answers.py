"""The big screen shows what ten people and more answered, when the lead asks."""

import pytest

from courses.catalogue.item_types import answers
from courses.learning import together_services as together
from courses.learning.services import answer_first, keep_place
from courses.web.lead.views.gathering_answers import words
from tests.people import make_member
from tests.rooms import make_room
from tests.small_course import enrol
from tests.web.reading import heading_of, text_of


@pytest.fixture
def lewis(elm, harbour, small_course, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def room(elm, small_course):
    """Return a room in which eleven people are expected."""
    people = [
        make_member(elm.organisation, elm.north, elm.teacher, f"R {n}", email=f"r{n}@x.example")
        for n in range(11)
    ]
    made = make_room(elm.organisation, small_course, people, by=elm.lewis)
    made.people = people
    return made


def screen(room):
    return f"/lead/elm-park/gatherings/{room.gathering.reference}/wall/answers/"


def answered(room, elm, version, count, option="tell-lead", start=0):
    """Let so many people join, open the first lesson and answer its first check."""
    lesson = version.lessons.get(identifier="first")
    item = lesson.blocks.filter(item__isnull=False).order_by("position")[0].item
    for user in room.people[start : start + count]:
        enrolment = enrol(user, elm.organisation, version)
        at = room.gathering.opened_at
        together.take(seat=room.seat(user), enrolment=enrolment, mark="m", at=at)
        keep_place(enrolment=enrolment, lesson=lesson, block="", at=at)
        given = {item: answers.write(item.kind, [option])}
        answer_first(enrolment=enrolment, given=given, at=at)


def test_before_a_part_is_open_and_before_ten_have_answered_nothing_is_shown(
    lewis, room, elm, small_course
):
    assert "No part is open yet." in text_of(lewis.get(screen(room)))
    room.open(1)
    answered(room, elm, small_course, 9)

    page = lewis.get(screen(room))

    assert heading_of(page) == "What the room answered"
    assert "Shown once 10 people in the room have answered." in text_of(page)
    assert "%" not in text_of(page)


def test_ten_are_shown_in_tenths_names_nobody_and_an_eleventh_changes_nothing(
    lewis, room, elm, small_course
):
    room.open(1)
    answered(room, elm, small_course, 7)
    answered(room, elm, small_course, 3, option="wait", start=7)
    ten = text_of(lewis.get(screen(room)))
    answered(room, elm, small_course, 1, option="wait", start=10)

    eleven = lewis.get(screen(room))

    assert "Right first time: about 70% of 10 people" in ten
    assert "about 30%" in ten
    assert text_of(eleven) == ten
    assert [one for one in ("R 1", "R 7", "Lewis") if one in eleven.content.decode()] == []
    assert "Refresh" not in eleven


def test_of_the_quiz_nothing_is_shown(lewis, room):
    room.open(3)

    assert "nothing of it is shown here" in text_of(lewis.get(screen(room)))


def test_a_part_without_questions_says_so(lewis, room, small_course):
    room.open(1)
    small_course.lessons.get(identifier="first").blocks.filter(item__isnull=False).delete()

    assert "This part asks no questions." in text_of(lewis.get(screen(room)))


def test_the_wall_leads_there_once_a_part_is_open(lewis, room):
    wall = f"/lead/elm-park/gatherings/{room.gathering.reference}/wall/"
    shut = lewis.get(wall).content.decode()
    room.open(1)

    assert [screen(room) in page for page in (shut, lewis.get(wall).content.decode())] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("share", "said"), [(1, "10% or fewer"), (2, "about 20%"), (8, "about 80%"), (9, "90% or more")]
)
def test_shares_are_said_about(share, said):
    assert words(share) == said
