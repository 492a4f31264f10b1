"""Eight at once: threads that start together, each with a database connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections
from django.test import Client

from courses.accounts.models import User

EIGHT = 8
WAIT = 60  # seconds after which a barrier that nobody joins gives up


def at_once(jobs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run ``jobs`` in as many threads, released together; return what each returned or raised."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            start.wait(WAIT)
            return job()
        except Exception as error:  # noqa: BLE001 - the test looks at what each thread raised
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def browsers(user: User, number: int = EIGHT) -> list[Client]:
    """Return ``number`` browsers, each with a sign-in of ``user``."""
    clients = [Client() for _ in range(number)]
    for client in clients:
        client.force_login(user)
    return clients


def posting(client: Client, url: str, data: dict[str, str] | None = None) -> Callable[[], Any]:
    """Return a job that posts and answers with (status, address sent to)."""

    def post() -> tuple[int, str]:
        answer = client.post(url, data or {})
        return answer.status_code, answer.headers.get("Location", "")

    return post
