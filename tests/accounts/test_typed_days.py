"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.accounts.typed_days import FORMS, day_of


@pytest.mark.parametrize(
    "typed",
    [
        "2026-09-01",
        "1/9/2026",
        "01.09.26",
        "1-9-2026",
        "2026/09/01",
        "1 September 2026",
        "1st Sept 2026",
        "1 Sep 2026",
        "01-Sep-26",
        "Tuesday 1 September 2026",
        "Tue, 1 Sep 2026",
        "2026-09-01 00:00:00",
        "2026-09-01T09:30",
        "20260901",
        "46266",
        "46266.0",
    ],
)
def test_one_day_in_many_spellings(typed):
    assert day_of(typed) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "typed", ["31/2/2026", "soon", "2026", "1/13/2026", "", "29 February 2025"]
)
def test_what_is_no_day_is_none(typed):
    assert day_of(typed) is None


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_back_as_it_was_written(day, form):
    assert day_of(day.strftime(form)) == day
