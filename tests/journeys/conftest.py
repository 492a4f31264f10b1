"""The browser of the journeys, its windows, and the places where they happen."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request
from pytest_django.live_server_helper import LiveServer

from courses.catalogue.drafts import VersionDraft
from tests.bundled import bundled_course
from tests.journeys import given, neutral_site
from tests.journeys.browser import MISSING, found_browser, launch_args
from tests.journeys.given import School

# Playwright keeps a loop in the test's thread, in which Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@dataclass(frozen=True, slots=True)
class Device:
    """What somebody holds: its window in CSS pixels, and whether it runs scripts."""

    width: int
    scripts: bool
    height: int = 800

    def __str__(self) -> str:
        return f"{self.width}px-{'with' if self.scripts else 'without'}-scripts"


DESK = Device(1280, scripts=True)
PHONE = Device(320, scripts=False)
# With and without scripts; the pages of both journeys are looked at in both widths.
DEVICES = [DESK, PHONE]


@pytest.fixture(scope="session")
def base_url() -> None:
    """Return nothing: each window is told its live server.

    It also stands before pytest-playwright's own fixture, which pytest 9.2 deprecates the form of.
    """


@pytest.fixture(params=DEVICES, ids=str)
def every_device(request: pytest.FixtureRequest) -> Device:
    """Return each device in turn, for the journeys that must work on both of them."""
    return request.param


def browser_path(playwright: Playwright) -> str:
    """Return the browser to drive.

    Where there is none, CI fails and everybody else is told that the journeys are left out.
    """
    found = found_browser(playwright, shell_first=True)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)


@pytest.fixture(scope="session")
def neutral_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Return the port at which this machine plays the neutral site."""
    host = urlsplit(settings.EXIT_URL).hostname or ""
    with neutral_site.serving(host, tmp_path_factory.mktemp("neutral")) as port:
        yield port


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], playwright: Playwright, neutral_port: int
) -> dict[str, Any]:
    """Return how the browser starts: without any network but this machine."""
    host = urlsplit(settings.EXIT_URL).hostname
    rules = [
        f"MAP {host}:443 127.0.0.1:{neutral_port}",
        "MAP * ~NOTFOUND",
        "EXCLUDE localhost",
        "EXCLUDE 127.0.0.1",
    ]
    args = [f"--host-resolver-rules={', '.join(rules)}", *launch_args()]
    return {**browser_type_launch_args, "executable_path": browser_path(playwright), "args": args}


@dataclass
class Watch:
    """What the windows of one test asked for and complained about."""

    home: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Begin to watch ``context``."""
        context.on("request", self.see_request)
        context.on("console", self.see_message)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def see_request(self, request: Request) -> None:
        """Note a request that leaves the platform, other than to the neutral site."""
        if (
            not request.url.startswith((self.home + "/", "data:"))
            and request.url != settings.EXIT_URL
        ):
            self.foreign.append(request.url)

    def see_message(self, message: ConsoleMessage) -> None:
        """Note whatever the content security policy refused."""
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def open_window(new_context: Any, live_server: LiveServer) -> Iterator[Callable[[Device], Page]]:
    """Return what opens a window of its own, signed out, on a device.

    When the test ends, no window may have spoken to another host or met an error in a script.
    """
    watch = Watch(live_server.url)

    def open_window(device: Device = DESK) -> Page:
        context: BrowserContext = new_context(
            base_url=live_server.url,
            viewport={"width": device.width, "height": device.height},
            java_script_enabled=device.scripts,
            locale="en-GB",
            ignore_https_errors=True,  # the neutral site signs for itself
        )
        context.set_default_timeout(15_000)
        watch.over(context)
        return context.new_page()

    yield open_window

    assert watch.foreign == []
    assert watch.complaints == []


@pytest.fixture(scope="session")
def whole_draft() -> VersionDraft:
    """Return the bundled course, read and checked once for all journeys."""
    found = bundled_course()
    assert found.draft is not None, [str(problem) for problem in found.report.problems]
    return found.draft


@pytest.fixture(scope="session")
def short_draft(whole_draft: VersionDraft) -> VersionDraft:
    """Return two lessons of the course."""
    return given.two_lessons_of(whole_draft)


@pytest.fixture
def school(transactional_db: None, short_draft: VersionDraft) -> School:
    """Return Elm Park with two lessons of the course, and Harbour Trust beside it."""
    return given.a_school_with_the_course(short_draft)
