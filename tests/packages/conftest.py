from datetime import date

import pytest

from courses.packages import reading
from courses.packages.opening import opened
from courses.packages.problems import Findings
from tests.packages.build import files, folder


@pytest.fixture
def package():
    """Read the small course, changed as told, and give the package."""
    return lambda **changes: reading.read(files(**changes), Findings())


@pytest.fixture
def draft(tmp_path):
    """Make the draft of the small course, changed as told."""
    return lambda **changes: opened(folder(tmp_path, **changes), today=date(2026, 11, 21)).draft
