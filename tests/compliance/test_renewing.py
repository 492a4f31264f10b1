"""Until when a completion is held, by the kind of renewal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.compliance.renewing import Renewal, day_of, earliest_held, held_until
from courses.compliance.status import Done, status_on
from tests.compliance.histories import RULE
from tests.compliance.test_status import ASKED, COMPLETED, day, history, standing

DAYS = st.dates(date(2019, 1, 1), date(2031, 1, 1))
SEPTEMBER, LEAP = (9, 1), (2, 29)
TERMS = st.fixed_dictionaries(
    {
        "kind": st.just(Renewal.FIXED_DAY),
        "months": st.sampled_from([12, 24, 36]),
        "window": st.integers(0, 330),
        "fixed": st.sampled_from([SEPTEMBER, LEAP, (1, 1), (12, 31), (3, 1)]),
    }
) | st.fixed_dictionaries(
    {
        "kind": st.just(Renewal.COMPLETION),
        "months": st.integers(1, 40),
        "window": st.integers(0, 60),
    }
)


@pytest.mark.parametrize(
    ("completed_on", "until"),
    [
        (date(2025, 9, 1), date(2026, 8, 31)),
        (date(2026, 1, 15), date(2026, 8, 31)),
        (date(2026, 7, 2), date(2026, 8, 31)),
        (date(2026, 7, 3), date(2027, 8, 31)),
        (date(2026, 8, 31), date(2027, 8, 31)),
        (date(2026, 9, 1), date(2027, 8, 31)),
    ],
)
def test_to_a_fixed_day_one_within_the_window_counts_for_the_next_year(completed_on, until):
    held = held_until(
        completed_on,
        first=completed_on,
        kind=Renewal.FIXED_DAY,
        months=12,
        window=60,
        fixed=SEPTEMBER,
    )

    assert held == until


def test_over_two_years_to_a_fixed_day():
    held = held_until(
        date(2026, 1, 15),
        first=date(2026, 1, 15),
        kind=Renewal.FIXED_DAY,
        months=24,
        window=60,
        fixed=SEPTEMBER,
    )

    assert held == date(2027, 8, 31)


def test_29_february_is_the_28th_where_there_is_none():
    assert [day_of(year, LEAP) for year in (2024, 2025, 2028)] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2028, 2, 29),
    ]


@pytest.mark.parametrize(
    ("completed_on", "until"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 12, 30), date(2025, 2, 28)),
        (date(2024, 12, 31), date(2026, 2, 28)),
        (date(2025, 2, 28), date(2026, 2, 28)),
        (date(2025, 3, 1), date(2026, 2, 28)),
        (date(2028, 2, 10), date(2029, 2, 28)),
        (date(2027, 6, 1), date(2028, 2, 29)),
    ],
)
def test_on_anniversaries_of_the_first_one_renewing_early_or_late_keeps_the_day(
    completed_on, until
):
    held = held_until(
        completed_on,
        first=date(2024, 2, 29),
        kind=Renewal.ANNIVERSARY,
        months=12,
        window=60,
    )

    assert held == until


@given(completed_on=DAYS, on=DAYS, terms=TERMS)
def test_the_earliest_day_held_parts_what_is_held_from_what_is_not(completed_on, on, terms):
    held = held_until(completed_on, first=completed_on, **terms)

    assert (completed_on >= earliest_held(on, **terms)) == (held >= on)


@given(first=DAYS, later=st.integers(0, 2000), months=st.sampled_from([12, 24]))
def test_a_later_completion_never_holds_for_less(first, later, months):
    def held(days):
        return held_until(
            first + timedelta(days=days),
            first=first,
            kind=Renewal.ANNIVERSARY,
            months=months,
            window=60,
        )

    assert held(later) <= held(later + 1)


# A rule renewed before 1 September, by a shorter course too, with a fortnight of grace.
AUTUMN = replace(RULE, renewal=Renewal.FIXED_DAY, fixed=(9, 1), grace_days=14, refresher_id=7)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2025-07-02", ("in_date", "2025-08-31")),
        ("2025-07-03", ("renewal_open", "2025-08-31")),
        ("2025-08-31", ("renewal_open", "2025-08-31")),
        ("2025-09-01", ("due_soon", "2025-09-14")),
        ("2025-09-14", ("due_soon", "2025-09-14")),
        ("2025-09-15", ("overdue", "2025-09-14")),
    ],
)
def test_to_a_fixed_day_with_days_of_grace(on, found):
    assert standing(on, revisions=(AUTUMN,), completions=(Done(COMPLETED),)) == found


def test_on_anniversaries_one_within_the_window_counts_beyond_the_next():
    rule = replace(RULE, renewal=Renewal.ANNIVERSARY)
    early, late = Done(day("2025-07-24")), Done(day("2025-11-01"))

    def until(*later):
        return standing("2025-12-01", revisions=(rule,), completions=(Done(COMPLETED), *later))

    assert until(early) == ("in_date", "2026-09-20")
    assert until(late) == ("in_date", "2026-09-20")
    assert until(Done(day("2025-07-22"))) == ("overdue", "2025-09-20")


def test_a_shorter_course_renews_what_was_completed_and_never_comes_first():
    def state(*completions, on="2025-12-01", rule=AUTUMN):
        return standing(on, revisions=(rule,), completions=completions)[0]

    full, shorter = Done(COMPLETED), Done(day("2025-08-01"), refresher_id=7)

    assert state(full) == "overdue"
    assert state(full, shorter) == "in_date"
    assert state(shorter) == "overdue"
    assert state(shorter, Done(day("2025-10-01"))) == "in_date"
    assert state(full, shorter, rule=replace(AUTUMN, refresher_id=None)) == "overdue"
    assert state(full, shorter, rule=replace(AUTUMN, refresher_id=8)) == "overdue"


def test_a_shorter_course_does_not_renew_an_edition_that_is_too_old():
    rule = replace(AUTUMN, minimum_version=(2, 0, 0))
    old, shorter = Done(COMPLETED, (1, 0, 0)), Done(day("2025-08-01"), refresher_id=7)

    assert standing("2025-12-01", revisions=(rule,), completions=(old, shorter))[0] == "overdue"


def test_the_finding_names_the_shorter_course_once_it_would_do():
    before = status_on(history(revisions=(AUTUMN,)), ASKED)
    after = status_on(history(revisions=(AUTUMN,), completions=(Done(COMPLETED),)), ASKED)

    assert (before.refresher_id, after.refresher_id) == (None, 7)
