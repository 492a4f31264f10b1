"""J4: Amira gets wrong what must be right, rereads the passage, and passes with other questions."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Locator, Page, expect

from courses.accounts.membership import Membership
from courses.assessment.models import Attempt
from courses.catalogue.models import Item, Option
from courses.common.dates import local_date
from tests.journeys import given
from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import DESK
from tests.journeys.given import School
from tests.journeys.steps import (
    item_on,
    press,
    right,
    then_the_heading_is,
    then_the_summary_says,
    when_answering_the_question,
    when_signing_in,
    words_of,
    wrong,
)

pytestmark = pytest.mark.browser
QUESTIONS = 10


def test_amira_rereads_and_passes_with_other_questions(
    open_window: Callable[..., Page], school: School
):
    given.every_lesson_finished(school.enrolment_of(school.elm.amira))
    page = open_window(DESK)
    when_she_opens_the_quiz(page, school)

    missed = when_she_gets_one_critical_question_wrong(page, school)
    when_she_submits_with_an_answer_missing(page, school)
    then_the_result_is_not_yet(page, missed)
    then_the_passage_to_reread_opens(page, missed)

    when_she_tries_again(page, school)
    then_no_question_was_repeated(school)
    then_she_has_passed(page)
    then_both_attempts_are_in_her_record(page)
    then_her_lead_sees_both_and_no_answer(open_window(DESK), school)


def when_she_opens_the_quiz(page: Page, school: School) -> None:
    when_signing_in(page, school.elm.amira)
    press(page, "Continue: the quiz")
    then_the_heading_is(page, "Quiz")
    press(page, "Start the quiz")


def when_she_gets_one_critical_question_wrong(page: Page, school: School) -> Item:
    """Answer all but the last question, the first critical one wrongly; return that one."""
    missed: Item | None = None
    for number in range(1, QUESTIONS):
        expect(page).to_have_title(f"Question {number} of 10 – Elm Park")
        item = item_on(page, school.version)
        if item.critical and missed is None:
            missed = item
            when_answering_the_question(page, [wrong(item)])
        else:
            when_answering_the_question(page, right(item))
    assert missed is not None
    return missed


def when_she_submits_with_an_answer_missing(page: Page, school: School) -> None:
    attempt = Attempt.objects.get()
    page.goto(f"/learn/{attempt.enrolment.registration}/quiz/1/answers/")
    then_the_heading_is(page, "Check your answers")
    expect(page.get_by_text("Not answered", exact=True)).to_have_count(1)
    press(page, "Submit quiz")
    then_the_summary_says(page, "Answer question 10")
    the_accessibility_baseline_is_met(page)

    page.get_by_role("link", name="Answer question 10", exact=True).first.click()
    when_answering_the_question(page, right(item_on(page, school.version)))
    then_the_heading_is(page, "Check your answers")
    press(page, "Submit quiz")


def then_the_result_is_not_yet(page: Page, missed: Item) -> None:
    then_the_heading_is(page, "Not yet")
    main = page.get_by_role("main")
    expect(main).to_contain_text("You had 9 of 10 right.")
    expect(main).to_contain_text("1 question that must be right was not right yet.")
    expect(main.get_by_text("Not right yet, must be right")).to_have_count(1)
    expect(main).not_to_contain_text("failed", ignore_case=True)
    then_every_option_is_explained(page)
    the_accessibility_baseline_is_met(page)


def then_every_option_is_explained(page: Page) -> None:
    """Under each question, each option shows its feedback or unfolds it."""
    options = main_of(page).locator(".reviewed__option")
    asked = Attempt.objects.get().responses.values_list("item", flat=True)
    explained = Option.objects.filter(item__in=asked).exclude(feedback_html="")
    expect(options).to_have_count(Option.objects.filter(item__in=asked).count())
    assert explained.count() == options.count()
    for html in explained.values_list("feedback_html", flat=True):
        expect(main_of(page)).to_contain_text(words_of(html))


def main_of(page: Page) -> Locator:
    """Return what the page is about."""
    return page.get_by_role("main")


def then_the_passage_to_reread_opens(page: Page, missed: Item) -> None:
    result = page.url
    page.get_by_role("link", name=missed.anchor.title, exact=True).click()
    then_the_heading_is(page, missed.anchor.lesson.title)
    expect(page.get_by_role("heading", name=missed.anchor.title, exact=True)).to_be_in_viewport()
    the_accessibility_baseline_is_met(page)
    page.goto(result)


def when_she_tries_again(page: Page, school: School) -> None:
    press(page, "Try again with different questions")
    expect(page.get_by_text(": not yet")).to_be_visible()
    the_accessibility_baseline_is_met(page)
    press(page, "Start the quiz")
    for number in range(1, QUESTIONS + 1):
        expect(page).to_have_title(f"Question {number} of 10 – Elm Park")
        when_answering_the_question(page, right(item_on(page, school.version)))
    press(page, "Submit quiz")


def then_no_question_was_repeated(school: School) -> None:
    first, second = Attempt.objects.order_by("number")
    asked = [set(one.responses.values_list("item", flat=True)) for one in (first, second)]
    assert [len(items) for items in asked] == [QUESTIONS, QUESTIONS]
    assert asked[0] & asked[1] == set()


def then_she_has_passed(page: Page) -> None:
    then_the_heading_is(page, "You passed")
    expect(page.get_by_text("10 of 10 right")).to_be_visible()
    expect(main_of(page)).to_contain_text("Your certificate for")
    expect(main_of(page)).to_contain_text("we email you three short questions")


def then_both_attempts_are_in_her_record(page: Page) -> None:
    page.goto("/learn/record/")
    attempts = page.get_by_role("listitem").filter(has_text="Child sexual exploitation")
    expect(attempts.filter(has_text="not yet")).to_have_count(1)
    expect(attempts.filter(has_text="passed")).to_have_count(1)


def then_her_lead_sees_both_and_no_answer(page: Page, school: School) -> None:
    when_signing_in(page, school.elm.lewis)
    amira = Membership.objects.get(user=school.elm.amira)
    page.goto(f"/lead/elm-park/people/{amira.pk}/")
    then_the_heading_is(page, "Amira Haddad")
    events = page.get_by_role("listitem")
    expect(events.filter(has_text="Took the quiz: not yet")).to_have_count(1)
    expect(events.filter(has_text="Took the quiz: passed")).to_have_count(1)
    today = date_format(local_date(timezone.now()), "j F Y")
    expect(events.filter(has_text="Took the quiz").first).to_contain_text(today)
    expect(main_of(page)).not_to_contain_text("9 of 10")
    expect(main_of(page)).not_to_contain_text("Not right yet")
