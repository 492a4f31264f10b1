"""Later due days: which one counts on a day, and how far a due day can be put back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.compliance.allowances import Extended, extension_on, latest_due, put_back, unspent
from courses.compliance.renewing import Renewal
from courses.compliance.status import Done
from tests.compliance.histories import RULE
from tests.compliance.test_status import day, standing

DUE = date(2026, 3, 1)
GIVEN = date(2026, 2, 20)
FIRST = Extended(GIVEN, None, date(2026, 3, 20))
SECOND = Extended(GIVEN, None, date(2026, 4, 1))
WEEKS = timedelta(weeks=12)


def test_the_furthest_day_counts_from_the_day_on_which_it_was_given():
    days = (GIVEN - timedelta(days=1), GIVEN, date(2026, 5, 1))

    assert [put_back(DUE, (SECOND, FIRST), day) for day in days] == [
        DUE,
        SECOND.due_on,
        SECOND.due_on,
    ]


def test_taken_back_it_counts_up_to_its_last_day():
    taken = Extended(GIVEN, date(2026, 2, 25), SECOND.due_on)

    found = [extension_on((taken,), date(2026, 2, day), due=DUE) for day in (25, 26)]

    assert found == [taken, None]


def test_a_completion_on_the_day_it_was_given_or_later_uses_it_up():
    after = Extended(GIVEN + timedelta(days=1), None, SECOND.due_on)

    assert unspent((FIRST, after), {GIVEN, date(2025, 1, 1)}) == (after,)
    assert unspent((FIRST, after), ()) == (FIRST, after)


def test_a_day_that_is_no_later_than_the_due_day_changes_nothing():
    assert extension_on((FIRST,), GIVEN, due=FIRST.due_on) is None
    assert put_back(FIRST.due_on, (FIRST,), GIVEN) == FIRST.due_on


def test_twelve_weeks_run_from_the_due_day_or_from_when_more_time_was_first_given():
    before, after = DUE - timedelta(days=9), DUE + timedelta(days=30)
    late = Extended(DUE + timedelta(days=10), None, DUE + timedelta(days=40))
    of_last_year = Extended(date(2025, 1, 1), None, date(2025, 2, 1))

    assert latest_due(DUE, (), today=before) == DUE + WEEKS
    assert latest_due(DUE, (), today=after) == after + WEEKS
    assert latest_due(DUE, (late, of_last_year), today=after) == late.valid_from + WEEKS


YEARLY = replace(RULE, renewal=Renewal.FIXED_DAY, fixed=(9, 1), renew_window_days=0)
ON_ANNIVERSARIES = replace(RULE, renewal=Renewal.ANNIVERSARY, renew_window_days=7)
STRICTER = (
    replace(RULE, effective_until=date(2025, 8, 31)),
    replace(RULE, effective_from=date(2025, 9, 1), minimum_version=(2, 0, 0)),
)


@pytest.mark.parametrize(
    ("revisions", "earlier", "done", "due"),
    [
        pytest.param((YEARLY,), (), "2025-08-25", "2025-08-31", id="a fixed day"),
        pytest.param(
            (ON_ANNIVERSARIES,), ("2024-09-02",), "2025-08-25", "2025-09-02", id="anniversaries"
        ),
        pytest.param(STRICTER, (), "2025-08-25", "2024-09-30", id="a newer edition"),
        pytest.param((YEARLY,), (), "2025-08-01", "2025-08-31", id="on the day it was given"),
    ],
)
def test_a_completion_uses_a_later_due_day_up(revisions, earlier, done, due):
    given = (Extended(day("2025-08-01"), None, day("2025-10-23")),)
    before = tuple(Done(day(one), (1, 0, 0)) for one in earlier)
    after = (*before, Done(day(done), (1, 0, 0)))
    known = {"revisions": revisions, "extensions": given}

    assert standing("2025-09-03", completions=after, **known) == ("overdue", due)
    assert standing("2025-09-03", completions=before, **known) == ("due", "2025-10-23")
    assert standing("2025-07-31", completions=before, **known)[1] != "2025-10-23"


def test_a_completion_that_counts_since_a_later_revision_uses_it_up_too():
    given = (Extended(day("2024-09-20"), None, day("2025-12-01")),)
    done = (Done(day("2024-10-01"), (1, 0, 0)),)
    milder = (
        replace(RULE, effective_until=day("2024-12-31"), minimum_version=(2, 0, 0)),
        replace(RULE, effective_from=day("2025-01-01")),
    )

    known = {"completions": done, "revisions": milder, "extensions": given}

    assert standing("2024-12-31", **known) == ("due", "2025-12-01")
    assert standing("2025-11-01", **known) == ("overdue", "2025-10-01")


def test_what_does_not_count_or_came_before_leaves_a_later_due_day_as_it_is():
    given = (Extended(day("2025-08-01"), None, day("2025-10-23")),)
    strict = (replace(RULE, minimum_version=(2, 0, 0)),)
    done = (Done(day("2025-07-31"), (2, 0, 0)), Done(day("2025-08-25"), (1, 0, 0)))

    assert standing("2025-09-03", completions=done[1:], revisions=strict, extensions=given) == (
        ("due", "2025-10-23")
    )
    before = {"completions": done[:1], "revisions": (YEARLY,), "extensions": given}
    assert standing("2025-09-03", **before) == ("due", "2025-10-23")
