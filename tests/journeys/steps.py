"""Steps that several journeys take: signing in, answering a check or a question."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

from django.utils.html import strip_tags
from playwright.sync_api import Locator, Page, expect

from courses.accounts.models import User
from courses.catalogue.models import CourseVersion, Item, Option
from tests.people import PASSWORD


def when_signing_in(page: Page, person: User, *, at: str = "/") -> None:
    """Open an address signed out, and sign in with the password on the page that asks for it."""
    page.goto(at)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("Email").fill(person.email or "")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def when_asking_for_a_code(
    page: Page, address: str, *, weighed: Callable[[], object] = lambda: None
) -> None:
    """Ask for a code to sign in, from the page of signing in; ``weighed`` is called at each."""
    page.goto("/")
    weighed()
    press(page, "Email me a code")
    then_the_heading_is(page, "Get a code to sign in")
    weighed()
    page.get_by_label("Email").fill(address)
    press(page, "Email me a code")
    then_the_heading_is(page, "Enter the code")
    weighed()


def when_the_code_from_the_email_is_typed(page: Page, body: str) -> None:
    """Type the code that an e-mail says and sign in."""
    page.get_by_label("Code").fill(code_in(body) or "")
    press(page, "Sign in")


def code_in(body: str) -> str | None:
    """Return the code that stands on a line of its own, if the e-mail has one."""
    found = re.search(r"^[A-Z0-9]+(-[A-Z0-9]+)*$", body, re.MULTILINE)
    return found.group() if found else None


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the button of this name in main."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def then_the_heading_is(page: Page, words: str) -> None:
    """Wait until the page's h1 reads ``words``."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def then_the_summary_says(page: Page, *lines: str) -> None:
    """Find the error summary with exactly these lines."""
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(list(lines))


def words_of(html: str) -> str:
    """Return the words of ``html`` as a page shows them."""
    return " ".join(unescape(strip_tags(html)).split())


def check_form(page: Page, item: Item) -> Locator:
    """Return the form of one check of a lesson, found by its question."""
    question = words_of(item.stem_html)
    group = page.get_by_role("group", name=question).or_(
        page.get_by_role("radiogroup", name=question)
    )
    return page.locator("form").filter(has=group)


def feedback_on(page: Page, item: Item) -> Locator:
    """Return what the page says to the answer to one check."""
    check = page.get_by_role("region").filter(has=check_form(page, item))
    return check.get_by_role("status")


def answer_check(page: Page, item: Item, options: list[Option]) -> None:
    """Choose ``options`` in one check of a lesson, none to leave it empty, and ask for feedback."""
    form = check_form(page, item)
    for option in options:
        choose(form, option)
    form.get_by_role("button", name="Check my answer").click()


def choose(within: Page | Locator, option: Option) -> None:
    """Tick the radio button or the box of ``option``."""
    role = "checkbox" if option.item.kind == Item.Kind.MULTIPLE else "radio"
    within.get_by_role(role, name=words_of(option.html), exact=True).check()


def item_on(page: Page, version: CourseVersion) -> Item:
    """Return the question that a page of the quiz asks."""
    identifier = urlsplit(page.url).path.rstrip("/").rsplit("/", 1)[-1]
    return version.items.get(identifier=identifier)


def right(item: Item) -> list[Option]:
    """Return the right options of a question."""
    return list(item.options.filter(correct=True).select_related("item"))


def wrong(item: Item) -> Option:
    """Return a wrong option of a question that takes one answer."""
    return item.options.filter(correct=False).select_related("item").first()


def when_answering_the_question(page: Page, options: list[Option]) -> None:
    """Choose ``options`` on a page of the quiz and continue."""
    main = page.get_by_role("main")
    for option in options:
        choose(main, option)
    press(page, "Continue")
