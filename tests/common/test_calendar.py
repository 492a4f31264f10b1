"""Due days as a calendar file."""

from datetime import UTC, date, datetime

from courses.common.calendar import DueDay, calendar, folded

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def test_a_due_day_is_an_entry_of_the_whole_day_that_names_no_course():
    file = calendar([DueDay("1@here", date(2026, 12, 31))], url="https://here/learn/", at=AT)

    assert file.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Safeguarding training//Due days//EN",
        "BEGIN:VEVENT",
        "UID:1@here",
        "DTSTAMP:20260301T123000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Safeguarding training: due 31 December 2026",
        "DESCRIPTION:Sign in to start\\, or to go on where you stopped: https://here",
        " /learn/",
        "URL:https://here/learn/",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_long_lines_are_broken_between_characters():
    line = "é" * 100

    pieces = folded(line).split(b"\r\n")

    assert max(len(piece) for piece in pieces) <= 75
    assert folded(line).decode().replace("\r\n ", "") == line + "\r\n"
