"""The production start: what it runs, and what happens when one of its two processes ends."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from elearning.serve import main, web_command

LASTS = "import time; time.sleep(60)"
ENDS = "import sys; sys.exit(3)"


def watch(web, worker, *, first=""):
    """Start a watch over two small programs in a process of its own."""
    program = (
        "import sys\n"
        "from elearning.serve import Watch\n"
        f"web, worker = [sys.executable, '-c', {web!r}], [sys.executable, '-c', {worker!r}]\n"
        f"watch = Watch(web, worker)\n{first}\n"
        "print(watch.web.pid, watch.worker.pid, flush=True)\n"
        "sys.exit(watch.run())"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def lives(pid):
    """Test whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(process):
    """Return the ids of the two processes under watch."""
    return [int(word) for word in process.stdout.readline().split()]


def test_threads_share_two_pools_of_memory_unless_told_otherwise(monkeypatch):
    monkeypatch.setattr("elearning.serve.prepare", lambda: None)
    seen = []
    monkeypatch.setattr(
        "elearning.serve.Watch", lambda *_: seen.append(os.environ["MALLOC_ARENA_MAX"]) or Ends()
    )
    monkeypatch.setattr(os, "umask", lambda mask: mask)
    for told in (None, "7"):
        monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
        if told:
            monkeypatch.setenv("MALLOC_ARENA_MAX", told)
        assert main() == 0

    assert seen == ["2", "7"]


class Ends:
    """A watch that ends at once."""

    def run(self):
        return 0


def test_gunicorn_runs_threads_and_renews_its_processes():
    command = web_command(bind="127.0.0.1", port=8000, processes=2, threads=4)

    assert command[:4] == [sys.executable, "-m", "gunicorn", "elearning.wsgi"]
    told = dict(zip(command[4::2], command[5::2], strict=False))
    assert (told["--bind"], told["--worker-class"]) == ("127.0.0.1:8000", "gthread")
    assert (told["--workers"], told["--threads"]) == ("2", "4")
    assert (told["--max-requests"], told["--max-requests-jitter"]) == ("2000", "400")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both(number):
    process = watch(LASTS, LASTS)
    both = pids(process)

    process.send_signal(number)
    _out, error = process.communicate(timeout=30)

    assert (process.returncode, error) == (0, "")
    assert [lives(pid) for pid in both] == [False, False]


def test_where_gunicorn_dies_the_worker_ends_too():
    process = watch(LASTS, LASTS)
    web, worker = pids(process)

    os.kill(web, signal.SIGKILL)
    _out, error = process.communicate(timeout=30)

    assert (process.returncode, error) == (1, "gunicorn ended with code -9; stopping.\n")
    assert lives(worker) is False


def test_a_worker_that_dies_is_started_again():
    process = watch(LASTS, LASTS)
    web, worker = pids(process)
    time.sleep(1.2)  # one that has lived for less waits for its pause

    os.kill(worker, signal.SIGKILL)
    told = process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    assert told == "The worker ended with code -9; starting it again.\n"
    assert (process.returncode, lives(web)) == (0, False)


def test_a_worker_that_keeps_dying_is_given_growing_pauses():
    process = watch(LASTS, ENDS, first="watch.pause = 0.1")
    pids(process)

    lines = [process.stderr.readline() for _time in range(2)]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    assert lines == ["The worker ended with code 3; starting it again.\n"] * 2
