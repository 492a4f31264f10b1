"""Amira has no email; on a shared phone without scripts she joins the room, passes, hands it on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from courses.accounts.models import User
from courses.learning.models import Completion
from tests.journeys import given
from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import PHONE
from tests.journeys.given import School
from tests.journeys.steps import (
    item_on,
    press,
    right,
    then_the_heading_is,
    when_answering_the_question,
)
from tests.rooms import JOIN, ROOM, Room, make_room

pytestmark = pytest.mark.browser
QUESTIONS = 10


def test_amira_passes_in_the_room_and_the_next_person_sees_nothing_of_it(
    open_window: Callable[..., Page], school: School
):
    elm = school.elm
    User.objects.filter(pk=elm.amira.pk).update(email=None)
    room = make_room(elm.organisation, school.version, [elm.amira, elm.noor], by=elm.lewis)
    phone = open_window(PHONE)

    when_joining(phone, room, elm.amira)
    then_it_waits_until_the_lead_opens_a_part(phone, room)
    when_she_passes_the_quiz(phone, room, elm.amira)
    then_her_certificate_is_there(phone)
    when_she_hands_the_phone_on(phone)
    when_joining(phone, room, elm.noor)
    then_nothing_of_amira_is_left(phone)


def when_joining(page: Page, room: Room, person: User) -> None:
    codes = room.codes(person)
    page.goto(JOIN)
    the_accessibility_baseline_is_met(page)
    page.get_by_label("Room code").fill(codes["code"])
    page.get_by_label("Staff code").fill(codes["staff_code"])
    page.get_by_label("PIN").fill(codes["pin"])
    press(page, "Join")
    page.wait_for_url(f"**{ROOM}")


def then_it_waits_until_the_lead_opens_a_part(page: Page, room: Room) -> None:
    expect(page.get_by_text("Waiting for your lead to open the next part.")).to_be_visible()
    the_accessibility_baseline_is_met(page)
    room.open(1)
    page.reload()
    first = room.gathering.version.lessons.order_by("position")[0].title
    page.get_by_role("button", name=f"Start: {first}").click()
    then_the_heading_is(page, first)


def when_she_passes_the_quiz(page: Page, room: Room, person: User) -> None:
    given.every_lesson_finished(room.seat(person).enrolment)
    room.open(3)
    page.goto(ROOM)
    page.get_by_role("button", name="Go to the quiz").click()
    press(page, "Start the quiz")
    for number in range(1, QUESTIONS + 1):
        expect(page).to_have_title(f"Question {number} of 10 – Elm Park")
        when_answering_the_question(page, right(item_on(page, room.gathering.version)))
    press(page, "Submit quiz")
    then_the_heading_is(page, "You passed")


def then_her_certificate_is_there(page: Page) -> None:
    assert Completion.objects.get().mode == Completion.Mode.ROOM
    page.goto(ROOM)
    the_accessibility_baseline_is_met(page)
    page.get_by_role("button", name="Open your certificate").click()
    expect(page.get_by_role("main")).to_contain_text("Amira Haddad")


def when_she_hands_the_phone_on(page: Page) -> None:
    page.goto(ROOM)
    press(page, "Hand to the next person")
    expect(page.get_by_text("This screen is clear. The next person can begin.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Amira Haddad")).to_have_count(0)


def then_nothing_of_amira_is_left(page: Page) -> None:
    expect(page.get_by_text("Noor Siddiqui")).to_be_visible()
    expect(page.get_by_text("Amira Haddad")).to_have_count(0)
    expect(page.get_by_role("button", name="Open your certificate")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("Start:")
