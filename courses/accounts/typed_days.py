"""Pure reading of days as people type them, and as spreadsheets keep them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

FORMS: Final = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d/%m/%y",
    "%d.%m.%y",
    "%Y%m%d",
)
CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? ", re.IGNORECASE)
SEPT = re.compile(r"\bsept\b", re.IGNORECASE)
SERIAL = re.compile(r"\d{5}(\.0)?")
# Day 1 of a spreadsheet is 1 January 1900; it counts a 29 February 1900 that never was.
SPREADSHEET_ZERO = date(1899, 12, 30)


@lru_cache(maxsize=4_096)
def day_of(value: str) -> date | None:
    """Return the day that somebody typed, day before month; None where it is none.

    "1st Sept 2026", "Tuesday 1 September 2026", "01.09.26", "2026-09-01 00:00:00" and the number
    46266, which spreadsheets keep for a day, are all the same day.
    """
    text = CLOCK.sub("", " ".join(value.split()))
    if SERIAL.fullmatch(text):
        return SPREADSHEET_ZERO + timedelta(days=int(text[:5]))
    text = SEPT.sub("Sep", ORDINAL.sub("", WEEKDAY.sub("", text))).replace(",", "")
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
