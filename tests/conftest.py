"""Fixtures of every test: the cast, the small course, and databases that keep their audit triggers."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management.commands.flush import Command as Flush
from django.db import connection

from courses.audit.triggers import drop_triggers, install_triggers
from courses.catalogue.models import CourseVersion
from tests.people import Elm, Harbour, make_elm, make_harbour
from tests.small_course import make_small_course


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Forget the counters of the rate limits."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def flushing_past_triggers() -> Iterator[None]:
    """Drop the audit triggers around the flush that ends a transactional test, and install them again.

    On SQLite a flush is a DELETE, which the trigger refuses.
    """
    patch = pytest.MonkeyPatch()
    flush = Flush.handle

    def handle(self: Flush, **options: object) -> None:
        drop_triggers(connection)
        flush(self, **options)
        install_triggers(connection)

    patch.setattr(Flush, "handle", handle)
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
