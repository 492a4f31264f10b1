"""Which browser drives the journeys and the pictures."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Playwright

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The same engine without the window around a page, which costs as much again as the page.
SHELL = "chromium-headless-shell"
# Pages are drawn by the processor; a graphics card played by it would cost a quarter more.
NO_GRAPHICS_CARD = ["--disable-gpu", "--disable-software-rasterizer"]
MISSING = "No browser for the journeys: install chromium, or run 'make browser'."


def found_browser(playwright: Playwright, *, shell_first: bool = False) -> str | None:
    """Return the browser to drive: the system's, else Playwright's own, else None."""
    names = (SHELL, *WHOLE) if shell_first else (*WHOLE, SHELL)
    system = next((path for name in names if (path := shutil.which(name))), None)
    own = playwright.chromium.executable_path
    return system or (own if Path(own).exists() else None)


def launch_args() -> list[str]:
    """Return what a browser needs on this machine: root may not use the sandbox."""
    return [*NO_GRAPHICS_CARD, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
