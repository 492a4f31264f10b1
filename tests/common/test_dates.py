"""Days and months in London: leap years, clock changes, and what is still held."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.common.dates import (
    add_months,
    day_ends,
    earliest_held,
    local_date,
)

DAYS = st.dates(date(2020, 1, 1), date(2044, 12, 31))
MONTHS = st.integers(1, 60)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-15T23:59:59.999999", date(2026, 1, 15)),
        ("2026-06-30T22:59:59", date(2026, 6, 30)),
        ("2026-06-30T23:00:00", date(2026, 7, 1)),
        ("2026-12-31T23:30:00", date(2026, 12, 31)),
        # Clocks go forward on 29 March 2026 at 01:00 UTC, back on 25 October at 01:00 UTC.
        ("2026-03-28T23:30:00", date(2026, 3, 28)),
        ("2026-03-29T00:00:00", date(2026, 3, 29)),
        ("2026-03-29T23:00:00", date(2026, 3, 30)),
        ("2026-10-24T23:00:00", date(2026, 10, 25)),
        ("2026-10-25T23:59:59", date(2026, 10, 25)),
        ("2026-10-26T00:00:00", date(2026, 10, 26)),
    ],
)
def test_the_day_in_london(moment, day):
    assert local_date(utc(moment)) == day


def test_the_day_does_not_depend_on_the_time_zone_of_the_moment():
    tokyo = utc("2026-06-30T23:00:00").astimezone(timezone(timedelta(hours=9)))

    assert local_date(tokyo) == date(2026, 7, 1)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="needs a time zone"):
        local_date(datetime(2026, 3, 3, 12))  # noqa: DTZ001 - what must be refused


@settings(deadline=None)
@given(DAYS, st.integers(0, 24 * 60 - 1))
def test_a_day_in_london_begins_at_utc_midnight_or_an_hour_before(day, minute):
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)

    tomorrow = day + timedelta(days=1)
    late = minute >= 23 * 60
    assert local_date(moment) in ({day, tomorrow} if late else {day})
    assert local_date(moment) == (tomorrow if late and is_summer(moment) else day)


def is_summer(moment):
    """Test by the written rule: from the last Sunday of March to that of October, 01:00 UTC."""
    begins, ends = (last_sunday(moment.year, month) for month in (3, 10))
    return begins <= moment < ends


def last_sunday(year, month):
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 3), 0, date(2026, 3, 3)),
    ],
)
def test_adding_months_stops_at_the_end_of_the_month(day, months, result):
    assert add_months(day, months) == result


@settings(deadline=None)
@given(DAYS, st.integers(-60, 60))
def test_added_months_are_counted_exactly_and_the_day_is_kept_where_it_exists(day, months):
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@settings(deadline=None)
@given(DAYS, MONTHS)
def test_a_later_day_is_never_held_for_less_long(day, months):
    assert add_months(day, months) <= add_months(day + timedelta(days=1), months)


@settings(deadline=None)
@given(DAYS, MONTHS)
def test_the_earliest_held_day_is_held_and_the_day_before_is_not(on, months):
    earliest = earliest_held(on, months)

    assert add_months(earliest, months) >= on
    assert add_months(earliest - timedelta(days=1), months) < on


@settings(deadline=None)
@given(DAYS, MONTHS, st.integers(-40, 40))
def test_exactly_the_days_from_the_earliest_on_are_held(on, months, around):
    day = add_months(on, -months) + timedelta(days=around)

    assert (day >= earliest_held(on, months)) is (add_months(day, months) >= on)


@pytest.mark.parametrize("year", [2027, 2028, 2029])
def test_around_the_leap_day_the_earliest_held_day_agrees_for_every_day(year):
    on = date(year, 2, 25)
    while on < date(year, 3, 5):
        held = [
            day
            for day in (add_months(on, -12) + timedelta(days=n) for n in range(-5, 6))
            if add_months(day, 12) >= on
        ]
        assert earliest_held(on, 12) == min(held)
        on += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 3, 3), datetime(2026, 3, 4, 0, 0, tzinfo=UTC)),
        (date(2026, 6, 3), datetime(2026, 6, 3, 23, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_in_london(day, moment):
    assert day_ends(day) == moment
