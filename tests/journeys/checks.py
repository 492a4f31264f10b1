"""What must hold for every page in every state: axe at zero, and what axe does not see."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = HERE.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 320)
RUN_AXE = """tags => axe.run(document, {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false
}).then(found => found.violations)"""


def the_accessibility_baseline_is_met(page: Page) -> None:
    """Fail with every problem of the page as it stands.

    Without scripts axe cannot run, for its promises never settle; the structure is checked all the
    same.
    """
    the_baseline_is_met_at(page, widths=())


def the_baseline_is_met_at_both_widths(page: Page) -> None:
    """Fail with every problem of the page as it stands, made narrow or wide as well.

    Without scripts it is looked at as it stands: its markup has been seen in both widths with them.
    """
    the_baseline_is_met_at(page, widths=WIDTHS if has_scripts(page) else ())


def the_baseline_is_met_at(page: Page, *, widths: tuple[int, ...]) -> None:
    """Fail with every problem of the page at these widths and, last, at its own."""
    ask_again_for_lost_styles(page)
    own = page.viewport_size
    assert own is not None
    others = [width for width in widths if width != own["width"]]
    problems = []
    for width in (*others, own["width"]):
        if others:
            page.set_viewport_size({"width": width, "height": own["height"]})
        problems += [f"{width} px: {one}" for one in structure(page)]
        if has_scripts(page):
            problems += [f"{width} px: {one}" for one in axe(page)]
    problems += summary_links_elsewhere(page)
    # The focus is moved last, for the structure says where it must be.
    for width in (*others, own["width"]):
        if others:
            page.set_viewport_size({"width": width, "height": own["height"]})
        problems += focus_and_targets(page)

    assert problems == [], "\n".join([f"{page.url} ({page.title()})", *problems])


def ask_again_for_lost_styles(page: Page) -> None:
    """Load the stylesheet again where it did not arrive, three times at most.

    The test server drops a connection now and then on a busy machine; a stylesheet that is really
    missing stays missing.
    """
    for _time in range(3):
        if page.evaluate("Array.from(document.styleSheets).some(s => s.cssRules.length > 100)"):
            return
        page.evaluate(
            """document.querySelectorAll("link[rel=stylesheet]")
            .forEach(link => { link.href = link.href.split("?")[0] + "?" + Date.now(); })"""
        )
        page.wait_for_timeout(1_000)


def has_scripts(page: Page) -> bool:
    """Test whether this browser runs the page's scripts."""
    return bool(page.evaluate("matchMedia('(scripting: enabled)').matches"))


def structure(page: Page) -> list[str]:
    """Return what is wrong with headings, ids, labels, the error summary, the frame, the width."""
    return list(page.evaluate((HERE / "baseline.js").read_text(encoding="utf-8")))


def axe(page: Page) -> list[str]:
    """Return the violations that axe finds, each with the elements it names."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    violations: list[dict[str, Any]] = page.evaluate(RUN_AXE, TAGS)
    return [
        f"axe {one['id']}: {one['help']}: {node['html'][:160]} ({node['target']})"
        for one in violations
        for node in one["nodes"]
    ]


def summary_links_elsewhere(page: Page) -> list[str]:
    """Return the links of the error summary to other pages that do not open there."""
    links = page.locator(".govuk-error-summary a:not([href^='#'])").evaluate_all(
        "links => links.map(link => link.href)"
    )
    answers = {link: page.request.get(link) for link in links}
    return [
        f"The summary leads to {link}, which answers {answer.status}."
        for link, answer in answers.items()
        if not answer.ok or urlsplit(answer.url).path != urlsplit(link).path
    ]


def focus_and_targets(page: Page) -> list[str]:
    """Return the controls that do not show the focus of the keyboard, or are below 24 pixels."""
    page.keyboard.press("Tab")
    return list(page.evaluate((HERE / "focus.js").read_text(encoding="utf-8")))
