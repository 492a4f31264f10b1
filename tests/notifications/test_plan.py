"""When something optional may leave: quiet hours, quiet days, pauses, and the clock's own leaps."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.common.dates import LONDON
from courses.notifications.plan import Plan, Rest, filled, unknown_in

CHRISTMAS = Rest(date(2026, 12, 19), date(2027, 1, 3))


def london(day, hour, minute=0, *, fold=0):
    return datetime(*map(int, day.split("-")), hour, minute, tzinfo=LONDON, fold=fold)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (london("2026-03-03", 7), london("2026-03-03", 7)),
        (london("2026-03-03", 12), london("2026-03-03", 12)),
        (london("2026-03-03", 19, 59), london("2026-03-03", 19, 59)),
        (london("2026-03-03", 20), london("2026-03-04", 7)),
        (london("2026-03-03", 23, 30), london("2026-03-04", 7)),
        (london("2026-03-04", 6, 59), london("2026-03-04", 7)),
        # Summer time begins at 1 on 29 March and ends at 2 on 25 October.
        (london("2026-03-28", 23), london("2026-03-29", 7)),
        (london("2026-10-24", 23), london("2026-10-25", 7)),
        (london("2026-10-25", 1, 30), london("2026-10-25", 7)),
        (london("2026-10-25", 1, 30, fold=1), london("2026-10-25", 7)),
        (london("2026-12-18", 21), london("2027-01-04", 7)),
        (london("2026-12-25", 12), london("2027-01-04", 7)),
    ],
)
def test_in_quiet_hours_and_on_quiet_days_it_waits_for_the_next_morning_allowed(at, leaves):
    found = Plan(rests=(CHRISTMAS,)).next_allowed(at.astimezone(UTC))

    assert found == leaves.astimezone(UTC)


def test_quiet_hours_by_day_and_none_at_all():
    lunch = Plan(quiet_from=time(12), quiet_until=time(13))
    never = Plan(quiet_from=time(7), quiet_until=time(7), rests=(CHRISTMAS,))
    noon, night = london("2026-03-03", 12), london("2026-03-03", 2)
    one = london("2026-03-03", 13)

    assert (lunch.next_allowed(noon), lunch.next_allowed(one)) == (one, one)
    assert (lunch.next_allowed(night), never.next_allowed(night)) == (night, night)
    assert never.next_allowed(noon) == noon
    assert never.next_allowed(london("2026-12-25", 12)) == london("2027-01-04", 0)


def test_a_morning_within_the_hour_that_comes_twice_is_the_first_of_the_two():
    early = Plan(quiet_from=time(20), quiet_until=time(1, 30))

    found = early.next_allowed(london("2026-10-24", 23).astimezone(UTC))

    assert found == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [((0, 45), (0, 45)), ((1, 0), (1, 30)), ((1, 29), (1, 30)), ((1, 30), (1, 30))],
    ids=["after the first", "as the hour comes again", "before the second", "then"],
)
def test_in_the_hour_that_comes_twice_it_is_quiet_twice(at, leaves):
    early = Plan(quiet_from=time(20), quiet_until=time(1, 30))

    found = early.next_allowed(datetime(2026, 10, 25, *at, tzinfo=UTC))

    assert found == datetime(2026, 10, 25, *leaves, tzinfo=UTC)


def test_a_pause_ends_with_its_last_day():
    plan = Plan(paused_until=date(2026, 3, 5))

    assert [plan.rests_on(date(2026, 3, day)) for day in (4, 5, 6)] == [True, True, False]
    assert plan.next_allowed(london("2026-03-03", 12)) == london("2026-03-06", 7)


@given(
    hours=st.floats(0, 2 * 366 * 24),
    quiet_from=st.times(),
    quiet_until=st.times(),
)
def test_what_leaves_leaves_later_and_on_no_quiet_day(hours, quiet_from, quiet_until):
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    quiet_from, quiet_until = (
        one.replace(second=0, microsecond=0, fold=0) for one in (quiet_from, quiet_until)
    )
    plan = Plan(quiet_from=quiet_from, quiet_until=quiet_until, rests=(CHRISTMAS,))

    leaves = plan.next_allowed(at)

    assert leaves >= at
    assert not plan.rests_on(leaves.astimezone(LONDON).date())
    assert leaves - at < timedelta(days=18)


def test_placeholders_are_filled_once_and_unknown_ones_are_named():
    words = "Hello {name}, {courses} for {organisation}. {{name}} {nobody}"

    assert unknown_in(words) == ["nobody"]
    assert filled(words, {"name": "{courses}", "courses": "2", "organisation": "Elm Park"}) == (
        "Hello {courses}, 2 for Elm Park. {{courses}} {nobody}"
    )
