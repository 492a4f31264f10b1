"""The production start: ``python -m elearning.serve`` prepares everything, then runs the platform.

One process watches two: gunicorn, which answers requests, and one worker for background tasks. A
worker that dies is started again; where gunicorn dies, all ends with exit code 1, for the host to
start anew. SIGTERM and SIGINT let both finish what they are doing, then end with 0.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
GRACE_SECONDS = 40  # above gunicorn's own 30: it ends its workers by itself
LONGEST_PAUSE = 30  # seconds between two starts of a worker that keeps dying
STEADY_SECONDS = 60  # a worker that lived as long was well
# Eight threads need no eight pools of memory, and a large list goes back to the system once it was
# used: with glibc's defaults a process grows by a third.
MEMORY = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "MALLOC_MMAP_THRESHOLD_": "131072",
}
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - Linux keeps it in memory; the files have no name


def web_command(*, bind: str, port: int, processes: int, threads: int) -> list[str]:
    """Return the command line of gunicorn.

    Worker processes are renewed after some 2,000 requests, never all at once.
    """
    memory = ["--worker-tmp-dir", str(IN_MEMORY)] if IN_MEMORY.is_dir() else []
    return [
        sys.executable, "-m", "gunicorn", "elearning.wsgi",
        "--bind", f"{bind}:{port}", "--worker-class", "gthread",
        "--workers", str(processes), "--threads", str(threads),
        "--max-requests", "2000", "--max-requests-jitter", "400",
        "--timeout", "60", "--graceful-timeout", "30", "--keep-alive", "5",
        "--no-control-socket", *memory,
    ]  # fmt: skip


def prepare() -> None:
    """Make or update tables and static files.

    :raises subprocess.CalledProcessError: where a step fails; it has said why.
    """
    for step in (["prepare"], ["collectstatic", "--no-input", "-v", "0"]):
        subprocess.run([*MANAGE, *step], cwd=ROOT, check=True)  # noqa: S603 - our own words alone


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Return ``command`` started in a session of its own: a Ctrl+C reaches the watch alone."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own words


class Watch:
    """Keeps the two processes running until told to stop or until gunicorn is gone."""

    def __init__(self, web: list[str], worker: list[str]) -> None:
        self.worker_command = worker
        self.is_stopping = False
        self.pause = 1.0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.web = start(web)
        self.start_worker()

    def start_worker(self) -> None:
        """Start the worker and note when."""
        self.started = time.monotonic()
        self.worker = start(self.worker_command)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """Ask both to finish (signal handler)."""
        self.is_stopping = True

    def revive_worker(self) -> None:
        """Start the worker again where it died, with growing pauses while it keeps dying."""
        code = self.worker.poll()
        if code is None:
            return
        lived = time.monotonic() - self.started
        if lived < self.pause:
            return
        self.pause = 1.0 if lived > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
        say(f"The worker ended with code {code}; starting it again.")
        self.start_worker()

    def run(self) -> int:
        """Watch until the end and return the exit code."""
        while not self.is_stopping and self.web.poll() is None:
            self.revive_worker()
            time.sleep(0.5)
        code = 0 if self.is_stopping else 1
        if code:
            say(f"gunicorn ended with code {self.web.returncode}; stopping.")
        self.end()
        return code

    def end(self) -> None:
        """End both: a request to finish first, force after GRACE_SECONDS."""
        both = [self.web, self.worker]
        for process in both:
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for process in both:
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def say(line: str) -> None:
    """Print one line to standard error, where the log goes."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> int:
    """Refuse unsafe settings with a sentence each, prepare, run; return the exit code."""
    try:
        from elearning import settings  # noqa: PLC0415 - refusals are told, not thrown
    except (ImproperlyConfigured, OSError) as refused:
        say(f"Not started. {refused}")
        return 1
    os.umask(0o027)
    for name, value in MEMORY.items():
        os.environ.setdefault(name, value)
    try:
        prepare()
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    say(f"Serving {settings.SITE_URL} on {settings.BIND}:{settings.PORT}")
    web = web_command(
        bind=settings.BIND,
        port=settings.PORT,
        processes=settings.WEB_PROCESSES,
        threads=settings.WEB_THREADS,
    )
    return Watch(web, [*MANAGE, "db_worker", "--interval", "1"]).run()


if __name__ == "__main__":
    sys.exit(main())
