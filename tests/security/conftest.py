"""Fixtures of the tests that cross rooms: the same people and courses as the pages have."""

from tests.web.conftest import (  # noqa: F401
    amira,
    attempt,
    enrolment,
    failed,
    mo_khan,
    passed,
    ready,
    sign_in,
)
