"""Coverage's tracer, kept to what it is for: our own code while a test runs it.

The tracer is called for each line of Python, and slows a page to half: nearly all of these lines
are pytest's and Django's; of a hundred that a page runs, four are ours. So it is out while pytest
works, while a query is made, put into SQL and sent, while rows and forms are set up, while YAML is
read, while a known beginning is written again, and while the template of a page is rendered; what
that calls of ours has tests of its own.
"""

import functools
import importlib
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query
from django.forms.forms import BaseForm
from django.template.base import Template
from django.urls.resolvers import URLResolver
from ruamel.yaml import YAML
from ruamel.yaml.parser import Parser

import courses
from tests import beginnings

# What Django and the reader of YAML do at length without asking us anything.
QUIET = (
    (AbstractBaseUser, "set_password"),
    (BaseForm, "__init__"),
    (Model, "save_base"),
    (Parser, "check_event"),
    (Query, "add_q"),
    (QuerySet, "_annotate"),
    (QuerySet, "_batched_insert"),
    (QuerySet, "_chain"),
    (QuerySet, "_fetch_all"),
    (QuerySet, "_filter_or_exclude"),
    (QuerySet, "_values"),
    (QuerySet, "count"),
    (QuerySet, "exists"),
    (QuerySet, "get"),
    (QuerySet, "order_by"),
    (QuerySet, "update"),
    (SQLCompiler, "execute_sql"),
    (Template, "__init__"),
    (URLResolver, "_populate"),
    (URLResolver, "_reverse_with_prefix"),
    (URLResolver, "resolve"),
    (YAML, "load"),
    (beginnings, "state_now"),
    (beginnings, "written_again"),
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
