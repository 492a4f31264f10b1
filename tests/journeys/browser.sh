#!/bin/sh
# Find or fetch a browser for the journeys: the system's, else Debian's package when root, else Playwright's own.
# Debian's shell is Chromium without a window, and half the work.
# Without one, CI fails; elsewhere the journeys are left out, and this says so.
set -u

has_browser() {
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  .venv/bin/python -c 'import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not os.path.exists(p.chromium.executable_path))' 2>/dev/null
}

has_browser && exit 0
echo "Fetching a browser for the journeys (once) …"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq >/dev/null 2>&1 && for name in chromium-headless-shell chromium; do
    apt-get install -y -qq "$name" >/dev/null 2>&1 && break
  done
else
  .venv/bin/python -m playwright install chromium >/dev/null 2>&1
fi
has_browser && exit 0

echo "No browser: install chromium, or let 'playwright install chromium' reach its download." >&2
if [ "${CI:-}" = true ]; then
  exit 1
fi
echo "The journeys will be left out of this run." >&2
