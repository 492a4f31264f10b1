"""The keyboard alone: Tab reaches a control, Space and arrows choose, Enter goes on."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from courses.catalogue.models import Item, Option
from tests.journeys.steps import words_of

STOPS = 400  # of the longest page, several times over
SEEN = (Path(__file__).parent / "stop.js").read_text(encoding="utf-8")


def tab_to(page: Page, control: Locator) -> None:
    """Press Tab until ``control`` has the focus; at every stop the focus must be in sight.

    400 % zoom, WCAG 2.2, 2.4.7 and 2.4.11.
    """
    wanted = control.element_handle()
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        is_here, problem = page.evaluate(SEEN, wanted)
        assert problem == "", f"{page.url}: {problem}"
        if is_here:
            return
    raise AssertionError(f"{page.url}: Tab never reaches {control}")


def enter(page: Page, control: Locator) -> None:
    """Reach a link or a button of main and follow it with Enter."""
    tab_to(page, control)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def skip_to_main(page: Page) -> None:
    """Follow the first stop of every page, the skip link."""
    tab_to(page, page.get_by_role("link", name="Skip to main content"))
    page.keyboard.press("Enter")


def enter_in_main(page: Page, role: str, name: str) -> None:
    """Skip to main, reach the link or button of this name there, and follow it."""
    skip_to_main(page)
    enter(page, page.get_by_role("main").get_by_role(role, name=name, exact=True))


def type_into(page: Page, label: str, text: str) -> None:
    """Reach the field of this label and type."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def choose_by_keys(page: Page, within: Locator, options: list[Option]) -> None:
    """Choose ``options`` of one question: radio buttons are one stop, each box is its own."""
    if options[0].item.kind == Item.Kind.MULTIPLE:
        boxes = within.get_by_role("checkbox")
        for box in boxes.all():
            tab_to(page, box)
            if any(box_says(box, option) for option in options):
                page.keyboard.press("Space")
        return
    [option] = options
    wanted = within.get_by_role("radio", name=words_of(option.html), exact=True)
    tab_to(page, within.get_by_role("radio").first)
    page.keyboard.press("Space")
    for _radio in range(within.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    assert wanted.is_checked()


def box_says(box: Locator, option: Option) -> bool:
    """Test whether a box is that of ``option``."""
    return bool(box.evaluate("node => node.value") == option.identifier)
