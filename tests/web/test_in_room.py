"""A sign-in by PIN reaches one course of one person, while the room is open, and nothing else."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import Block
from courses.certification.models import Certificate
from courses.learning.models import Completion, Enrolment
from courses.learning.together import Gathering, Seat
from courses.learning.together_services import close
from courses.usecases.run_gathering import close_gathering
from courses.web.in_room import lesson_of
from tests.rooms import ROOM, make_room
from tests.small_course import answer_all, finish_lessons, open_attempt
from tests.usecases.racing import at_once, posting
from tests.walk import OWN, ask, every_address, visits
from tests.web.reading import text_of
from tests.world import Objects, Role

OVER = "/join/room-closed/"


@pytest.fixture
def room(elm, harbour, small_course):
    """Return a room open to its end, with Amira and Lewis, who leads, in it."""
    people = [elm.amira, elm.lewis]
    return make_room(elm.organisation, small_course, people, by=elm.lewis, parts=3)


@pytest.fixture
def amira(room, elm):
    """Return the browser in which Amira has joined."""
    return room.browser(elm.amira)


@pytest.fixture
def enrolment(amira, elm):
    """Return the enrolment that the room gave Amira."""
    return Enrolment.objects.get(learner=elm.amira)


def went(answer):
    """Return (status, address sent to)."""
    return answer.status_code, answer.headers.get("Location", "")


def at(enrolment, rest):
    return f"/learn/{enrolment.registration}/{rest}"


def test_ones_own_lessons_and_quiz_open(amira, enrolment):
    finish_lessons(enrolment)

    opened = [
        amira.get(path).status_code
        for path in (
            ROOM,
            at(enrolment, "lessons/first/"),
            at(enrolment, "quiz/"),
            "/learn/resources/",
        )
    ]

    assert opened == [200, 200, 200, 200]


@pytest.mark.parametrize("parts", [0, 1])
def test_what_the_room_has_not_opened_leads_back_to_it(amira, enrolment, room, parts):
    room.open(parts)
    paths = [at(enrolment, f"lessons/{lesson}/") for lesson in ("first", "second")[parts:]]

    for path in [*paths, at(enrolment, "quiz/")]:
        assert went(amira.get(path)) == (303, ROOM)


def test_whoever_is_too_early_is_told_so_and_whoever_is_elsewhere_is_not(amira, enrolment, room):
    room.open(0)

    early = amira.get(at(enrolment, "lessons/first/"), follow=True)
    elsewhere = amira.get("/learn/record/", follow=True)

    assert "Your lead has not opened this part yet." in text_of(early)
    assert "Your lead has not opened this part yet." not in text_of(elsewhere)


def test_a_story_and_a_referral_open_with_their_lesson(amira, enrolment, room, small_course):
    lesson = small_course.lessons.get(identifier="second")
    small_course.scenarios.update(lesson=lesson)
    paths = [at(enrolment, "scenarios/late-taxi/"), at(enrolment, "scenarios/late-taxi/gate/")]
    room.open(1)
    early = amira.get(paths[0], follow=True)
    room.open(2)

    assert "Your lead has not opened this part yet." in text_of(early)
    assert [amira.get(path).status_code for path in paths] == [200, 200]
    small_course.scenarios.update(lesson=None)
    assert went(amira.get(paths[0])) == (303, ROOM)
    assert went(amira.get(at(enrolment, "scenarios/no-such/"))) == (303, ROOM)
    assert went(amira.get(at(enrolment, "practice/no-such/"))) == (303, ROOM)


def test_a_referral_belongs_to_the_lesson_that_it_stands_in(small_course):
    block = small_course.lessons.get(identifier="second").blocks.first()
    Block.objects.filter(pk=block.pk).update(kind="practice")

    kwargs = {"practice": block.identifier}
    assert lesson_of(small_course.pk, "learner:practice", kwargs) == "second"
    assert lesson_of(small_course.pk, "learner:record", {}) is None


def test_a_shut_lesson_takes_no_answers(amira, enrolment, room):
    room.open(0)

    answer = amira.post(at(enrolment, "lessons/first/checks/first-check/"), {"chosen": "tell-lead"})

    assert went(answer) == (303, ROOM)
    assert enrolment.check_answers.count() == 0


def test_the_pin_of_a_lead_opens_no_page_of_a_lead(room, elm):
    browser = room.browser(elm.lewis)

    assert went(browser.get("/lead/elm-park/people/")) == (303, ROOM)
    assert "/lead/" not in browser.get(ROOM).content.decode()
    assert "/lead/" not in browser.get("/no-such-page/").content.decode()


def test_every_address_but_ones_own_leads_back_to_the_room(amira, room, elm, enrolment):
    own = Objects(
        "elm-park", "north", "small-course", enrolment.registration, "7" * 26, "plain-a",
        membership=elm.membership(elm.amira).pk, gathering=room.gathering.reference,
        seat=room.seat(elm.amira).pk,
    )  # fmt: skip
    role = Role("amira", elm.amira, own=own)
    shut = {
        visit.address.name
        for visit in visits(role, methods=("GET",))
        if visit.whose == OWN and went(ask(amira, visit)) == (303, ROOM)
    }
    open_to = {one.name for one in every_address() if one.policy} - shut

    closed_to_all = {"account_root", "account_email", "account_signup"}
    assert {one for one in open_to - closed_to_all if not one.startswith("public:")} == {
        "account_logout", "api:issuer", "api:issuer_key", "api:status", "api:verify",
        "learner:gathering", "learner:resources", "learner:cards",
        "learner:glossary", "learner:offences", "learner:routes", "learner:reading",
        "learner:handout", "learner:route", "learner:hand_on", "learner:lesson", "learner:check",
        "learner:place", "learner:finish", "learner:quiz", "learner:answers", "learner:hand_in",
        "learner:result", "learner:question", "learner:questions", "learner:scenario",
        "learner:decision", "learner:more_time", "learner:settings",
    }  # fmt: skip


def test_foreign_and_missing_rows_are_answered_alike(amira, room, elm, small_course):
    theirs = Enrolment.objects.create(
        learner=elm.noor, organisation=elm.organisation, course=small_course.course,
        version=small_course, enrolled_at=timezone.now(),
    )  # fmt: skip
    missing = "00000000-0000-0000-0000-000000000000"

    answers = [
        went(amira.get(f"/learn/{one}/lessons/first/")) for one in (theirs.registration, missing)
    ]

    assert answers == [(303, ROOM)] * 2


def passed_in(amira, enrolment):
    """Let Amira pass in the room, and return the answer to her hand-in."""
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    return amira.post(at(enrolment, f"quiz/{attempt.number}/hand-in/"))


def test_a_pass_in_the_room_is_certified_and_says_where(amira, enrolment, elm):
    answer = passed_in(amira, enrolment)

    assert went(answer) == (303, at(enrolment, "quiz/1/result/"))
    assert Completion.objects.get().mode == Completion.Mode.ROOM
    number = Certificate.objects.get(learner=elm.amira).number
    page = amira.get(reverse("learner:certificate", args=[number]))
    assert (page.status_code, "My record" in page.content.decode()) == (200, False)
    assert went(amira.get(reverse("learner:certificate", args=["7" * 26]))) == (303, ROOM)


def test_help_is_one_click_away_and_stays_in_reach_when_the_room_closes(amira, room):
    concern = "/concern/elm-park/north/"
    assert went(amira.get("/concern/")) == (302, concern)
    close(gathering=room.gathering, at=timezone.now())

    assert amira.get(concern).status_code == 200
    assert went(amira.get(ROOM)) == (302, f"/account/login/?next={ROOM}")


def test_closing_the_room_ends_its_sign_ins(amira, room):
    close(gathering=room.gathering, at=timezone.now())

    assert went(amira.get(ROOM)) == (303, OVER)
    assert went(amira.get("/learn/")) == (302, "/account/login/?next=/learn/")
    assert "Everything you did is kept" in text_of(amira.get(OVER))


def test_a_hand_in_while_the_room_closes_stands_and_is_the_last(amira, enrolment, room):
    close(gathering=room.gathering, at=timezone.now())

    answer = passed_in(amira, enrolment)

    assert went(answer) == (303, OVER)
    assert Completion.objects.get().mode == Completion.Mode.ROOM
    assert went(amira.get(ROOM)) == (302, f"/account/login/?next={ROOM}")


@pytest.mark.django_db(transaction=True)
def test_a_hand_in_at_the_very_moment_of_closing_stands(amira, enrolment, room, elm):
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    hand_in = posting(amira, at(enrolment, f"quiz/{attempt.number}/hand-in/"))
    closing = partial(
        close_gathering, gathering=room.gathering, by_id=elm.lewis.pk, at=timezone.now()
    )

    (status, _sent_to), closed = at_once([hand_in, closing])

    assert (status, closed) == (303, True)
    assert Completion.objects.get().mode == Completion.Mode.ROOM
    assert Certificate.objects.filter(learner=elm.amira).count() == 1


def test_a_form_with_an_error_is_shown_though_the_room_has_closed(amira, enrolment, room):
    close(gathering=room.gathering, at=timezone.now())

    answer = amira.post(at(enrolment, "lessons/first/checks/first-check/"), {})

    assert answer.status_code == 200


def test_who_leaves_just_after_closing_is_led_away_from_the_site_as_ever(amira, room, settings):
    close(gathering=room.gathering, at=timezone.now())

    assert went(amira.post("/leave/")) == (303, settings.EXIT_URL)
    assert went(amira.get(ROOM)) == (302, f"/account/login/?next={ROOM}")


def test_a_mistyped_address_shows_nobody_of_the_site_for_the_room_may_be_over(amira, room, mo_khan):
    close(gathering=room.gathering, at=timezone.now() - timedelta(hours=1))

    assert "Mo Khan" not in text_of(amira.get("/no-such-page/"))


def test_what_comes_long_after_closing_is_not_taken(amira, enrolment, room):
    close(gathering=room.gathering, at=timezone.now() - timedelta(minutes=11))

    assert went(passed_in(amira, enrolment)) == (303, OVER)
    assert Completion.objects.count() == 0


def test_the_day_over_is_a_room_closed(amira, room):
    Gathering.objects.update(closes_at=timezone.now() - timedelta(hours=1))

    assert went(amira.get(ROOM)) == (303, OVER)


def test_joining_elsewhere_ends_the_sign_in_here(amira, room, elm):
    phone = room.browser(elm.amira)

    assert phone.get(ROOM).status_code == 200
    assert went(amira.get(ROOM)) == (303, OVER)


def test_a_seat_without_an_enrolment_or_a_row_holds_nothing(amira, room, elm):
    Seat.objects.filter(pk=room.seat(elm.amira).pk).update(enrolment=None)

    assert went(amira.get(ROOM)) == (303, OVER)


def test_no_second_step_is_asked_of_whoever_came_by_pin(room, elm, settings):
    settings.DEMO = False
    browser = room.browser(elm.lewis)

    assert browser.get(ROOM).status_code == 200


def test_an_ordinary_sign_in_is_not_slowed(elm, django_assert_num_queries):
    client = Client()
    client.force_login(elm.amira)

    with django_assert_num_queries(2):  # session, person
        assert went(client.get("/account/login/"))[0] == 302
