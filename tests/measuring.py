"""Coverage's tracer, kept to what it is for: our own code while a test runs it.

The tracer is called for each line of Python, and slows a page to half: nearly all of these lines
are pytest's and Django's. So it is out while pytest works, while a query is put into SQL and sent,
and while the template of a page is rendered; what that calls of ours has tests of its own.
"""

import functools
import importlib
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query
from django.template.base import Template
from django.urls.resolvers import URLResolver

import courses

# What Django does at length without asking us anything.
QUIET = (
    (Query, "add_q"),
    (QuerySet, "_fetch_all"),
    (SQLCompiler, "execute_sql"),
    (Template, "__init__"),
    (URLResolver, "_reverse_with_prefix"),
    (URLResolver, "resolve"),
)
# What asks us much, but only in the tests of pages.
QUIET_IN_PAGES = (Template, "render")


class Tracer:
    """The tracer that coverage put into this process, if any."""

    def __init__(self) -> None:
        self.trace: Any = None
        self.is_page = False
        self.of_threads: Any = None

    def take_out(self) -> None:
        """Measure the import of every module; then let the tracer be called only when asked."""
        self.trace, self.of_threads = sys.gettrace(), threading.gettrace()
        if self.trace is None:
            return
        for module in pkgutil.walk_packages(courses.__path__, "courses."):
            if not module.name.startswith("courses.migrations."):
                importlib.import_module(module.name)
        set_trace(None)
        threading.settrace(None)
        for owner, name in QUIET:
            setattr(owner, name, untraced(getattr(owner, name)))
        owner, name = QUIET_IN_PAGES
        setattr(owner, name, untraced(getattr(owner, name), where=lambda: self.is_page))

    @contextmanager
    def put_in(self, *, is_page: bool) -> Iterator[None]:
        """Measure what runs inside, in its threads as well, as a fixture inside a test may."""
        self.is_page = is_page
        before = sys.gettrace(), threading.gettrace()
        set_trace(self.trace)
        threading.settrace(self.of_threads)
        try:
            yield
        finally:
            set_trace(before[0])
            threading.settrace(before[1])


def set_trace(trace: Any) -> None:
    """Let ``trace`` be called from here on."""
    sys.settrace(trace)
    nothing()  # with this call the tracer sits where it sees the end of functions already begun


def nothing() -> None:
    """Be called."""


def untraced(
    function: Callable[..., Any], *, where: Callable[[], bool] = lambda: True
) -> Callable[..., Any]:
    """Return ``function`` without a tracer on its way, where that holds."""

    @functools.wraps(function)
    def quiet(*args: Any, **kwargs: Any) -> Any:
        trace = sys.gettrace()
        if trace is None or not where():
            return function(*args, **kwargs)
        sys.settrace(None)
        try:
            return function(*args, **kwargs)
        finally:
            sys.settrace(trace)
            nothing()

    return quiet
