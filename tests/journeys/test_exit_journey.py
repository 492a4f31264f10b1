"""Leaving at once: by the button, by the second skip control, and by Shift three times."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import DESK, PHONE, Device
from tests.journeys.given import School
from tests.journeys.steps import then_the_heading_is, when_signing_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hand_held", [DESK, PHONE], ids=str)
@pytest.mark.parametrize("way", ["button", "skip control"])
def test_one_press_leaves(
    open_window: Callable[..., Page], school: School, hand_held: Device, way: str
):
    page = open_window(hand_held)
    given_she_reads_a_lesson(page, school)

    if way == "button":
        page.get_by_role("button", name="Exit this page", exact=True).click()
    else:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Exit this page quickly")).to_be_focused()
        page.keyboard.press("Enter")

    then_she_is_gone(page)
    then_back_shows_no_lesson(page, school)


@pytest.mark.parametrize(
    "keys",
    [["ShiftLeft"] * 3, ["ShiftLeft", "ShiftRight", "ShiftLeft"], ["ShiftRight"] * 3],
    ids=["left", "alternating", "right"],
)
def test_shift_three_times_leaves(
    open_window: Callable[..., Page], school: School, keys: list[str]
):
    page = open_window(DESK)
    given_she_reads_a_lesson(page, school)

    page.keyboard.press(keys[0])
    page.keyboard.press(keys[1])
    expect(page.get_by_text("Shift: press 1 more time to leave.")).to_be_attached()
    page.keyboard.press(keys[2])

    then_she_is_gone(page)
    then_back_shows_no_lesson(page, school)


def test_both_shift_keys_held_at_once_are_one_press(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    given_she_reads_a_lesson(page, school)

    for _ in range(2):
        page.keyboard.down("ShiftLeft")
        page.keyboard.down("ShiftRight")
        page.keyboard.up("ShiftRight")
        page.keyboard.up("ShiftLeft")

    expect(page.get_by_text("Shift: press 1 more time to leave.")).to_be_attached()
    then_she_still_reads(page, school)


def test_another_key_between_starts_the_count_again(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    given_she_reads_a_lesson(page, school)

    for key in ["Shift", "Shift", "ArrowDown", "Shift", *["Shift+Tab"] * 4, "Shift", "Shift"]:
        page.keyboard.press(key)

    then_she_still_reads(page, school)


@pytest.mark.parametrize(
    "moved",
    [
        "getSelection().collapse(document.querySelector('h1'), 0)",
        "document.querySelector('main a').focus()",
        "scrollBy(0, 200)",
    ],
    ids=["caret", "focus", "page"],
)
def test_a_screen_reader_that_keeps_the_other_key_for_itself_does_not_leave(
    open_window: Callable[..., Page], school: School, moved: str
):
    """Shift+H leads it to the heading before; the page sees Shift alone, and what moved."""
    page = open_window(DESK)
    given_she_reads_a_lesson(page, school)

    for _ in range(2):
        page.keyboard.press("Shift")
    expect(page.get_by_text("Shift: press 1 more time to leave.")).to_be_attached()
    page.evaluate(moved)
    expect(page.get_by_text("Shift: press 1 more time to leave.")).not_to_be_attached()
    page.keyboard.press("Shift")

    expect(page.get_by_text("Shift: press 2 more times to leave.")).to_be_attached()
    then_she_still_reads(page, school)


def test_whoever_turned_it_off_leaves_by_the_button_alone(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    given_she_reads_a_lesson(page, school)
    expect(page.get_by_text("With a keyboard, press Shift 3 times.")).to_be_visible()
    page.goto("/reading/")
    page.get_by_role("group", name="May pressing Shift 3 times").get_by_label("No").check()
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("Your settings are saved in this browser.")).to_be_visible()
    the_accessibility_baseline_is_met(page)

    page.goto(school.lesson_addresses(school.elm.amira)[0])
    for _ in range(4):
        page.keyboard.press("Shift")

    expect(page.get_by_text("With a keyboard, press Shift 3 times.")).to_be_hidden()
    then_she_still_reads(page, school)
    page.get_by_role("button", name="Exit this page", exact=True).click()
    then_she_is_gone(page)


def test_shift_while_typing_does_nothing(open_window: Callable[..., Page], school: School):
    page = open_window(DESK)
    when_signing_in(page, school.elm.amira)
    page.goto("/account/password/change/")
    then_the_heading_is(page, "Change your password")
    expect(page.get_by_role("button", name="Exit this page", exact=True)).to_be_visible()
    the_accessibility_baseline_is_met(page)

    field = page.get_by_role("main").get_by_role("textbox").first
    field.click()
    for _ in range(4):
        page.keyboard.press("Shift")

    then_the_heading_is(page, "Change your password")
    assert Session.objects.count() == 1


def test_the_page_of_the_button_alone_leaves_too(open_window: Callable[..., Page], school: School):
    page = open_window(PHONE)
    when_signing_in(page, school.elm.amira)
    page.goto("/leave/")
    then_the_heading_is(page, "Exit this page")
    the_accessibility_baseline_is_met(page)

    page.get_by_role("main").get_by_role("button", name="Exit this page").click()

    then_she_is_gone(page)


def given_she_reads_a_lesson(page: Page, school: School) -> None:
    when_signing_in(page, school.elm.amira)
    then_the_heading_is(page, "To do")
    answer = page.goto(school.lesson_addresses(school.elm.amira)[0])
    then_the_heading_is(page, school.version.lessons.get(position=1).title)
    assert answer is not None
    assert "no-store" in answer.headers["cache-control"]


def then_she_is_gone(page: Page) -> None:
    """The neutral page is there, so the content security policy let the redirect pass."""
    page.wait_for_url(settings.EXIT_URL)
    then_the_heading_is(page, "Mostly dry")
    assert Session.objects.count() == 0


def then_back_shows_no_lesson(page: Page, school: School) -> None:
    page.go_back()
    then_the_heading_is(page, "Sign in")
    page.goto(school.lesson_addresses(school.elm.amira)[0])
    then_the_heading_is(page, "Sign in")


def then_she_still_reads(page: Page, school: School) -> None:
    then_the_heading_is(page, school.version.lessons.get(position=1).title)
    assert Session.objects.count() == 1
