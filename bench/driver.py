"""Drives signed-in sessions over loopback and takes the time."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from typing import Self
from urllib.parse import urlencode


class WrongAnswer(Exception):
    """A page did not answer as it must; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request; ``queries`` is None where nobody asked for the count."""

    status: int
    body: bytes
    location: str
    queries: int | None
    seconds: float


class Session:
    """One connection that stays open, with the cookies of one person, kept as a browser does."""

    def __init__(self, port: int, cookie: str) -> None:
        self.cookie = cookie
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def get(self, path: str, *, counts: bool = False) -> Answer:
        """Return the answer to a GET.

        :raises WrongAnswer: unless it is 200.
        """
        return self.ask("GET", path, None, expected=200, counts=counts)

    def post(self, path: str, fields: Sequence[tuple[str, str]], *, counts: bool = False) -> Answer:
        """Return the answer to a form.

        :raises WrongAnswer: unless it leads on (303): the form came back with errors.
        """
        return self.ask("POST", path, urlencode(fields), expected=303, counts=counts)

    def ask(
        self, method: str, path: str, body: str | None, *, expected: int, counts: bool
    ) -> Answer:
        """Return the answer to one request.

        :raises WrongAnswer: when its status is another than ``expected``.
        """
        headers = {"Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if counts:
            headers["X-Count-Queries"] = "1"
        started = time.perf_counter()
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - started
        if response.status != expected:
            raise WrongAnswer(f"{method} {path}: {response.status} instead of {expected}")
        self.keep(response.headers.get_all("Set-Cookie", []))
        number = response.getheader("X-Queries")
        return Answer(
            response.status,
            content,
            response.getheader("Location") or "",
            None if number is None else int(number),
            seconds,
        )

    def keep(self, told: Sequence[str]) -> None:
        """Send from now on what the headers of an answer set, such as the moment of last use."""
        if not told:
            return
        pairs = [*self.cookie.split("; "), *(one.partition(";")[0] for one in told)]
        named = dict(pair.split("=", 1) for pair in pairs if pair)
        self.cookie = "; ".join(f"{name}={value}" for name, value in named.items())


@dataclass
class Slice:
    """What was measured of one page in one stretch of time."""

    requests: int = 0
    elapsed: float = 0
    cpu_seconds: float = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Return requests a second."""
        return self.requests / self.elapsed

    @property
    def cpu_ms(self) -> float:
        """Return the server's processor time a request, in milliseconds."""
        return 1000 * self.cpu_seconds / self.requests


def usage(port: int) -> dict[str, float]:
    """Return the processor seconds and peak bytes of the worker process."""
    with Session(port, "") as session:
        found: dict[str, float] = json.loads(session.get("/bench/usage/").body)
        return found


def drive(port: int, visitors: Sequence[tuple[str, Sequence[str]]], seconds: float) -> Slice:
    """Return what was measured while each of ``visitors`` asked for page after page.

    ``visitors``: (cookie, paths), one connection each.

    :raises WrongAnswer: when any request failed.
    """
    found, failures = Slice(), []
    until = time.perf_counter() + seconds

    def visit(cookie: str, paths: Iterator[str]) -> None:
        times = []
        try:
            with Session(port, cookie) as session:
                while time.perf_counter() < until or not times:
                    times.append(session.get(next(paths)).seconds)
        except (WrongAnswer, OSError, HTTPException) as failure:
            failures.append(failure)
        found.latencies.extend(times)

    before, started = usage(port), time.perf_counter()
    run_all([lambda c=cookie, p=paths: visit(c, cycle(p)) for cookie, paths in visitors])
    found.elapsed = time.perf_counter() - started
    found.cpu_seconds = usage(port)["cpu_seconds"] - before["cpu_seconds"]
    found.requests = len(found.latencies)
    if failures:
        raise WrongAnswer(str(failures[0])) from failures[0]
    return found


def run_all(tasks: Sequence[Callable[[], None]]) -> None:
    """Run every task in a thread of its own, and wait for them all."""
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
