"""The whole bundled course by keyboard alone, at 400 % zoom (320 by 256 px) and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from courses.catalogue.drafts import VersionDraft
from courses.catalogue.models import Lesson
from tests.journeys import given
from tests.journeys.conftest import Device
from tests.journeys.given import School
from tests.journeys.keyboard import (
    choose_by_keys,
    enter,
    enter_in_main,
    skip_to_main,
    tab_to,
    type_into,
)
from tests.journeys.steps import (
    check_form,
    feedback_on,
    item_on,
    right,
    then_the_heading_is,
)
from tests.people import PASSWORD

pytestmark = pytest.mark.browser
ZOOMED = Device(320, scripts=False, height=256)
QUESTIONS = 20
DECISIONS = 12  # of the longest way through a story, and more


def test_the_whole_course_needs_nothing_but_a_keyboard(
    open_window: Callable[..., Page], transactional_db: None, whole_draft: VersionDraft
):
    school = given.a_school_with_the_course(whole_draft)
    page = open_window(ZOOMED)

    when_she_signs_in(page, school)
    when_she_opens_the_course(page, school)
    for lesson in school.version.lessons.order_by("position"):
        when_she_works_through(page, lesson)
    for title in school.version.scenarios.order_by("pk").values_list("title", flat=True):
        when_she_plays(page, title)
    when_she_takes_the_quiz(page, school)

    then_the_heading_is(page, "You passed")
    enter_in_main(page, "button", "Open your certificate")
    then_the_heading_is(page, "Your certificate")


def when_she_signs_in(page: Page, school: School) -> None:
    page.goto("/")
    type_into(page, "Email", school.elm.amira.email or "")
    type_into(page, "Password", PASSWORD)
    enter(page, page.get_by_role("main").get_by_role("button", name="Sign in", exact=True))
    then_the_heading_is(page, "To do")


def when_she_opens_the_course(page: Page, school: School) -> None:
    skip_to_main(page)
    enter(page, page.get_by_role("main").get_by_role("button", name="Start").first)
    then_the_heading_is(page, school.version.title)
    enter_in_main(page, "button", "Start")


def when_she_works_through(page: Page, lesson: Lesson) -> None:
    """Answer each check of a lesson in its order; after an answer, Tab goes on from its block."""
    then_the_heading_is(page, lesson.title)
    skip_to_main(page)
    checks = lesson.blocks.filter(item__isnull=False).select_related("item")
    for block in checks.order_by("position"):
        form = check_form(page, block.item)
        choose_by_keys(page, form, right(block.item))
        enter(page, form.get_by_role("button", name="Check my answer"))
        expect(feedback_on(page, block.item).get_by_role("heading")).to_have_text("Yes")
    enter(page, page.get_by_role("button", name="Finish this lesson"))


def when_she_plays(page: Page, title: str) -> None:
    """Open a story from the course's page and decide until it ends; come back to the course."""
    skip_to_main(page)
    enter(page, page.get_by_role("main").get_by_role("link", name=title, exact=True))
    then_the_heading_is(page, title)
    enter_in_main(page, "button", "Start")
    ending = page.get_by_role("heading", name="What you noticed, and what is easily missed")
    for _decision in range(DECISIONS):
        if ending.is_visible():
            break
        skip_to_main(page)
        tab_to(page, page.get_by_role("main").get_by_role("radio").first)
        page.keyboard.press("Space")
        enter(page, page.get_by_role("main").get_by_role("button", name="Decide", exact=True))
    expect(ending).to_be_visible()
    enter_in_main(page, "button", "Back to the course")


def when_she_takes_the_quiz(page: Page, school: School) -> None:
    enter_in_main(page, "button", "Go to the quiz")
    enter_in_main(page, "button", "Start the quiz")
    for _question in range(QUESTIONS):
        item = item_on(page, school.version)
        skip_to_main(page)
        choose_by_keys(page, page.get_by_role("main"), right(item))
        enter(page, page.get_by_role("main").get_by_role("button", name="Continue", exact=True))
    then_the_heading_is(page, "Check your answers")
    enter_in_main(page, "button", "Submit quiz")
