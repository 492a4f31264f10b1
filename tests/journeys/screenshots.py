"""`make screenshots`: every page of the demonstration as a picture, at 1280 and at 320 px.

Each person of the demonstration follows links from the start page until every kind of page they
can reach was seen once; the states that need an act follow in ``states``. The pictures and a
gallery, index.html, go to build/screenshots. What overflows or fails axe is printed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from bench.server import free_port
from tests.journeys.browser import MISSING, found_browser, launch_args
from tests.journeys.checks import axe

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "screenshots"
WIDTHS = (1280, 320)
TALLEST = 8_000  # pixels; the whole course on one page goes on for many more
READY_SECONDS = 120
# Who looks, and where they begin; nobody is a visitor who has not signed in.
PEOPLE: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "visitor": (None, ("/", "/concern/", "/verify/", "/join/", "/accessibility/", "/privacy/")),
    "learner": ("learner@elm-park.example", ("/learn/",)),
    "learner-at-harbour": ("learner@harbour-trust.example", ("/learn/",)),
    "lead": ("lead@elm-park.example", ("/lead/elm-park/",)),
    "site-lead": ("site-lead@elm-park.example", ("/lead/elm-park/",)),
    "author": (
        "author@elm-park.example",
        ("/author/elm-park/packages/", "/author/elm-park/courses/"),
    ),
    "administrator": ("admin@elm-park.example", ("/lead/elm-park/", "/lead/elm-park/setup/")),
    "platform": ("platform@demo.example", ("/learn/",)),
}
NOT_PAGES = re.compile(r"\.(pdf|png|csv|xlsx|ics|json|txt|zip|css|svg)$")


@dataclass
class Camera:
    """Takes the pictures of one person's pages."""

    who: str
    seen: set[str] = field(default_factory=set)
    taken: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, page: Page, name: str) -> None:
        """Picture the page as it stands at every width, and note what is wrong with it."""
        if name in self.taken:
            return
        self.taken.append(name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            page.screenshot(
                path=OUT / self.who / f"{name}-{width}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": tall},
            )
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found = [f"{over} px too wide"] if over > 0 else []
            for problem in [*found, *axe(page)]:
                self.problems.append(f"{self.who} {name} at {width} px: {problem}")
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})


def kind_of(address: str) -> str:
    """Return the name of the page at an address, "" where it is no page of ours."""
    path = urlsplit(address).path
    if NOT_PAGES.search(path):
        return ""
    try:
        return resolve(path).view_name.replace(":", "-")
    except Resolver404:
        return ""


def crawl(page: Page, home: str, starts: tuple[str, ...], camera: Camera) -> None:
    """Follow links from ``starts`` until no kind of page is new, and picture one of each."""
    waiting = [f"{home}{start}" for start in starts]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in camera.seen:
            continue
        camera.seen.add(kind)
        try:
            answer = page.goto(address)
        except Error:  # a file to download
            continue
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        camera.take(page, kind_of(page.url) or kind)
        links = page.locator("a[href]").evaluate_all("all => all.map(link => link.href)")
        waiting += [link for link in links if link.startswith(f"{home}/")]


def sign_in(context: BrowserContext, email: str) -> None:
    """Sign somebody of the demonstration in."""
    from courses.accounts.sign_in import DEMO_PASSWORD

    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", level=1).wait_for()
    page.close()


def act(page: Page, camera: Camera) -> None:
    """Picture the states that need an act, for whoever has them."""
    states = {"missing": lambda: page.goto("/nowhere/")}
    if camera.who == "visitor":
        states |= {
            "sign-in-refused": lambda: send_empty(page, "/account/login/"),
            "join-refused": lambda: send_empty(page, "/join/"),
            "verify-refused": lambda: send_empty(page, "/verify/"),
        }
    if camera.who == "lead":
        forms = ("invitations/new/", "requirements/new/", "gatherings/new/", "staff-file/")
        for form in forms:
            states[f"{form.strip('/').replace('/', '-')}-refused"] = lambda form=form: send_empty(
                page, f"/lead/elm-park/{form}"
            )
    states["dark"] = lambda: dark(page)  # the last: it stays dark
    for name, reach in states.items():
        reach()
        camera.take(page, f"state-{name}")


def dark(page: Page) -> None:
    """Open the start page as it is drawn in the dark."""
    page.emulate_media(color_scheme="dark")
    page.goto("/")


def send_empty(page: Page, address: str) -> None:
    """Send the form of a page with nothing in it."""
    page.goto(address)
    button = page.get_by_role("main").locator("form button[type=submit], form button:not([type])")
    if button.count():
        button.first.click()
        page.get_by_role("heading", level=1).wait_for()


@contextmanager
def demonstration() -> Iterator[str]:
    """Start the demonstration with data of its own; yield its address, and end it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DEMO": "1", "DATA_DIR": folder, "PORT": str(port)}
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "load_demo"], cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "-m", "gunicorn", "elearning.wsgi", "--threads", "4"]
        command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        home = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{home}/health/")
            yield home
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    """Wait until an address answers.

    :raises TimeoutError: when it does not within READY_SECONDS.
    """
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def picture(browser: Browser, home: str, who: str) -> Camera:
    """Take all pictures of one person."""
    email, starts = PEOPLE[who]
    camera = Camera(who)
    # Axe is put into the page, which our policy would rightly refuse.
    context = browser.new_context(base_url=home, locale="en-GB", bypass_csp=True)
    if email:
        sign_in(context, email)
    page = context.new_page()
    crawl(page, home, starts, camera)
    act(page, camera)
    context.close()
    return camera


def gallery(cameras: list[Camera]) -> str:
    """Return a page that shows every picture."""
    parts = ["<!DOCTYPE html><html lang=en-GB><meta charset=utf-8><title>Pages</title>"]
    for camera in cameras:
        parts.append(f"<h1>{escape(camera.who)}</h1>")
        for name in sorted(camera.taken):
            parts.append(f"<h2>{escape(name)}</h2>")
            parts += [
                f'<a href="{camera.who}/{name}-{width}.png"><img loading=lazy alt="{width} px"'
                f' height=500 src="{camera.who}/{name}-{width}.png"></a>'
                for width in WIDTHS
            ]
    return "\n".join(parts)


def say(*lines: str) -> None:
    """Print ``lines`` at once."""
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


def main() -> int:
    """Picture everything; return 1 where a page overflows or fails axe, or no browser is there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elearning.settings")
    os.environ.setdefault("DEMO", "1")
    django.setup()
    shutil.rmtree(OUT, ignore_errors=True)
    cameras = []
    with sync_playwright() as playwright, demonstration() as home:
        path = found_browser(playwright)
        if path is None:
            say(MISSING)
            return 1
        browser = playwright.chromium.launch(executable_path=path, args=launch_args())
        for who in PEOPLE:
            cameras.append(picture(browser, home, who))
            say(f"{who}: {len(cameras[-1].taken)} pages")
        browser.close()
    (OUT / "index.html").write_text(gallery(cameras), encoding="utf-8")
    problems = [problem for camera in cameras for problem in camera.problems]
    say(*problems, f"{len(problems)} problems; the pictures: {OUT.relative_to(ROOT)}/index.html")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
