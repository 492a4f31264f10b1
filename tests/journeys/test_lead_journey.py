"""Two training leads look at their people: Noor at North only, Lewis at both sites."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from courses.web.presenters import day_in_words
from tests.journeys.checks import the_baseline_is_met_at_both_widths
from tests.journeys.conftest import DESK, Device
from tests.journeys.given import School
from tests.journeys.steps import press, then_the_heading_is, then_the_summary_says, when_signing_in

pytestmark = pytest.mark.browser
NORTH = ["Amira Haddad", "Lewis Grant", "Noor Siddiqui", "Siân Ŵyn Pritchard"]
SOUTH = ["Ash Turner", "Grace Whitfield", "Tomasz Zieliński"]
HARBOUR = ["Harbour Trust", "Callum Fraser", "Beth Lawson", "The Quay", "Elif Demir"]


def test_noor_sees_north_alone(
    open_window: Callable[..., Page], school: School, every_device: Device
):
    page = open_window(every_device)

    when_the_lead_opens_her_team(page, school, school.elm.noor)
    then_the_list_shows(page, NORTH)
    then_absent(page, [*SOUTH, *HARBOUR, "South"])
    the_baseline_is_met_at_both_widths(page)

    when_she_opens_an_address_that_names_south(page)
    then_the_summary_says(page, "Choose a site from the list")
    then_the_list_shows(page, NORTH)
    then_absent(page, [*SOUTH, *HARBOUR])
    the_baseline_is_met_at_both_widths(page)


def test_lewis_sees_both_sites_and_filters(
    open_window: Callable[..., Page], school: School, every_device: Device
):
    page = open_window(every_device)

    when_the_lead_opens_her_team(page, school, school.elm.lewis)
    then_the_list_shows(page, sorted([*NORTH, *SOUTH]))
    then_everybody_is_due(page, school)
    then_absent(page, [*HARBOUR, "Sam Porter"])
    the_baseline_is_met_at_both_widths(page)

    when_he_filters(page, site="South")
    then_the_list_shows(page, SOUTH)
    the_baseline_is_met_at_both_widths(page)

    when_he_filters(page, site="All my sites", name="zielinski")
    then_the_list_shows(page, ["Tomasz Zieliński"])
    when_he_filters(page, site="North", name="sian wyn")
    then_the_list_shows(page, ["Siân Ŵyn Pritchard"])
    the_baseline_is_met_at_both_widths(page)

    when_he_filters(page, site="North", name="zielinski")
    expect(page.get_by_text("Nobody matches these filters.")).to_be_visible()
    the_baseline_is_met_at_both_widths(page)


def test_the_address_brings_back_the_filter_after_a_fresh_sign_in(
    open_window: Callable[..., Page], school: School
):
    page = open_window(DESK)
    when_the_lead_opens_her_team(page, school, school.elm.lewis)
    when_he_filters(page, site="South", name="grace")
    address = page.url

    later = open_window(DESK)
    when_signing_in(later, school.elm.lewis, at=address)

    assert later.url == address
    then_the_list_shows(later, ["Grace Whitfield"])
    expect(later.get_by_label("Site")).to_have_value("south")
    expect(later.get_by_label("Name, email address or staff number")).to_have_value("grace")


def test_to_everybody_else_the_list_does_not_exist(
    open_window: Callable[..., Page], school: School
):
    for person in (school.elm.amira, school.harbour.beth):
        page = open_window(DESK)
        when_signing_in(page, person)
        then_the_heading_is(page, "To do")
        page.goto("/lead/elm-park/people/")
        then_the_heading_is(page, "Page not found")
        then_absent(page, [*NORTH, *SOUTH] if person != school.elm.amira else SOUTH)
        the_baseline_is_met_at_both_widths(page)


def when_the_lead_opens_her_team(page: Page, school: School, lead) -> None:
    when_signing_in(page, lead)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Team").click()
    then_the_heading_is(page, "Your team today")
    menu = page.get_by_role("navigation", name="Team pages")
    if not menu.get_by_role("link", name="People").is_visible():
        menu.get_by_text("All pages").click()
    menu.get_by_role("link", name="People").click()
    then_the_heading_is(page, "People")


def when_she_opens_an_address_that_names_south(page: Page) -> None:
    page.goto("/lead/elm-park/people/?site=south")
    then_the_heading_is(page, "People")


def when_he_filters(page: Page, *, site: str, name: str = "") -> None:
    field = page.get_by_label("Name, email address or staff number")
    if not field.is_visible():
        page.get_by_text("Filter this list").click()
    page.get_by_label("Site").select_option(site)
    field.fill(name)
    press(page, "Show people")
    expect(field).to_have_value(name)


def then_the_list_shows(page: Page, names: list[str]) -> None:
    """Find exactly these people, in this order."""
    rows = page.get_by_role("table").get_by_role("rowheader")
    expect(rows).to_have_count(len(names))
    assert [text.strip().splitlines()[0].strip() for text in rows.all_inner_texts()] == names
    people = "1 person" if len(names) == 1 else f"{len(names)} people"
    expect(page.get_by_role("main").get_by_text(people).first).to_be_visible()


def then_everybody_is_due(page: Page, school: School) -> None:
    expect(page.get_by_text(f"Due soon: {day_in_words(school.due_on)}")).to_have_count(7)


def then_absent(page: Page, words: list[str]) -> None:
    """Find none of ``words`` anywhere in the page as it was sent."""
    content = page.content()
    assert [word for word in words if word in content] == []
