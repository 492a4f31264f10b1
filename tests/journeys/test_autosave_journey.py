"""Amira answers on a phone; the line is lost between two answers and comes back, or is slow."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, Route, expect

from courses.assessment.models import Attempt, Response
from courses.catalogue.models import Item
from courses.usecases.start_attempt import start_attempt
from tests.journeys import given
from tests.journeys.conftest import Device
from tests.journeys.given import School
from tests.journeys.steps import choose, right, then_the_heading_is, when_signing_in, wrong
from tests.small_course import chosen

pytestmark = pytest.mark.browser
# A request that may outlive its page is never sent again by the browser once it was held.
NOT_OUTLIVING_THE_PAGE = """() => {
  const send = window.fetch;
  window.fetch = (address, asked) => send(address, { ...asked, keepalive: false });
}"""
SAVED = re.compile(r"^Saved \d\d:\d\d$")


def test_an_answer_given_without_a_line_is_saved_when_it_is_back(
    open_window: Callable[..., Page], school: School
):
    first, second = given_an_attempt_on_one_page(school)[:2]
    page = open_window(Device(320, scripts=True))
    when_opening_all_questions(page, school)

    when_choosing(page, first)
    expect(beside(page, first)).to_have_text(SAVED)
    expect(page.locator("#just-saved")).to_have_text(said_of(first))

    page.context.set_offline(True)
    when_choosing(page, second)
    expect(beside(page, second)).to_have_text("Not saved yet")
    expect(page.locator("#not-saved")).to_contain_text("They stay on this page")

    page.context.set_offline(False)
    expect(beside(page, second)).to_have_text(SAVED)
    expect(page.locator("#not-saved")).to_be_empty()
    expect(page.locator("#just-saved")).to_have_text(said_of(second))
    then_both_are_kept_in_one_attempt(first, second)


def test_a_button_waits_for_an_answer_that_is_on_its_way(
    open_window: Callable[..., Page], school: School
):
    asked = single_choice(*given_an_attempt_on_one_page(school))
    page = open_window(Device(320, scripts=True))
    when_opening_all_questions(page, school)
    on_their_way: list[Route] = []
    page.route("**/questions/", lambda route: hold_the_first(on_their_way, route))
    page.evaluate(NOT_OUTLIVING_THE_PAGE)
    arrived: list[Request] = []
    page.on("requestfinished", lambda request: arrived.append(request))  # noqa: PLW0108 - it is marked

    with page.expect_request("**/questions/"):
        choose(question(page, asked), wrong(asked.item))
    when_choosing(page, asked)
    page.get_by_role("button", name="Save and check your answers").click()
    on_their_way[0].continue_()

    then_the_heading_is(page, "Check your answers")
    posts = [one for one in arrived if one.method == "POST"]
    assert [one.is_navigation_request() for one in posts] == [False, True]
    asked.refresh_from_db()
    assert asked.chosen == chosen(*[option.identifier for option in right(asked.item)])


def hold_the_first(held: list[Route], route: Route) -> None:
    """Keep the first request on its way, and let those after it pass."""
    if held:
        route.continue_()
    held.append(route)


def single_choice(*responses: Response) -> Response:
    return next(one for one in responses if one.item.kind == Item.Kind.CHOICE)


def given_an_attempt_on_one_page(school: School) -> list[Response]:
    enrolment = school.enrolment_of(school.elm.amira)
    given.every_lesson_finished(enrolment)
    attempt = start_attempt(
        enrolment=enrolment, start_key=uuid4(), seed="a-day", at=timezone.now(), on_one_page=True
    )
    return list(attempt.responses.select_related("item").order_by("position"))


def when_opening_all_questions(page: Page, school: School) -> None:
    enrolment = school.enrolment_of(school.elm.amira)
    when_signing_in(page, school.elm.amira, at=f"/learn/{enrolment.registration}/quiz/1/questions/")
    then_the_heading_is(page, "All questions")
    page.wait_for_load_state()  # the script that saves listens only then


def question(page: Page, response: Response):
    return page.locator(f".sheet__question[data-number='{response.position}']")


def beside(page: Page, response: Response):
    """Return the line that says whether an answer is saved."""
    return question(page, response).locator(".saved")


def said_of(response: Response) -> re.Pattern[str]:
    """Return what is read out when an answer is saved."""
    return re.compile(rf"^Question {response.position} of \d+: Saved \d\d:\d\d\.$")


def when_choosing(page: Page, response: Response) -> None:
    for option in right(response.item):
        choose(question(page, response), option)


def then_both_are_kept_in_one_attempt(*answered: Response) -> None:
    attempt = Attempt.objects.get()
    kept = attempt.responses.exclude(chosen={}).values_list("pk", flat=True)
    assert sorted(kept) == sorted(one.pk for one in answered)
