"""Fixtures of every test: the cast, the small course, databases that keep their triggers."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands.flush import Command as Flush
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from courses.catalogue.models import CourseVersion
from courses.web.last_use import cookie_for
from tests.beginnings import empty
from tests.memory import forget
from tests.people import Elm, Harbour, make_elm, make_harbour
from tests.small_course import make_small_course

HERE = Path(__file__).parent
PAGES = HERE / "web"
# Whole courses and attacks run through what its own tests measure.
UNMEASURED = (HERE / "fixtures", HERE / "packages" / "hostile", HERE / "security")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Measure no coverage of long ways through, and leave out on PostgreSQL what cannot differ.

    What asks no database, or says ``same_on_both``, has run on SQLite; so have most of the pages.
    """
    for item in items:
        if item.get_closest_marker("browser") or set(UNMEASURED) & set(item.path.parents):
            item.add_marker(pytest.mark.no_cover)
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if may_differ(item)]
    config.hook.pytest_deselected(items=[item for item in items if not may_differ(item)])
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Measure nothing of the beginning either, where pytest-cov measures nothing of the test."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = plugin.cov_controller if plugin and item.get_closest_marker("no_cover") else None
    if controller:
        controller.pause()
    try:
        return (yield)
    finally:
        if controller:
            controller.resume()


def may_differ(item: pytest.Item) -> bool:
    """Test whether a test could end otherwise on another database.

    What a page asks is tested below it, and each address is walked there too; of the tests of pages
    only those that several connections race in run twice.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    races = "transactional_db" in fixtures or bool(marker and marker.kwargs.get("transaction"))
    asks = races or "db" in fixtures or marker is not None
    if item.get_closest_marker("same_on_both") or not asks:
        return False
    return races or not item.path.is_relative_to(PAGES)


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
