"""J2: Amira stops at a check in the staff room and goes on from it on an old phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from courses.learning.models import CheckAnswer
from tests.journeys import given
from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.given import School
from tests.journeys.steps import (
    answer_check,
    check_form,
    feedback_on,
    right,
    then_the_heading_is,
    when_signing_in,
    words_of,
    wrong,
)

pytestmark = pytest.mark.browser


def test_continue_opens_the_lesson_at_the_check_with_its_answer(
    open_window: Callable[..., Page], school: School
):
    first, lesson = school.version.lessons.order_by("position")
    given.lesson_finished(school.enrolment_of(school.elm.amira), first)
    block = lesson.blocks.filter(item__isnull=False).order_by("position")[1]
    item, mistake = block.item, wrong(block.item)

    desk = open_window(DESK)
    when_signing_in(desk, school.elm.amira)
    then_the_heading_is(desk, "To do")
    desk.goto(school.lesson_addresses(school.elm.amira)[1])
    answer_check(desk, item, [mistake])
    expect(feedback_on(desk, item)).to_be_visible()
    then_a_word_is_explained_beside_it(desk)
    desk.context.close()

    phone = open_window(PHONE)
    when_signing_in(phone, school.elm.amira)
    phone.get_by_role("main").get_by_role("button", name=f"Continue: {lesson.title}").click()

    then_the_heading_is(phone, lesson.title)
    assert phone.url.endswith(f"#{block.identifier}")
    then_the_answer_and_its_feedback_are_there(phone, item, mistake)
    then_the_contents_tick_what_is_done(phone, first.title)

    answer_check(phone, item, right(item))
    expect(feedback_on(phone, item).get_by_role("heading")).to_have_text("Yes")
    then_the_first_answer_is_kept_for_the_figures(item, mistake)


def then_a_word_is_explained_beside_it(page: Page) -> None:
    word, note = page.locator(".word").first, page.get_by_role("tooltip")
    expect(note).to_have_count(0)
    word.hover()
    expect(note).to_be_visible()
    note.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    word.focus()
    expect(note).to_be_visible()
    assert word.get_attribute("aria-describedby") == note.get_attribute("id")


def then_the_answer_and_its_feedback_are_there(page: Page, item, mistake) -> None:
    form = check_form(page, item)
    expect(form).to_be_in_viewport()
    kept = form.get_by_role("radio", name=words_of(mistake.html), exact=True)
    expect(kept).to_be_checked()
    expect(feedback_on(page, item)).to_contain_text(words_of(mistake.feedback_html))
    the_accessibility_baseline_is_met(page)


def then_the_contents_tick_what_is_done(page: Page, title: str) -> None:
    lessons = page.get_by_role("navigation", name="Contents").get_by_role("listitem")
    expect(lessons.filter(has_text="Completed")).to_have_count(1)
    expect(lessons.filter(has_text="Completed")).to_contain_text(title)


def then_the_first_answer_is_kept_for_the_figures(item, mistake) -> None:
    answer = CheckAnswer.objects.get(item=item)
    assert answer.first_chosen == {"v": 1, "chosen": [mistake.identifier]}
    assert answer.latest_chosen == {"v": 1, "chosen": [right(item)[0].identifier]}
