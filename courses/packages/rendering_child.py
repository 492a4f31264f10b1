"""The child process of ``rendering``: one text a line in, its sanitised HTML out.

Each text has 2 seconds of processor time, after which the system ends this process; memory is
limited once.
"""

import json
import resource
import signal
import sys
from typing import Final, TextIO

from courses.common import markdown, sanitising

SECONDS: Final = 2.0
MEMORY: Final = 256 * 1024**2


def answer(asked: dict[str, str]) -> dict[str, object]:
    """Return the HTML of one text and what the allow-list took, or why it is refused."""
    try:
        raw = markdown.render(asked["source"], shape=asked["shape"])
        return {"html": sanitising.sanitise(raw), "removed": sanitising.refused(raw)}
    except markdown.MarkdownRefused as error:
        return {"refused": str(error)}
    except (RecursionError, MemoryError):
        return {"refused": "The text is nested too deeply, or too large, to turn into HTML"}


def serve(lines: TextIO, out: TextIO) -> None:
    """Answer every line of ``lines`` on ``out``, each within its processor time."""
    for line in lines:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        reply = json.dumps(answer(json.loads(line)))
        signal.setitimer(signal.ITIMER_PROF, 0)
        out.write(reply + "\n")
        out.flush()


def main() -> None:  # pragma: no cover - runs in the child process
    """Set the limits of this process and serve."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    markdown.converter()  # loaded before the time of the first text runs
    serve(sys.stdin, sys.stdout)


if __name__ == "__main__":  # pragma: no cover - the same
    main()
