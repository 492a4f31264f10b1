"""Pure: the words printed on a certificate, fixed for ever, and their one JSON form."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from courses.certification.numbers import grouped

# Version 2 adds the logo. A certificate without one is still written as version 1, so that what was
# signed before is read, shown and checked to the byte.
PLAIN, WITH_LOGO = 1, 2
HEADING = "Certificate of completion"


def in_words(day: date) -> str:
    """Return ``day`` as "3 March 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def counted(count: int, unit: str) -> str:
    """Return "1 minute" or "2 minutes"."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def duration(length: int) -> str:
    """Return ``length`` minutes as "45 minutes" or "1 hour 30 minutes"."""
    hours, minutes = divmod(length, 60)
    parts = [counted(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(counted(minutes, "minute"))
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled fact; ``lines`` holds more than one text only for lists."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """What one certificate says.

    ``editions`` are the law and guidance the course teaches, each with its year; ``minutes`` is the
    length of the course; ``valid_until`` is the last valid day, None where there is no end;
    ``logo`` is the SHA-256 of the picture printed, None where there is none.
    """

    number: str
    name: str
    organisation: str
    title: str
    version: str
    editions: tuple[str, ...]
    minutes: int
    completed_on: date
    valid_from: date
    valid_until: date | None
    verify_url: str
    mode: str = "online"
    signatory: str | None = None
    logo: str | None = None

    @property
    def logo_words(self) -> str:
        """Return what a screen reader says for the logo."""
        return f"Logo of {self.organisation}"

    @property
    def number_in_groups(self) -> str:
        """Return the number as people read it aloud."""
        return grouped(self.number)

    @property
    def duration(self) -> str:
        """Return the length of the course, as "45 minutes" or "1 hour 30 minutes"."""
        return duration(self.minutes)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the dates, length, guidance and signatory, in the order of the printed page."""
        until = in_words(self.valid_until) if self.valid_until else "No end date"
        rows = [Row("Completed on", (in_words(self.completed_on),))]
        if self.valid_from != self.completed_on:
            rows.append(Row("Valid from", (in_words(self.valid_from),)))
        rows.append(Row("Valid until", (until,)))
        rows.append(Row("Length", (f"{self.duration}, {self.mode}",)))
        if self.editions:
            rows.append(Row("Law and guidance", self.editions))
        if self.signatory:
            rows.append(Row("Signatory", (self.signatory,)))
        return tuple(rows)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form, to be stored; ``from_json`` is its only reader."""
        words = asdict(self)
        if self.logo is None:
            del words["logo"]
        return {
            "v": PLAIN if self.logo is None else WITH_LOGO,
            **words,
            "editions": list(self.editions),
            "completed_on": self.completed_on.isoformat(),
            "valid_from": self.valid_from.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PrintedFacts":
        """Return the facts that ``as_json`` wrote.

        :raises ValueError: for another version of the form, or what ``as_json`` would not write.
        """
        if data.get("v") not in (PLAIN, WITH_LOGO):
            message = f"Printed facts of version {data.get('v')} are not known here"
            raise ValueError(message)
        try:
            facts = cls(
                **{name: value for name, value in data.items() if name != "v"} | typed(data)
            )
        except (KeyError, TypeError) as error:
            message = "Printed facts are incomplete or have a field too many"
            raise ValueError(message) from error
        if facts.as_json() != data:
            message = "Printed facts are not of the form that is written here"
            raise ValueError(message)
        return facts

    def signable(self) -> dict[str, Any]:
        """Return what is signed, for ``courses.common.jcs.canonical``.

        It names its kind, so that what the same key signs for another purpose never fits here.
        """
        return {"kind": "certificate", **self.as_json()}


def typed(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that JSON holds in another type: days and the list of editions."""
    until = data["valid_until"]
    return {
        "editions": tuple(data["editions"]),
        "completed_on": date.fromisoformat(data["completed_on"]),
        "valid_from": date.fromisoformat(data["valid_from"]),
        "valid_until": None if until is None else date.fromisoformat(until),
    }
