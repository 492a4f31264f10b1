"""What a phone sees: paints, shifts and bytes of a page in a real browser on a slow connection."""

from collections.abc import Sequence
from http.cookies import SimpleCookie
from statistics import median
from typing import Any

from bench.report import Figure

# A slow 4G connection and a phone's processor, as Lighthouse simulates them for its mobile score.
LATENCY_MS = 150
BYTES_PER_SECOND = 1_638_400 // 8
PROCESSOR_SLOWER = 4
LOADS = 3
WINDOW = {"width": 360, "height": 640}
# Lighthouse calls a first paint good up to 1.8 s, the largest one up to 2.5 s, a shift up to 0.1.
GOOD = {"first": 1.8, "largest": 2.5, "shift": 0.1}

SEEN = """() => new Promise(done => {
  const seen = {first: 0, largest: 0, shift: 0, bytes: 0};
  for (const one of performance.getEntriesByType("paint"))
    if (one.name === "first-contentful-paint") seen.first = one.startTime / 1000;
  for (const one of performance.getEntriesByType("navigation")) seen.bytes += one.transferSize;
  for (const one of performance.getEntriesByType("resource")) seen.bytes += one.transferSize;
  const watch = (type, note) =>
    new PerformanceObserver(list => list.getEntries().forEach(note))
      .observe({type, buffered: true});
  watch("largest-contentful-paint", one => { seen.largest = one.startTime / 1000; });
  watch("layout-shift", one => { if (!one.hadRecentInput) seen.shift += one.value; });
  setTimeout(() => done(seen), 300);
})"""


def paint_figures(port: int, visits: Sequence[tuple[str, str, str]]) -> list[Figure]:
    """Return the paints of each visit: what it is called, who comes (a cookie, or ""), the path.

    Each load is the first of a new browser window; the median of ``LOADS``. Empty where this
    machine has no browser, which is printed.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for the checks alone

        from tests.journeys.browser import found_browser, launch_args  # noqa: PLC0415
    except ImportError:
        print("No paints: 'make browser' installs what they need.")
        return []
    with sync_playwright() as playwright:
        path = found_browser(playwright)
        if path is None:
            print("No paints: 'make browser' fetches a browser.")
            return []
        browser = playwright.chromium.launch(executable_path=path, args=launch_args())
        figures = []
        for name, cookie, address in visits:
            loads = [load(browser, port, cookie, address) for _ in range(LOADS)]
            figures += figures_of(
                name, {key: median(one[key] for one in loads) for key in loads[0]}
            )
        browser.close()
    return figures


def load(browser: Any, port: int, cookie: str, address: str) -> dict[str, float]:
    """Load one page in a window of its own and return seconds, shift and bytes."""
    home = f"http://127.0.0.1:{port}"
    context = browser.new_context(viewport=WINDOW, base_url=home)
    context.add_cookies(
        [
            {"name": key, "value": one.value, "url": home}
            for key, one in SimpleCookie(cookie).items()
        ]
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    wire.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **speed}
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWER})
    page.goto(address, wait_until="load")
    seen: dict[str, float] = page.evaluate(SEEN)
    context.close()
    return seen


def figures_of(name: str, seen: dict[str, float]) -> list[Figure]:
    """Return one page's figures with what counts as good."""
    return [
        Figure(f"{name}, first contentful paint, slow 4G", seen["first"], "s", GOOD["first"]),
        Figure(f"{name}, largest contentful paint", seen["largest"], "s", GOOD["largest"]),
        Figure(f"{name}, layout shift", seen["shift"], "", GOOD["shift"]),
        Figure(f"{name}, loaded cold", seen["bytes"] / 1000, "kB"),
    ]
