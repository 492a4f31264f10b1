"""Working days by nation; the days expected here are those of www.gov.uk/bank-holidays."""

from datetime import date

import pytest

from courses.common.working_days import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    holidays,
    is_working_day,
    working_days_before,
)

IN_ALL = ("01-01", "04-03", "05-04", "05-25", "12-25", "12-28")


@pytest.mark.parametrize(
    ("law", "more"),
    [
        (ENGLAND_AND_WALES, ("04-06", "08-31")),
        (SCOTLAND, ("01-02", "06-15", "08-03", "11-30")),
        (NORTHERN_IRELAND, ("03-17", "04-06", "07-13", "08-31")),
    ],
)
def test_each_nation_keeps_its_own_days(law, more):
    expected = {date.fromisoformat(f"2026-{day}") for day in (*IN_ALL, *more)}

    assert holidays(2026, law) == expected


def test_a_day_on_a_weekend_is_kept_on_the_next_free_day():
    assert [day for day in sorted(holidays(2027, ENGLAND_AND_WALES)) if day.month == 12] == [
        date(2027, 12, 27),
        date(2027, 12, 28),
    ]
    assert sorted(holidays(2028, SCOTLAND))[:2] == [date(2028, 1, 3), date(2028, 1, 4)]


def test_a_day_proclaimed_for_one_year_is_of_that_year_alone():
    assert date(2023, 5, 8) in holidays(2023, NORTHERN_IRELAND)
    assert date(2024, 5, 8) not in holidays(2024, NORTHERN_IRELAND)


@pytest.mark.parametrize(
    ("nation", "day"),
    [("E", "13"), ("W", "13"), ("EW", "13"), ("S", "13"), ("NI", "12"), ("UK", "12")],
)
def test_three_working_days_before_a_wednesday_after_st_patricks_day(nation, day):
    wednesday = date(2026, 3, 18)

    found = working_days_before(wednesday, 3, nation=nation)

    assert found == date.fromisoformat(f"2026-03-{day}")


def test_weekends_are_no_working_days_and_no_days_are_no_days():
    sunday = date(2026, 3, 15)

    assert working_days_before(sunday, 1, nation="E") == date(2026, 3, 13)
    assert working_days_before(sunday, 0, nation="E") == sunday
    assert [is_working_day(date(2026, 4, day), "S") for day in (3, 4, 5, 6)] == [
        False,
        False,
        False,
        True,
    ]
