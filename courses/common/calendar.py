"""Pure: due days as a calendar file (RFC 5545), under a name that says nothing of a course."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_BYTES = 75


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day by which something is to be done; ``uid`` stays the same when the day moves."""

    uid: str
    day: date


def calendar(days: Sequence[DueDay], *, url: str, at: datetime) -> bytes:
    """Return a calendar file with one entry a due day, each of the whole day and private."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Safeguarding training//Due days//EN"]
    for due in days:
        lines += entry(due, url=url, at=at)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def entry(due: DueDay, *, url: str, at: datetime) -> list[str]:
    """Return the lines of one entry."""
    return [
        "BEGIN:VEVENT",
        f"UID:{due.uid}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:Safeguarding training: due {due.day.day} {due.day:%B %Y}",
        f"DESCRIPTION:Sign in to start\\, or to go on where you stopped: {url}",
        f"URL:{url}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def folded(line: str) -> bytes:
    """Return ``line`` with its end, broken so that no line is longer than 75 bytes."""
    return b"\r\n ".join(cut(line)) + b"\r\n"


def cut(line: str) -> Iterator[bytes]:
    """Return the pieces of ``line``: whole characters, room left for the space of a next line."""
    piece = b""
    for character in line:
        more = character.encode()
        if len(piece) + len(more) >= LINE_BYTES:
            yield piece
            piece = b""
        piece += more
    yield piece
