"""What a web process loads before its first request, and what it leaves until somebody needs it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["courses.web.author.views", "courses.packages.reading", "markdown", "nh3", "typst"]
CODE = f"import sys, elearning.wsgi; print([name for name in {NAMES} if name in sys.modules])"


def test_a_web_process_knows_every_page_but_not_yet_what_reads_packages() -> None:
    """Each of them stays for ever and counts against the 150 MB of a process."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['courses.web.author.views']"
