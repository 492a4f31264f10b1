"""Run pytest on SQLite and on PostgreSQL at once: ``python tests/at_once.py [...] -- [...]``.

Before ``--`` stand pytest's own arguments on SQLite, after it those on PostgreSQL. What the run on
PostgreSQL says is kept, and comes whole after SQLite's last line. Either run that fails fails both.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from typing import Any

DATABASES = ("DATABASE_URL", "DATABASE_URL_FILE")


def main() -> int:
    """Start both, wait for both, and return the first exit code that is not 0, if any."""
    middle = sys.argv.index("--")
    on_sqlite, on_postgresql = sys.argv[1:middle], sys.argv[middle + 1 :]
    without = {key: value for key, value in os.environ.items() if key not in DATABASES}
    with tempfile.TemporaryFile() as said:
        both = [
            subprocess.Popen([sys.executable, "-m", "pytest", *on_sqlite], env=without),
            subprocess.Popen(
                [sys.executable, "tests/postgresql.py", *on_postgresql],
                stdout=said,
                stderr=subprocess.STDOUT,
            ),
        ]

        def end_both(*_signal: Any) -> None:
            for one in both:
                one.send_signal(signal.SIGINT)

        # Ctrl+C reaches both from the terminal, and each tidies up behind itself.
        signal.signal(signal.SIGINT, lambda *_signal: None)
        signal.signal(signal.SIGTERM, end_both)
        codes = [one.wait() for one in both]
        said.seek(0)
        sys.stdout.buffer.write(b"\nOn PostgreSQL:\n")
        shutil.copyfileobj(said, sys.stdout.buffer)
        sys.stdout.flush()
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
