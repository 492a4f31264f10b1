"""In the room: one's own part, waiting for the next, and handing the device on."""

import pytest
from django.urls import reverse

from courses.accounts.models import User
from courses.learning.models import Enrolment
from courses.learning.together import Seat
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON
from tests.rooms import ROOM, make_room
from tests.small_course import answer_all, finish_lessons, open_attempt
from tests.web.reading import heading_of, text_of, title_of

WAITING = "Waiting for your lead to open the next part."


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room in which nothing is open yet."""
    return make_room(elm.organisation, small_course, [elm.amira, elm.noor], by=elm.lewis)


@pytest.fixture
def amira(room, elm):
    """Return the browser in which Amira has joined."""
    return room.browser(elm.amira)


@pytest.fixture
def enrolment(amira, elm):
    """Return the enrolment that the room gave Amira."""
    return Enrolment.objects.get(learner=elm.amira)


def test_before_the_first_part_the_page_waits_and_looks_again(amira):
    page = amira.get(ROOM)

    assert (heading_of(page), page["Refresh"]) == ("A small course", "10")
    assert WAITING in text_of(page)
    assert text_of(page).count("Not open yet") == 3
    assert title_of(page).startswith("Waiting – A small course")


def test_whoever_has_no_address_is_told_how_to_keep_their_record(amira, elm):
    before = text_of(amira.get(ROOM))
    User.objects.filter(pk=elm.amira.pk).update(email=None)

    after = text_of(amira.get(ROOM))

    words = "Ask your training lead to add an email address of your own"
    assert (words in before, words in after) == (False, True)


def test_looking_again_can_be_stopped(amira):
    page = amira.get(f"{ROOM}?still")

    assert "Refresh" not in page
    assert "Look again now" in text_of(page)


def test_an_open_part_is_begun_and_gone_on_with(amira, room, enrolment):
    room.open(1)
    first = f"/learn/{enrolment.registration}/lessons/first/"

    before = amira.get(ROOM)
    amira.post(f"{first}place/", {"block": "who"})
    after = amira.get(ROOM)

    assert "Start: First lesson" in text_of(before)
    assert "Refresh" not in before
    assert "Continue: First lesson" in text_of(after)
    assert f'{first}#who"' in after.content.decode()


def test_a_finished_part_leads_back_to_the_room(amira, room, enrolment):
    room.open(1)
    first = f"/learn/{enrolment.registration}/lessons/first/"
    amira.post(f"{first}checks/first-check/", {"chosen": "tell-lead", "first-check": "tell-lead"})
    enrolment_done = finish_lessons
    enrolment_done(enrolment)

    answer = amira.post(f"{first}finish/")
    page = amira.get(ROOM)

    assert (answer.status_code, answer["Location"]) == (303, ROOM)
    assert "Finished: First lesson." in text_of(page)
    assert WAITING in text_of(page)


def test_the_quiz_is_the_last_part(amira, room, enrolment):
    finish_lessons(enrolment)
    room.open(2)
    shut = amira.get(ROOM)
    room.open(3)

    assert WAITING in text_of(shut)
    assert "Go to the quiz" in text_of(amira.get(ROOM))


def test_whoever_has_lessons_left_is_sent_to_them_before_the_quiz(amira, room):
    room.open(3)

    assert "Start: First lesson" in text_of(amira.get(ROOM))


def test_whoever_passed_finds_the_certificate(amira, room, enrolment):
    room.open(3)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)

    page = amira.get(ROOM)

    assert "You have completed this course." in text_of(page)
    assert "Open your certificate" in text_of(page)
    assert "Refresh" not in page


def test_a_course_without_a_quiz_ends_with_its_lessons(amira, room, enrolment, small_course):
    small_course.assessment.delete()
    room.open(2)
    finish_lessons(enrolment)

    page = amira.get(ROOM)

    assert "Quiz" not in text_of(page)
    assert WAITING in text_of(page)


def test_handing_on_clears_this_screen_and_keeps_the_work(amira, room, elm):
    answer = amira.post(f"{ROOM}hand-on/")

    assert answer["Location"] == f"/join/?handed=1&code={room.gathering.code}"
    assert answer["Clear-Site-Data"] == '"cache"'
    assert room.seat(elm.amira).mark == ""
    form = amira.get(answer["Location"])
    assert "This screen is clear. The next person can begin." in text_of(form)
    assert f'value="{room.gathering.code}"' in form.content.decode()
    assert "Amira" not in form.content.decode()
    assert amira.get(ROOM).status_code == 302


def test_a_message_of_one_person_never_reaches_the_next(amira, room, elm, enrolment):
    room.open(3)
    finish_lessons(enrolment)
    amira.post(f"/learn/{enrolment.registration}/lessons/first/finish/")

    answer = amira.post(f"{ROOM}hand-on/")

    assert "Finished" not in amira.get(answer["Location"]).content.decode()


def test_the_next_person_sees_nothing_of_the_one_before(amira, room, elm):
    amira.post(f"{ROOM}hand-on/")
    amira.post("/join/", room.codes(elm.noor))

    page = amira.get(ROOM)

    assert "Noor Siddiqui" in page.content.decode()
    assert "Amira" not in page.content.decode()
    assert Seat.objects.exclude(mark="").count() == 1


def test_whoever_is_in_no_room_is_told_how_to_join(elm, sign_in):
    client = sign_in(elm.amira)

    page = client.get(ROOM)

    assert heading_of(page) == "You are not in a training room"
    assert reverse("public:join_room") in page.content.decode()
    assert client.post(f"{ROOM}hand-on/")["Location"] == "/join/?handed=1"
