"""Amira signs in with a code from her e-mail; whoever is unknown reads the same words."""

from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.given import School
from tests.journeys.steps import (
    code_in,
    press,
    then_the_heading_is,
    when_asking_for_a_code,
    when_the_code_from_the_email_is_typed,
)

pytestmark = pytest.mark.browser
ON_ITS_WAY = "If we know {}, a code is on its way there."


@pytest.fixture(autouse=True)
def outbox(settings) -> None:
    """Send as the platform does: through its own outbox, whose last step the tests catch."""
    settings.EMAIL_BACKEND = "courses.notifications.backend.OutboxBackend"


def test_a_code_by_email_signs_in(open_window: Callable[..., Page], school: School):
    page = open_window(PHONE)

    when_asking_without_an_address(page)
    when_asking_for_a_code(page, school.elm.amira.email)
    expect(page.get_by_text(ON_ITS_WAY.format(school.elm.amira.email))).to_be_visible()
    the_accessibility_baseline_is_met(page)

    when_the_code_is_wrong(page)
    when_the_code_from_the_email_is_typed(page, then_the_email_is_discreet())
    then_the_heading_is(page, "To do")


def test_an_unknown_address_reads_the_same_words_and_gets_no_code(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)

    when_asking_for_a_code(page, "nobody@elm-park.example")

    expect(page.get_by_text(ON_ITS_WAY.format("nobody@elm-park.example"))).to_be_visible()
    assert [found for one in mail.outbox if (found := code_in(str(one.body)))] == []


def when_asking_without_an_address(page: Page) -> None:
    page.goto("/account/login/code/")
    then_the_heading_is(page, "Get a code to sign in")
    the_accessibility_baseline_is_met(page)
    press(page, "Email me a code")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    the_accessibility_baseline_is_met(page)


def when_the_code_is_wrong(page: Page) -> None:
    page.get_by_label("Code").fill("WRONG1")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("The code is not right.")
    the_accessibility_baseline_is_met(page)


def then_the_email_is_discreet() -> str:
    """Return the text of the one e-mail, which names neither the topic nor a child."""
    [message] = mail.outbox
    assert message.to == ["amira@elm-park.example"]
    assert "exploitation" not in f"{message.subject} {message.body}".lower()
    assert "abuse" not in f"{message.subject} {message.body}".lower()
    return str(message.body)
