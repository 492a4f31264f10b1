"""Pages in dark and in light colours, as the device asks: what axe finds in each."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.checks import axe
from tests.journeys.conftest import DESK
from tests.journeys.given import School
from tests.journeys.steps import press, then_the_heading_is, when_signing_in

pytestmark = pytest.mark.browser


def problems(page: Page) -> list[str]:
    """Return what axe finds on the page in dark, then in light colours."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in axe(page)]
    return found


def test_words_and_marks_can_be_read_in_both_colours(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    page.goto("/account/login/")
    page.emulate_media(color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(16, 28, 31)"
    page.locator("main form button").last.click()
    page.locator(".govuk-error-summary").wait_for()
    assert problems(page) == []

    page.goto("/account/login/")
    when_signing_in(page, school.elm.amira)
    then_the_heading_is(page, "To do")
    assert problems(page) == []
    for address in ("/reading/", "/learn/record/", "/concern/elm-park/north/"):
        page.goto(address)
        assert problems(page) == []

    page.goto("/reading/")
    page.get_by_label("Dark").check()
    page.get_by_label("Large").check()
    press(page, "Save settings")
    page.locator(".govuk-notification-banner").wait_for()
    page.emulate_media(color_scheme="light")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground
    assert axe(page) == []
    page.emulate_media(media="print")
    printed = page.evaluate("getComputedStyle(document.body).color")
    assert printed == "rgb(16, 40, 46)"
