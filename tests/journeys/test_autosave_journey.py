"""Amira answers on a phone; the line is lost between two answers and comes back."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.assessment.models import Attempt, Response
from courses.usecases.start_attempt import start_attempt
from tests.journeys import given
from tests.journeys.conftest import Device
from tests.journeys.given import School
from tests.journeys.steps import choose, right, then_the_heading_is, when_signing_in

pytestmark = pytest.mark.browser
SAVED = re.compile(r"^Saved \d\d:\d\d$")


def test_an_answer_given_without_a_line_is_saved_when_it_is_back(
    open_window: Callable[..., Page], school: School
):
    enrolment = school.enrolment_of(school.elm.amira)
    given.every_lesson_finished(enrolment)
    attempt = start_attempt(
        enrolment=enrolment, start_key=uuid4(), seed="a-day", at=timezone.now(), on_one_page=True
    )
    first, second = attempt.responses.select_related("item").order_by("position")[:2]
    page = open_window(Device(320, scripts=True))
    when_signing_in(page, school.elm.amira, at=f"/learn/{enrolment.registration}/quiz/1/questions/")
    then_the_heading_is(page, "All questions")

    when_choosing(page, first)
    expect(beside(page, first)).to_have_text(SAVED)

    page.context.set_offline(True)
    when_choosing(page, second)
    expect(beside(page, second)).to_have_text("Not saved yet")
    expect(page.locator("#not-saved")).to_contain_text("They stay on this page")

    page.context.set_offline(False)
    expect(beside(page, second)).to_have_text(SAVED)
    expect(page.locator("#not-saved")).to_be_empty()
    then_both_are_kept_in_one_attempt(first, second)


def question(page: Page, response: Response):
    return page.locator(f".sheet__question[data-number='{response.position}']")


def beside(page: Page, response: Response):
    """Return the line that says whether an answer is saved."""
    return question(page, response).locator(".saved")


def when_choosing(page: Page, response: Response) -> None:
    for option in right(response.item):
        choose(question(page, response), option)


def then_both_are_kept_in_one_attempt(*answered: Response) -> None:
    attempt = Attempt.objects.get()
    kept = attempt.responses.exclude(chosen={}).values_list("pk", flat=True)
    assert sorted(kept) == sorted(one.pk for one in answered)
