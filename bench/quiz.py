"""One learner's whole attempt at the quiz, from start to result, with what it cost the server."""

import re
import uuid
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from bench.driver import Session, usage


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one attempt cost; seconds are the server's processor time."""

    questions: int
    question_seconds: float
    other_seconds: float
    hand_in_seconds: float
    save_ms: float

    def seconds_for(self, questions: int) -> float:
        """Return what an attempt of so many questions would cost."""
        share = questions / self.questions
        return self.question_seconds * share + self.other_seconds + self.hand_in_seconds


def take(port: int, world: dict[str, Any], taker: dict[str, str]) -> Attempt:
    """Take the quiz with every answer right, and hand it in.

    :raises WrongAnswer: when a page refuses.
    """
    token = ("csrfmiddlewaretoken", world["csrf"])
    with Session(port, taker["cookie"]) as session:
        cpu = [usage(port)["cpu_seconds"]]
        session.get(taker["quiz"])
        next_url = session.post(taker["quiz"], [token, ("key", str(uuid.uuid4()))]).location
        cpu.append(usage(port)["cpu_seconds"])
        shown, saved = [], []
        while not next_url.endswith("/answers/"):
            name = next_url.rstrip("/").rsplit("/", 1)[1]
            shown.append(session.get(next_url))
            fields = [token, *((key, value) for key, value in world["answers"][name])]
            saved.append(session.post(next_url, fields))
            next_url = saved[-1].location
        cpu.append(usage(port)["cpu_seconds"])
        page = session.get(next_url).body.decode()
        cpu.append(usage(port)["cpu_seconds"])
        (hand_in,) = re.findall(r'action="([^"]*/hand-in/)"', page)
        result = session.post(hand_in, [token])
        cpu.append(usage(port)["cpu_seconds"])
        session.get(result.location)
        cpu.append(usage(port)["cpu_seconds"])
    steps = [later - earlier for earlier, later in pairwise(cpu)]
    return Attempt(
        questions=len(saved),
        question_seconds=steps[1],
        other_seconds=steps[0] + steps[2] + steps[4],
        hand_in_seconds=steps[3],
        save_ms=1000 * median(answer.seconds for answer in saved),
    )


def counted(port: int, world: dict[str, Any], taker: dict[str, str]) -> dict[str, int]:
    """Take the quiz once more by another learner and return the queries of its three requests."""
    token = ("csrfmiddlewaretoken", world["csrf"])
    with Session(port, taker["cookie"]) as session:
        next_url = session.post(taker["quiz"], [token, ("key", str(uuid.uuid4()))]).location
        show = save = 0
        while not next_url.endswith("/answers/"):
            name = next_url.rstrip("/").rsplit("/", 1)[1]
            show = max(show, session.get(next_url, counts=True).queries or 0)
            fields = [token, *((key, value) for key, value in world["answers"][name])]
            answer = session.post(next_url, fields, counts=True)
            save = max(save, answer.queries or 0)
            next_url = answer.location
        page = session.get(next_url).body.decode()
        (hand_in,) = re.findall(r'action="([^"]*/hand-in/)"', page)
        queries = session.post(hand_in, [token], counts=True).queries or 0
    return {"show": show, "save": save, "hand_in": queries}
