"""The server is killed amid hand-ins, ten times: what it acknowledged is there, once and whole."""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Semaphore, Thread
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from tests.usecases.killed_server import Browser, Server

KILLS = 10
CLIENTS = 4
LEARNERS = 45
MOST = 3  # hand-ins acknowledged before a kill, at most; then up to LONGEST seconds go by
LONGEST = 0.05


@dataclass
class Sitting:
    """One learner's quiz: what was sent, and what the server acknowledged before it was killed."""

    session: str
    quiz: str
    items: list[str]
    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    hand_in_sent: bool = False
    handed_in: bool = False

    def take(self, port: int) -> None:
        """Answer what is left, hand in, and note each acknowledgement before going on."""
        browser = Browser(port, self.session)
        for item in self.items:
            if item in self.acknowledged or self.hand_in_sent:
                continue
            self.sent[item] = "tell-lead"
            assert browser.post(f"{self.quiz}{item}/", answer="tell-lead")[0] == 303
            self.acknowledged[item] = "tell-lead"
        self.hand_in_sent = True
        answer = browser.post(f"{self.quiz}hand-in/")
        assert answer == (303, f"{self.quiz}result/")
        self.handed_in = True


@pytest.fixture
def database_url() -> Iterator[str | None]:
    """Return the address of a fresh PostgreSQL database, or None where the run uses SQLite."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        yield None
        return
    address, name = os.environ["DATABASE_URL"], f"killed_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def work(todo: Iterator[Sitting], port: int, enough: Semaphore, errors: list[object]) -> None:
    """Take one quiz after another until the server is gone."""
    try:
        for sitting in todo:
            sitting.take(port)
            enough.release()
    except (OSError, HTTPException):
        return
    except AssertionError as error:
        errors.append(error)


def until_killed(server: Server, sittings: list[Sitting]) -> None:
    """Let the clients work on what is left, and kill the server at a random moment."""
    todo, done, errors = iter([s for s in sittings if not s.handed_in]), Semaphore(0), []
    clients = [Thread(target=work, args=(todo, server.port, done, errors)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for _hand_in in range(random.randint(1, MOST)):
        done.acquire(timeout=5)
    time.sleep(random.uniform(0, LONGEST))
    server.kill()
    for client in clients:
        client.join()
    assert errors == []


def compare(server: Server, sittings: list[Sitting]) -> None:
    """Compare what the server acknowledged with what its database holds."""
    found = server.ask("examine")
    assert found["problems"] == []
    for sitting in sittings:
        quiz = found["quizzes"][sitting.quiz]
        for item in sitting.items:
            possible = {sitting.acknowledged.get(item, "ask"), sitting.sent.get(item, "ask")}
            assert {quiz["answers"][item]} <= possible
        if sitting.handed_in or (sitting.hand_in_sent and quiz["passed"] is not None):
            assert quiz["passed"] is True
            assert quiz["follows"] == [1, 1, 1]
            assert quiz["verbs"] == ["passed", "issued"]
        else:
            assert (quiz["passed"], quiz["follows"], quiz["verbs"]) == (None, [0, 0, 0], [])
    passed = Counter(quiz["passed"] for quiz in found["quizzes"].values())[True]
    assert found["totals"] == [passed, passed, passed, 2 * passed]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path: Path, database_url):
    with Server(tmp_path, database_url) as server:
        made = server.ask("prepare", str(LEARNERS))
        sittings = [Sitting(**one) for one in made]
        handed_in = []
        for _kill in range(KILLS):
            server.start()
            until_killed(server, sittings)
            handed_in.append(sum(sitting.handed_in for sitting in sittings))
            compare(server, sittings)

        server.start()
        begun = [sitting for sitting in sittings if sitting.hand_in_sent]
        for sitting in begun:
            sitting.take(server.port)
        compare(server, sittings)

    assert all(sitting.handed_in for sitting in begun)
    assert handed_in == sorted(set(handed_in))
    assert 0 < handed_in[0] < handed_in[-1] < LEARNERS
