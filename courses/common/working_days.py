"""Pure: working days, Monday to Friday without the bank holidays of a nation.

The days are those of the Banking and Financial Dealings Act 1971, schedule 1, and of the yearly
proclamations under its section 1 (https://www.gov.uk/bank-holidays); those of single years stand
in ``ONCE``. As they have been since 2023.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SATURDAY = 5  # as date.weekday() counts
ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND = "EW", "S", "NI"
EVERYWHERE = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)
# Nations as organisations and sites name them; where the kingdom is meant, any holiday counts.
LAW = {
    "E": (ENGLAND_AND_WALES,),
    "W": (ENGLAND_AND_WALES,),
    "EW": (ENGLAND_AND_WALES,),
    "S": (SCOTLAND,),
    "NI": (NORTHERN_IRELAND,),
}
# Proclaimed for one year alone.
ONCE = {
    date(2023, 5, 8): EVERYWHERE,  # the coronation
    date(2026, 6, 15): (SCOTLAND,),  # the day after Scotland's first match of the World Cup
}
MARCH, MAY, AUGUST = 3, 5, 8


def working_days_before(day: date, number: int, *, nation: str) -> date:
    """Return the day that lies ``number`` working days of ``nation`` before ``day``."""
    while number > 0:
        day -= DAY
        number -= is_working_day(day, nation)
    return day


def is_working_day(day: date, nation: str) -> bool:
    """Test whether people usually work in ``nation`` on ``day``."""
    if day.weekday() >= SATURDAY:
        return False
    return all(day not in holidays(day.year, law) for law in LAW.get(nation, EVERYWHERE))


@lru_cache(maxsize=64)
def holidays(year: int, law: str) -> frozenset[date]:
    """Return the bank holidays of one year, of those on a weekend the day kept instead."""
    kept: set[date] = set()
    for day in named_days(year, law):
        while day.weekday() >= SATURDAY or day in kept:
            day += DAY  # noqa: PLW2901 - the next free day is kept instead
        kept.add(day)
    return frozenset(kept)


def named_days(year: int, law: str) -> Iterator[date]:
    """Yield the bank holidays of one year by their own days, each before the one it may move."""
    yield date(year, 1, 1)
    if law == SCOTLAND:
        yield date(year, 1, 2)
    if law == NORTHERN_IRELAND:
        yield date(year, MARCH, 17)
    easter = easter_sunday(year)
    yield easter - 2 * DAY
    if law != SCOTLAND:
        yield easter + DAY
    yield first_monday(year, MAY)
    yield last_monday(year, MAY)
    if law == NORTHERN_IRELAND:
        yield date(year, 7, 12)
    yield first_monday(year, AUGUST) if law == SCOTLAND else last_monday(year, AUGUST)
    if law == SCOTLAND:
        yield date(year, 11, 30)
    yield date(year, 12, 25)
    yield date(year, 12, 26)
    yield from (day for day, where in ONCE.items() if day.year == year and law in where)


def first_monday(year: int, month: int) -> date:
    """Return the first Monday of a month."""
    first = date(year, month, 1)
    return first + ((7 - first.weekday()) % 7) * DAY


def last_monday(year: int, month: int) -> date:
    """Return the last Monday of a month of 31 days."""
    last = date(year, month, 31)
    return last - last.weekday() * DAY


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    By the full moon of the church: the golden number, the century's corrections, the Sunday after.
    """
    golden = year % 19
    century = year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
