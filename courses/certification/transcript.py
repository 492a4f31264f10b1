"""A person's whole training record as a tagged PDF (PDF/UA-1), drawn from ``record.typ``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from courses.certification.document import SOURCE as CERTIFICATE
from courses.certification.document import compiled
from courses.certification.numbers import grouped
from courses.certification.printed import counted, duration, in_words

SOURCE = CERTIFICATE.with_name("record.typ")
HEADING = "Training record"


@dataclass(frozen=True, slots=True)
class Held:
    """The certificate of one course as the record names it; ``state`` is its word."""

    number: str
    state: str
    valid_until: date | None
    verify_url: str

    def as_values(self) -> dict[str, str]:
        """Return what the template prints."""
        until = f", until {in_words(self.valid_until)}" if self.valid_until else ""
        return {
            "number": grouped(self.number),
            "state": f"{self.state}{until}",
            "address": self.verify_url,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One completed course; ``way`` says where or how it was met, ``version`` may be empty."""

    title: str
    version: str
    organisation: str
    completed_on: date
    minutes: int
    way: str
    evidence: str = ""
    certificate: Held | None = None

    def as_values(self) -> dict[str, Any]:
        """Return what the template prints."""
        notes = [f"Version {self.version}"] if self.version else []
        notes += [f"Evidence: {self.evidence}"] if self.evidence else []
        return {
            "title": self.title,
            "notes": notes,
            "organisation": self.organisation,
            "day": in_words(self.completed_on),
            "length": duration(self.minutes),
            "way": self.way,
            "certificate": self.certificate.as_values() if self.certificate else None,
        }


@dataclass(frozen=True, slots=True)
class Other:
    """Learning beside the courses: a talk, a session, or training elsewhere nobody accepted yet.

    ``minutes`` is 0 where they do not count; ``way`` says what it was, or how it stands.
    """

    title: str
    organisation: str
    on: date
    minutes: int
    way: str

    def as_values(self) -> dict[str, str]:
        """Return what the template prints."""
        return {
            "title": self.title,
            "organisation": self.organisation,
            "day": in_words(self.on),
            "length": duration(self.minutes) if self.minutes else "Not counted",
            "way": self.way,
        }


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything a person completed and learnt otherwise, as it stood on ``made_on``.

    ``verify_at`` is the page on which anybody may type the number of a certificate.
    """

    name: str
    made_on: date
    verify_at: str
    entries: tuple[Entry, ...]
    others: tuple[Other, ...] = ()


def draw_record(record: Transcript, *, fonts: tuple[Path, ...]) -> bytes:
    """Return the PDF of ``record``, in as many pages as it takes; same record, same bytes.

    :raises CannotDraw: when typst is not installed or refuses, as for a script without a font.
    """
    return compiled(SOURCE.read_bytes(), values(record), fonts=fonts, made_on=record.made_on)


def values(record: Transcript) -> dict[str, Any]:
    """Return what the template prints, for its ``sys.inputs``."""
    return {
        "heading": HEADING,
        "name": record.name,
        "made": in_words(record.made_on),
        "total": total(record.entries),
        "address": record.verify_at,
        "years": by_year(record.entries),
        "others": [
            one.as_values() for one in sorted(record.others, key=lambda one: one.on, reverse=True)
        ],
        "others_total": f"{duration(sum(one.minutes for one in record.others))} beside the courses",
        "year": record.made_on.year,
        "month": record.made_on.month,
        "day": record.made_on.day,
    }


def by_year(entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """Return the entries of each calendar year with their sum, newest first throughout."""
    years: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.completed_on, reverse=True):
        years.setdefault(entry.completed_on.year, []).append(entry)
    return [
        {
            "year": str(year),
            "courses": str(len(done)),
            "length": spent(done),
            "total": total(done),
            "rows": [one.as_values() for one in done],
        }
        for year, done in years.items()
    ]


def total(entries: Iterable[Entry]) -> str:
    """Return "2 completed courses, 1 hour 15 minutes of learning"."""
    done = list(entries)
    return f"{counted(len(done), 'completed course')}, {spent(done)} of learning"


def spent(entries: Iterable[Entry]) -> str:
    """Return the time of ``entries`` in words."""
    return duration(sum(one.minutes for one in entries))
