import os
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps

from courses.usecases.import_package import import_package

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def rows():
    """Return the number of rows of every table."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def processor_seconds():
    """Return what this process and those it started and waited for have used."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime


def tree(folder):
    """Return every path below ``folder`` with its size."""
    return {
        str(Path(here) / name): (Path(here) / name).lstat().st_size
        for here, _folders, names in os.walk(folder)
        for name in names
    }


@pytest.fixture
def refusal(db, tmp_path, settings):
    """Import a package and give its problems as lines; no row and no file may have changed."""

    def of(path):
        before = rows(), tree(tmp_path), sorted(settings.BASE_DIR.iterdir())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = processor_seconds()

        imported = import_package(path=path, at=NOON)

        # A refusal is due in 5 seconds: of the processor, for a clock tells of the machine.
        assert processor_seconds() - began < 5
        assert imported.version is None
        assert imported.is_new is False
        assert (rows(), tree(tmp_path), sorted(settings.BASE_DIR.iterdir())) == before
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 300 * 1024
        return [str(problem) for problem in imported.report.problems]

    return of
