"""One child process renders the texts of all tests of a worker, which would each start their own.

Half the time of a test that reads a package went into starting it. A child that took too long on a
text, or whose test failed in the middle of one, is ended as ever; the child's own tests keep none.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from courses.packages.rendering import Child

START, LEAVE = Child.start, Child.__exit__
KEPT: "list[subprocess.Popen[str]]" = []


@contextmanager
def kept_children() -> Iterator[None]:
    """Keep each child that is done for the next who asks for one, and end them all at last."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Child, "start", start)
        patch.setattr(Child, "__exit__", leave)
        yield
    while KEPT:
        Child(KEPT.pop()).stop()


@contextmanager
def children_of_their_own() -> Iterator[None]:
    """Let each child begin and end as it does on the platform."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Child, "start", START)
        patch.setattr(Child, "__exit__", LEAVE)
        yield


def start(child: Child) -> "subprocess.Popen[str]":
    """Return the running child, one that was kept where there is any."""
    if child.process is None and KEPT:
        child.process = KEPT.pop()
        child.restarts += 1
    return START(child)


def leave(child: Child, *error: object) -> None:
    """Keep the child, unless something went wrong."""
    if child.process is not None and error[0] is None:
        KEPT.append(child.process)
        child.process = None
    LEAVE(child, *error)
