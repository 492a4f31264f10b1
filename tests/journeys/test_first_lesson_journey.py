"""J1: from the code in her e-mail to the text of the first lesson Amira needs two clicks."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core import mail
from playwright.sync_api import Page, Request, expect

from courses.web.presenters import day_in_words
from tests.journeys.checks import the_accessibility_baseline_is_met
from tests.journeys.conftest import DESK
from tests.journeys.given import DUE_IN_DAYS, School
from tests.journeys.steps import (
    press,
    then_the_heading_is,
    when_asking_for_a_code,
    when_the_code_from_the_email_is_typed,
)

pytestmark = pytest.mark.browser
AT_MOST = 150_000  # bytes, gzip, from the sign-in page to the lesson's text
FILES = 2  # the stylesheet and a script at least: else nothing was weighed
WORDS_OF_NOTICE = 60


@dataclass
class Transfer:
    """What one window asked for, and its bytes as a server that compresses would send them."""

    page: Page
    asked: list[Request] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    total: int = 0

    def note(self, request: Request) -> None:
        """Note a file or page that the window asks for."""
        if request.method == "GET" and request.url.startswith("http"):
            self.asked.append(request)

    def weigh(self) -> None:
        """Fetch what was asked for since the last time and add it up, each kept file once."""
        for request in self.asked:
            if request.url not in self.kept:
                self.total += len(gzip.compress(self.page.request.get(request.url).body()))
            if request.resource_type != "document":
                self.kept.add(request.url)
        self.asked.clear()


def test_two_clicks_lead_from_the_code_to_the_first_lesson(
    open_window: Callable[..., Page], school: School, settings
):
    settings.EMAIL_BACKEND = "courses.notifications.backend.OutboxBackend"
    page = open_window(DESK)
    transfer = Transfer(page)
    page.on("request", transfer.note)

    when_asking_for_a_code(page, school.elm.amira.email, weighed=transfer.weigh)
    [message] = mail.outbox
    when_the_code_from_the_email_is_typed(page, str(message.body))
    then_to_do_says_by_when_and_how_long(page, school)
    transfer.weigh()

    press(page, re.compile(rf"^Start ?: {re.escape(school.version.title)}$"))
    then_the_notice_is_short_and_asks_nothing(page, school)
    transfer.weigh()

    press(page, "Start")
    then_the_heading_is(page, school.version.lessons.get(position=1).title)
    expect(page.get_by_text("has four parts:")).to_be_visible()
    transfer.weigh()
    assert len(transfer.kept) >= FILES
    assert transfer.total <= AT_MOST


def then_to_do_says_by_when_and_how_long(page: Page, school: School) -> None:
    then_the_heading_is(page, "To do")
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"Due soon: {day_in_words(school.due_on)}")
    expect(main).to_contain_text(f"in {DUE_IN_DAYS} days")
    minutes = sum(school.version.lessons.values_list("minutes", flat=True))
    expect(main).to_contain_text(f"about {minutes} minutes")


def then_the_notice_is_short_and_asks_nothing(page: Page, school: School) -> None:
    then_the_heading_is(page, school.version.title)
    expect(page.get_by_role("region", name="Before you begin")).to_be_visible()
    assert len(school.version.notice.split()) <= WORDS_OF_NOTICE
    expect(page.get_by_role("checkbox")).to_have_count(0)
    the_accessibility_baseline_is_met(page)
