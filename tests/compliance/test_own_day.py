"""The standing of whoever was given a course by a day of their own."""

from dataclasses import replace

import pytest

from courses.compliance.allowances import Extended
from courses.compliance.audience import CHOSEN, Assigned
from courses.compliance.status import Done
from tests.compliance.histories import RULE
from tests.compliance.test_status import day, period, standing

FOR_CHOSEN = (replace(RULE, audience=CHOSEN),)


def given(since, due, *, until=None, counts_from=None):
    return Assigned(day(since), until and day(until), day(due), counts_from and day(counts_from))


FIRST = given("2025-01-10", "2025-02-28")


def stands(on, *assigned, **more):
    return standing(on, revisions=FOR_CHOSEN, assigned=assigned or (FIRST,), **more)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-01-09", ("not_required", None)),
        ("2025-01-10", ("due", "2025-02-28")),
        ("2025-01-29", ("due_soon", "2025-02-28")),
        ("2025-02-28", ("due_soon", "2025-02-28")),
        ("2025-03-01", ("overdue", "2025-02-28")),
    ],
)
def test_it_is_due_on_that_day(on, expected):
    assert stands(on) == expected


def test_completed_once_it_is_met_for_good():
    anew = given("2025-01-10", "2025-02-28", counts_from="2025-01-10")
    before, after = (Done(day("2025-01-09")),), (Done(day("2025-01-10")),)

    assert stands("2040-01-01", anew, completions=after) == ("in_date", None)
    assert stands("2025-03-01", anew, completions=before) == ("overdue", "2025-02-28")
    assert stands("2025-03-01", completions=before) == ("in_date", None)


def test_of_several_the_earliest_that_still_holds_counts():
    taken_back = given("2025-01-10", "2025-02-28", until="2025-01-31")
    both = (given("2025-01-10", "2025-04-30"), taken_back)

    assert stands("2025-01-31", *both) == ("due_soon", "2025-02-28")
    assert stands("2025-02-01", *both) == ("due", "2025-04-30")


def test_whoever_was_away_has_it_due_on_the_first_day_back_and_more_time_puts_it_back():
    back = (period("2024-09-02", "2025-01-31"), period("2025-03-10"))
    more = (Extended(day("2025-03-10"), None, day("2025-03-31")),)

    assert stands("2025-02-15", periods=back) == ("not_required", None)
    assert stands("2025-03-10", periods=back) == ("due_soon", "2025-03-10")
    assert stands("2025-03-11", periods=back) == ("overdue", "2025-03-10")
    assert stands("2025-03-11", periods=back, extensions=more) == ("due_soon", "2025-03-31")
