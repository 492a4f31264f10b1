"""Fixtures of every test: the cast, the small course, databases that keep their triggers."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands.flush import Command as Flush
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as drawn
from pytest_django.plugin import DjangoDbBlocker

from courses.catalogue.models import CourseVersion
from courses.compliance.models import Requirement
from courses.web.last_use import cookie_for
from tests.beginnings import empty
from tests.measuring import Tracer
from tests.memory import forget
from tests.one_child import kept_children
from tests.people import Elm, Harbour, make_elm, make_harbour
from tests.small_course import make_rule, make_small_course

TRACER = Tracer()
# How long an example takes is the machine's affair.
drawn.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawn.load_profile("untimed")
HERE = Path(__file__).parent
# Long ways through what is tested, and measured, by itself.
UNMEASURED = tuple(
    HERE / name
    for name in (
        "elearning", "fixtures", "journeys", "packages/hostile", "security", "test_house.py",
        "test_policies.py", "usecases/test_finish_attempt_killed.py",
    )
)  # fmt: skip
LONGEST = tuple(
    HERE / name
    for name in (
        "compliance/test_conditions.py",
        "management/test_load_demo.py",
        "management/test_prepare.py",
        "usecases/test_finish_attempt_killed.py",
    )
)
# The tests of each have a costly beginning in common, which one worker makes once.
TOGETHER = tuple(
    HERE / name
    for name in (
        "fixtures",
        "test_house.py",
        "usecases/test_load_demo_history.py",
        "usecases/test_seed_training.py",
    )
)
# What these look at is sent or refused; the rows behind it are tested in their rooms.
ON_ONE_DATABASE = tuple(HERE / name for name in ("fixtures", "packages/hostile", "security", "web"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[object]:
    """Share beginnings, begin with the longest, and leave on SQLite what ends the same.

    What asks no database, or says ``same_on_both``, has run on SQLite; so have most of the pages.
    """
    for item in items:
        for shared in set(TOGETHER) & {item.path, *item.path.parents}:
            item.add_marker(pytest.mark.xdist_group(shared.stem))
    yield  # now pytest-xdist notes the groups, and pytest-randomly shuffles
    items.sort(key=lambda item: not is_long(item))
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if may_differ(item)]
    config.hook.pytest_deselected(items=[item for item in items if not may_differ(item)])
    items[:] = kept


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays to the end, and come more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """Measure what importing the platform runs, and nothing of reading the tests."""
    TRACER.take_out()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[object]:
    """Measure what a test runs."""
    with measured(pyfuncitem.path):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(request: pytest.FixtureRequest) -> Iterator[object]:
    """Measure what a fixture runs."""
    with measured(request.node.path):
        return (yield)


def measured(path: Path) -> AbstractContextManager[None]:
    """Put coverage's tracer in, but for a long way through what is tested elsewhere."""
    if set(UNMEASURED) & {path, *path.parents}:
        return nullcontext()
    return TRACER.put_in(is_page=path.is_relative_to(HERE / "web"))


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Read no file on PostgreSQL of which nothing would run there."""
    if connection.vendor == "sqlite" or collection_path.suffix != ".py":
        return None
    is_same = set(ON_ONE_DATABASE) & set(collection_path.parents)
    races = "transaction" in collection_path.read_text(encoding="utf-8")
    return True if is_same and not races else None


def is_long(item: pytest.Item) -> bool:
    """Test whether another worker would have to wait for this test, if it came last."""
    return item.path in LONGEST or item.get_closest_marker("browser") is not None


def may_differ(item: pytest.Item) -> bool:
    """Test whether a test could end otherwise on another database.

    What a page asks is tested below it, and each address is walked there too; of the tests of pages
    and attacks only those that several connections race in run twice.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    races = "transactional_db" in fixtures or bool(marker and marker.kwargs.get("transaction"))
    asks = races or "db" in fixtures or marker is not None
    if item.get_closest_marker("same_on_both") or not asks:
        return False
    return races or not set(ON_ONE_DATABASE) & set(item.path.parents)


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Forget the counters of the rate limits and what the process keeps of lessons and pages."""
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database, and end a transactional test with its first state instead of a flush.

    On SQLite a flush is a DELETE of every table, which the triggers of the trail refuse.
    """
    pristine = None
    if connection.vendor == "sqlite":
        pristine = sqlite3.connect(":memory:")
        with django_db_blocker.unblock():
            connection.ensure_connection()
            connection.connection.backup(pristine)
    patch = pytest.MonkeyPatch()
    patch.setattr(Flush, "handle", lambda self, **options: empty(pristine))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def signing_in_sets_the_last_use() -> Iterator[None]:
    """Give ``force_login`` the cookie of last use that the answer to a real sign-in sets."""
    patch = pytest.MonkeyPatch()
    sign_in = Client._login

    def login(self: Client, user: object, backend: str | None = None) -> None:
        sign_in(self, user, backend)
        self.cookies[settings.LAST_USE_COOKIE_NAME] = cookie_for(self.session.session_key)

    patch.setattr(Client, "_login", login)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def one_child_renders() -> Iterator[None]:
    """Render the texts of all tests of this process in one child."""
    with kept_children():
        yield


@pytest.fixture
def elm(db: None) -> Elm:
    """Return Elm Park and its people."""
    return make_elm()


@pytest.fixture
def harbour(db: None) -> Harbour:
    """Return Harbour Trust and its people."""
    return make_harbour()


@pytest.fixture
def small_course(db: None) -> CourseVersion:
    """Return the small course, published."""
    return make_small_course()


@pytest.fixture
def rule(elm: Elm, harbour: Harbour, small_course: CourseVersion) -> Requirement:
    """Return the rule that everybody at Elm Park completes the small course every year."""
    return make_rule(elm.organisation, small_course)
