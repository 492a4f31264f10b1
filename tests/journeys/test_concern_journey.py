"""J3: help is always there: from every page one click to whom to ring at the reader's own site."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.catalogue.models import Contact
from courses.usecases.start_attempt import start_attempt
from tests.journeys import given
from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.given import School
from tests.journeys.steps import then_the_heading_is, when_signing_in

pytestmark = pytest.mark.browser
WORRIED = "Worried about a child?"
AT_MOST = 25_000  # bytes of HTML


def test_one_click_from_every_page_to_the_lead_of_ones_own_site(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    addresses = given_pages_of_every_kind(school, school.elm.amira)
    when_signing_in(page, school.elm.amira)
    then_the_heading_is(page, "To do")

    for address in addresses:
        page.goto(address)
        when_help_is_asked_for(page)
        then_the_lead_can_be_rung(page, "Mo Khan", "01632960001", without="Carys Bevan")
    then_it_is_light_and_asks_nothing(page)
    the_accessibility_baseline_is_met(page)


def test_a_reader_at_south_finds_the_lead_of_south(
    open_window: Callable[..., Page], school: School
):
    page = open_window(PHONE)
    when_signing_in(page, school.elm.grace)
    then_the_heading_is(page, "To do")
    page.goto(school.lesson_addresses(school.elm.grace)[1])

    when_help_is_asked_for(page)

    then_the_lead_can_be_rung(page, "Carys Bevan", "01632960003", without="Mo Khan")
    the_accessibility_baseline_is_met(page)


def test_signed_out_the_page_of_a_site_and_the_national_routes_are_open(
    open_window: Callable[..., Page], school: School
):
    page = open_window(PHONE)

    page.goto("/concern/elm-park/")
    the_accessibility_baseline_is_met(page)
    page.get_by_role("link", name="Elm Park, North").click()
    then_the_lead_can_be_rung(page, "Mo Khan", "01632960001", without="Carys Bevan")
    then_it_is_light_and_asks_nothing(page)

    page.goto("/account/login/")
    when_help_is_asked_for(page)
    then_it_is_light_and_asks_nothing(page)
    expect(page.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    the_accessibility_baseline_is_met(page)


def test_without_local_contacts_the_page_says_so_and_shows_national_routes(
    open_window: Callable[..., Page], school: School
):
    Contact.objects.filter(organisation=school.elm.organisation).delete()
    page = open_window(DESK)

    page.goto("/concern/elm-park/north/")

    expect(page.get_by_text("No local contacts have been entered yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="National contacts")).to_be_visible()
    then_it_is_light_and_asks_nothing(page)
    the_accessibility_baseline_is_met(page)

    when_signing_in(page, school.elm.lewis)
    page.goto("/lead/elm-park/")
    health = page.get_by_role("listitem").filter(has_text="has no safeguarding lead")
    expect(health).to_have_count(2)


def test_the_page_that_needs_nothing_of_ours_still_says_where_to_turn(
    open_window: Callable[..., Page], school: School
):
    page = open_window(PHONE)
    page.goto("/concern/")
    page.set_content(render_to_string("500.html"))

    expect(page.get_by_role("link", name="call 999")).to_have_attribute("href", "tel:999")
    page.get_by_role("link", name="Report a concern").click()

    then_the_heading_is(page, WORRIED)


def test_each_page_of_a_lead_has_the_same_help_in_the_same_place(school: School):
    client = Client()
    client.force_login(school.elm.lewis)
    membership = Membership.objects.get(user=school.elm.amira).pk

    for address in ("", "people/", "matrix/", "requirements/", f"people/{membership}/", "nowhere/"):
        page = client.get(f"/lead/elm-park/{address}").content.decode()
        help_bar = page[page.index('aria-label="Help"') :]
        assert links_of(help_bar)[:2] == ["/concern/elm-park/north/", "/support/"], address
        assert page.index('aria-label="Help"') < page.index("<main"), address


def links_of(html: str) -> list[str]:
    """Return where the links of ``html`` lead, in order."""
    return re.findall(r'href="([^"#]*)"', html)


def given_pages_of_every_kind(school: School, learner: User) -> list[str]:
    """Return an address for every kind of page a learner sees, the missing page included."""
    enrolment = school.enrolment_of(learner)
    given.every_lesson_finished(enrolment)
    attempt = start_attempt(
        enrolment=enrolment, start_key=uuid4(), seed="concern", at=timezone.now()
    )
    course = f"/learn/{enrolment.registration}/"
    question = attempt.responses.select_related("item").first().item.identifier
    return [
        "/learn/",
        "/learn/record/",
        course,
        *school.lesson_addresses(learner),
        f"{course}quiz/",
        f"{course}quiz/1/{question}/",
        f"{course}quiz/1/answers/",
        "/support/",
        "/accessibility/",
        "/privacy/",
        "/account/password/change/",
        "/learn/nowhere/",
    ]


def when_help_is_asked_for(page: Page) -> None:
    """Click once on the link that every page has, and be on the concern page."""
    help_links = page.get_by_role("navigation", name="Help").get_by_role("link")
    expect(help_links).to_have_text(["Report a concern", "Support for you"])
    help_links.first.click()
    then_the_heading_is(page, WORRIED)


def then_the_lead_can_be_rung(page: Page, name: str, number: str, *, without: str) -> None:
    lead = page.get_by_role("listitem").filter(has_text=name)
    expect(lead.get_by_role("link")).to_have_attribute("href", f"tel:{number}")
    expect(page.get_by_role("main")).not_to_contain_text(without)
    expect(page.get_by_role("main")).not_to_contain_text("Elif Demir")
    then_it_asks_nothing(page)


def then_it_asks_nothing(page: Page) -> None:
    """There is nothing to type a child's name into; only hidden tokens of the frame's buttons."""
    expect(page.get_by_role("main").locator("form, input, select, textarea")).to_have_count(0)
    expect(page.locator("input:not([type=hidden]), select, textarea")).to_have_count(0)


def then_it_is_light_and_asks_nothing(page: Page) -> None:
    then_it_asks_nothing(page)
    answer = page.request.get(page.url)
    assert answer.ok
    assert len(answer.body()) <= AT_MOST
