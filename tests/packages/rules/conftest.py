from datetime import date

import pytest

from courses.packages.opening import opened
from tests.packages.build import folder


@pytest.fixture
def report(tmp_path):
    """Check the small course, changed as told, and give its report."""

    def of(on=date(2026, 11, 21), **changes):
        at = tmp_path / str(len(list(tmp_path.iterdir())))
        return opened(folder(at, **changes), today=on).report

    return of


@pytest.fixture
def problems(report):
    """Give the problems of the small course, changed as told, as lines."""
    return lambda **changes: [str(problem) for problem in report(**changes).problems]


@pytest.fixture
def new_warnings(report):
    """Give the warnings that the changes bring, as lines."""

    def of(**changes):
        usual = {warning.message for warning in report().warnings}
        return [str(w) for w in report(**changes).warnings if w.message not in usual]

    return of
