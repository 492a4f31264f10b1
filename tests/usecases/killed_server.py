"""The platform as a real server on a database of its own, to be killed and started again.

Run as a command this is its keeper, which has the platform imported and does each thing it is told
in a process of its own: ``prepare N`` fills the database, ``examine`` tells what is in it, ``serve
PORT`` is the server. So none of ten starts costs the seconds of importing.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
READY = 30  # seconds a start may take


class Server:
    """Gunicorn with two threads, in a process group of its own, and its keeper."""

    def __init__(self, folder: Path, database_url: str | None) -> None:
        self.group = 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("PYTEST")},
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATA_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
        }
        environment.pop("DATABASE_URL", None)
        if database_url:
            environment["DATABASE_URL"] = database_url
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.usecases.killed_server"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        self.keeper.communicate()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.group = self.ask("serve", str(self.port))
        give_up = time.monotonic() + READY
        while not self.is_ready():
            if time.monotonic() > give_up:
                raise RuntimeError("The server does not start")
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """Test whether the server reaches its database."""
        try:
            return Browser(self.port).get("/ready/")[0] == 200
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        """Kill every process of the server at once."""
        if self.group:
            os.killpg(self.group, signal.SIGKILL)
            self.ask("gone", str(self.group))
            self.group = 0

    def ask(self, *words: str) -> Any:
        """Return what the keeper answers."""
        assert self.keeper.stdin is not None
        assert self.keeper.stdout is not None
        self.keeper.stdin.write(" ".join(words) + "\n")
        self.keeper.stdin.flush()
        answer = self.keeper.stdout.readline()
        if not answer:
            raise RuntimeError(f"The keeper fails at {' '.join(words)}")
        return json.loads(answer)


class Browser:
    """One signed-in browser; each request is a connection of its own."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        self.secret = secrets.token_hex(16)
        self.cookies = f"csrftoken={self.secret}" + (f"; sessionid={session}" if session else "")

    def get(self, path: str) -> tuple[int, str]:
        """Return status and place of the answer to a GET."""
        return self.send("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Return status and place of the answer to a POST with the token of the form."""
        return self.send("POST", path, urlencode({"csrfmiddlewaretoken": self.secret, **fields}))

    def send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        """Send one request and read its answer to the end."""
        headers = {"Cookie": self.cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


def prepare(number: int) -> list[dict[str, Any]]:
    """Make the tables and ``number`` learners who answered everything; return how to go on."""
    from django.apps import apps
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import transaction

    from courses.web.last_use import cookie_for
    from tests.people import make_elm, make_harbour, make_member
    from tests.small_course import (
        answer_all,
        enrol,
        finish_lessons,
        make_small_course,
        open_attempt,
    )

    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("prepare")
    made = []
    with transaction.atomic():
        elm, _harbour, version = make_elm(), make_harbour(), make_small_course()
        for count in range(number):
            name, mail = f"Learner {count}", f"learner{count}@elm-park.example"
            user = make_member(elm.organisation, elm.north, elm.teacher, name, email=mail)
            enrolment = enrol(user, elm.organisation, version)
            finish_lessons(enrolment)
            attempt = open_attempt(enrolment, seed=str(count))
            answer_all(attempt, "ask")
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            last_use = cookie_for(session.session_key)
            made.append(
                {
                    "session": f"{session.session_key}; last-use={last_use}",
                    "quiz": f"/learn/{enrolment.registration}/quiz/{attempt.number}/",
                    "items": [r.item.identifier for r in attempt.responses.all()],
                }
            )
    return made


def examine() -> dict[str, Any]:
    """Return what the database holds of each quiz, by its address, and whatever is not whole."""
    from django.db import connection

    from courses.assessment.models import Attempt
    from courses.audit.models import AuditEvent
    from courses.audit.queries import broken_chains
    from courses.certification.models import Certificate
    from courses.learning.models import Completion
    from courses.notifications.models import Message
    from tests.tables import verbs_about

    quizzes = {}
    for attempt in Attempt.objects.select_related("enrolment"):
        threads = list(Completion.objects.filter(enrolment=attempt.enrolment).values_list("thread"))
        issued = Certificate.objects.filter(completion_thread__in=[t for (t,) in threads])
        mails = Message.objects.filter(key__in=[f"certificate:{c.number}" for c in issued])
        quizzes[f"/learn/{attempt.enrolment.registration}/quiz/{attempt.number}/"] = {
            "passed": attempt.passed,
            "answers": {r.item.identifier: r.chosen["chosen"][0] for r in attempt.responses.all()},
            "follows": [len(threads), len(issued), len(mails)],
            "verbs": verbs_about(attempt) + [verb for c in issued for verb in verbs_about(c)],
        }
    problems: list[Any] = broken_chains()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("integrity_check", "foreign_key_check"):
                rows = cursor.execute(f"PRAGMA {pragma}").fetchall()
                problems += [row for row in rows if row != ("ok",)]
    totals = [m.objects.count() for m in (Completion, Certificate, Message, AuditEvent)]
    return {"quizzes": quizzes, "problems": problems, "totals": totals}


def serve(port: int) -> None:
    """Be the server, until it is killed."""
    from gunicorn.app.wsgiapp import WSGIApplication

    os.setsid()
    arguments = ["--threads", "2", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    sys.argv = ["gunicorn", "elearning.wsgi", *arguments]
    WSGIApplication(prog="gunicorn").run()


def answer_in_a_child(word: str, number: int) -> None:
    """Print what a child process, which alone opens the database, finds to say."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writing, "w") as out:
            json.dump(prepare(number) if word == "prepare" else examine(), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as out:
        said = out.read()
    if os.waitpid(child, 0)[1]:
        sys.exit(1)
    say(said)


def say(answer: str) -> None:
    """Answer on a line of its own, at once."""
    sys.stdout.write(answer + "\n")
    sys.stdout.flush()


def keep() -> None:
    """Do what each line of the input says, until it ends."""
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == "serve":
            child = os.fork()
            if child == 0:
                serve(int(number))
            say(str(child))
        elif word == "gone":
            say(str(os.waitpid(int(number), 0)[1]))
        else:
            answer_in_a_child(word, int(number or 0))


if __name__ == "__main__":
    import django

    django.setup()
    import elearning.wsgi  # noqa: F401 - once, for every server that is started

    keep()
