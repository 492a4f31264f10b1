"""Amira's first course, from the sign-in to a certificate that a stranger can check."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from courses.certification.models import Certificate
from courses.web.presenters import day_in_words
from tests.journeys.checks import has_scripts, the_baseline_is_met_at_both_widths
from tests.journeys.conftest import Device
from tests.journeys.given import School
from tests.journeys.steps import (
    answer_check,
    check_form,
    choose,
    feedback_on,
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


def test_amira_learns_passes_and_can_prove_it(
    open_window: Callable[..., Page], school: School, every_device: Device
):
    given_amira_writes_her_name_with_an_accent(school)
    page = open_window(every_device)

    when_she_signs_in_with_her_password(page, school)
    then_to_do_says_what_is_due(page, school)
    then_the_first_lesson_is_two_clicks_away(page, school)

    when_she_leaves_a_check_empty(page, school)
    when_she_answers_wrongly_and_then_rightly(page, school)
    when_she_finishes_too_early(page, school)
    when_she_finishes_every_lesson(page, school)

    when_she_begins_the_quiz(page)
    when_she_answers_every_question_rightly(page, school)
    when_she_changes_one_answer_and_submits(page, school)
    then_she_has_passed_with_a_certificate(page)
    then_her_record_shows_it(page, school)

    stranger = open_window(every_device)
    when_a_stranger_types_the_number(stranger)
    then_the_certificate_is_valid(stranger)
    then_only_her_own_name_is_confirmed(stranger)


def given_amira_writes_her_name_with_an_accent(school: School) -> None:
    school.elm.amira.name = "Amíra Haddad"
    school.elm.amira.save()


def when_she_signs_in_with_her_password(page: Page, school: School) -> None:
    page.goto("/")
    the_baseline_is_met_at_both_widths(page)

    page.get_by_label("Email").fill(school.elm.amira.email)
    page.get_by_label("Password", exact=True).fill("not-the-password")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text(
        "The email address or the password is not right."
    )

    when_signing_in(page, school.elm.amira)


def then_to_do_says_what_is_due(page: Page, school: School) -> None:
    then_the_heading_is(page, "To do")
    expect(page.get_by_role("heading", name="Due soon")).to_be_visible()
    expect(page.get_by_text(f"Due soon: {day_in_words(school.due_on)}")).to_be_visible()
    minutes = sum(school.version.lessons.values_list("minutes", flat=True))
    expect(page.get_by_role("main")).to_contain_text(
        f"2 lessons left, about {minutes} minutes, then the quiz"
    )
    the_baseline_is_met_at_both_widths(page)


def then_the_first_lesson_is_two_clicks_away(page: Page, school: School) -> None:
    press(page, re.compile(rf"^Start ?: {re.escape(school.version.title)}$"))
    then_the_heading_is(page, school.version.title)
    notice = page.get_by_role("region", name="Before you begin")
    expect(notice).to_be_visible()
    assert len(school.version.notice.split()) <= 60
    expect(page.get_by_role("checkbox")).to_have_count(0)
    the_baseline_is_met_at_both_widths(page)

    press(page, "Start")
    first = school.version.lessons.get(position=1)
    then_the_heading_is(page, first.title)
    expect(
        page.get_by_text("The 2017 definition, which England uses, has four parts:")
    ).to_be_visible()
    the_baseline_is_met_at_both_widths(page)


def when_she_leaves_a_check_empty(page: Page, school: School) -> None:
    item = checks_of(school, 1)[0]

    answer_check(page, item, [])

    then_the_summary_says(page, "Select an answer")
    the_baseline_is_met_at_both_widths(page)
    page.get_by_role("link", name="Select an answer").click()
    first = check_form(page, item).get_by_role("radio").first
    expect(first).to_be_in_viewport()
    if has_scripts(page):
        expect(first).to_be_focused()


def when_she_answers_wrongly_and_then_rightly(page: Page, school: School) -> None:
    item = checks_of(school, 1)[0]

    mistake = wrong(item)
    answer_check(page, item, [mistake])
    feedback = feedback_on(page, item)
    expect(feedback.get_by_role("heading")).to_have_text("Not quite")
    expect(feedback).to_contain_text(words_of(mistake.feedback_html))
    expect(feedback.get_by_role("heading")).to_be_in_viewport()
    if has_scripts(page):
        expect(feedback.get_by_role("heading")).to_be_focused()
    the_baseline_is_met_at_both_widths(page)

    answer_check(page, item, right(item))
    expect(feedback.get_by_role("heading")).to_have_text("Yes")
    expect(feedback).to_contain_text(words_of(right(item)[0].feedback_html))


def when_she_finishes_too_early(page: Page, school: School) -> None:
    press(page, "Finish this lesson")

    left = checks_of(school, 1)[1:]
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(len(left))
    the_baseline_is_met_at_both_widths(page)


def when_she_finishes_every_lesson(page: Page, school: School) -> None:
    for lesson in school.version.lessons.order_by("position"):
        then_the_heading_is(page, lesson.title)
        for item in checks_of(school, lesson.position):
            answer_check(page, item, right(item))
            expect(feedback_on(page, item).get_by_role("heading")).to_have_text("Yes")
        the_baseline_is_met_at_both_widths(page)
        press(page, "Finish this lesson")
    then_the_heading_is(page, school.version.title)
    expect(
        page.get_by_text("You have finished every lesson. Only the quiz is left.")
    ).to_be_visible()
    the_baseline_is_met_at_both_widths(page)


def when_she_begins_the_quiz(page: Page) -> None:
    press(page, "Go to the quiz")
    then_the_heading_is(page, "Quiz")
    expect(page.get_by_role("listitem").filter(has_text="standard")).to_have_text(
        "The standard is at least 8 of 10."
    )
    expect(page.get_by_text("No time limit.")).to_be_visible()
    the_baseline_is_met_at_both_widths(page)
    press(page, "Start the quiz")

    expect(page).to_have_title("Question 1 of 10 – Elm Park")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    the_baseline_is_met_at_both_widths(page)
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    the_baseline_is_met_at_both_widths(page)


def when_she_answers_every_question_rightly(page: Page, school: School) -> None:
    for number in range(1, QUESTIONS + 1):
        expect(page).to_have_title(
            f"{'Error: ' if number == 1 else ''}Question {number} of 10 – Elm Park"
        )
        when_answering_the_question(page, right(item_on(page, school.version)))
    then_the_heading_is(page, "Check your answers")
    expect(page.get_by_role("link", name="Change question")).to_have_count(QUESTIONS)
    the_baseline_is_met_at_both_widths(page)


def when_she_changes_one_answer_and_submits(page: Page, school: School) -> None:
    page.get_by_role("link", name="Change question 1", exact=True).click()
    item = item_on(page, school.version)
    assert not item.critical
    kept = page.get_by_role("radio", checked=True).or_(page.get_by_role("checkbox", checked=True))
    expect(kept).to_have_count(len(right(item)))
    the_baseline_is_met_at_both_widths(page)
    mistake = wrong(item)
    choose(page, mistake)
    press(page, "Continue")

    then_the_heading_is(page, "Check your answers")
    expect(page.get_by_role("definition").first).to_contain_text(words_of(mistake.html))
    press(page, "Submit quiz")


def then_she_has_passed_with_a_certificate(page: Page) -> None:
    then_the_heading_is(page, "You passed")
    expect(page.get_by_text("9 of 10 right")).to_be_visible()
    expect(page.get_by_text("Not right yet")).to_have_count(1)
    the_baseline_is_met_at_both_widths(page)

    press(page, "Open your certificate")
    then_the_heading_is(page, "Your certificate")
    certificate = page.get_by_role("article", name="Certificate of completion")
    expect(certificate).to_contain_text("Amíra Haddad")
    the_baseline_is_met_at_both_widths(page)

    with page.expect_download() as download:
        press(page, "Download as PDF")
    then_the_pdf_is_readable(download.value.path().read_bytes())


def then_the_pdf_is_readable(content: bytes) -> None:
    assert content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en-GB"
        assert len(document.pages) == 1


def then_her_record_shows_it(page: Page, school: School) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="My record").click()
    then_the_heading_is(page, "My record")
    expect(page.get_by_text("1 completed course, ")).to_be_visible()
    kept = page.get_by_role("region", name=school.version.title)
    expect(kept.get_by_role("link", name="Open the certificate")).to_be_visible()
    expect(kept).to_contain_text("Valid")
    the_baseline_is_met_at_both_widths(page)


def when_a_stranger_types_the_number(page: Page) -> None:
    page.goto("/verify/")
    the_baseline_is_met_at_both_widths(page)
    press(page, "Check certificate")
    then_the_summary_says(page, "Enter the number on the certificate")
    the_baseline_is_met_at_both_widths(page)

    number = Certificate.objects.get().number
    typed = " ".join(number[n : n + 5] for n in range(0, len(number), 5)).lower()
    page.get_by_label("What is the number on the certificate?").fill(typed)
    press(page, "Check certificate")


def then_the_certificate_is_valid(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Certificate")
    expect(page.get_by_role("main").get_by_text("Valid", exact=True)).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Haddad")
    the_baseline_is_met_at_both_widths(page)


def then_only_her_own_name_is_confirmed(page: Page) -> None:
    press(page, "Check name")
    then_the_summary_says(page, "Enter the name on the certificate")
    the_baseline_is_met_at_both_widths(page)

    answers = {"AMIRA  haddad": "Yes. This is the name", "Amira Hadad": "is not the one on it"}
    for typed, answer in answers.items():
        page.get_by_label("What name is on the certificate?").fill(typed)
        press(page, "Check name")
        expect(page.get_by_role("main").get_by_text(answer)).to_be_visible()
        the_baseline_is_met_at_both_widths(page)


def checks_of(school: School, position: int) -> list:
    """Return the questions of the checks in one lesson, in order."""
    blocks = school.version.lessons.get(position=position).blocks.filter(item__isnull=False)
    return [block.item for block in blocks.select_related("item").order_by("position")]
