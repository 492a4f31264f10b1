"""Pure: an inspection pack as parts, each a table with a heading and a note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courses.certification.printed import in_words
from courses.common.dates import local_date
from courses.common.tables import Cell


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a pack; ``name`` is that of its file.

    ``fixed``: so many first columns say whom a row is about, and stand again where a page is too
    narrow for the rest.
    """

    name: str
    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 1

    def table(self) -> Iterable[Sequence[Cell]]:
        """Return the rows of the file, the headings first."""
        yield self.headings
        yield from self.rows


@dataclass(frozen=True, slots=True)
class Facts:
    """What a pack is about, whatever its parts say."""

    organisation: str
    where: str
    as_at: date
    known_at: datetime | None
    people: int
    made_by: str
    asked_at: datetime
    site_url: str

    @property
    def counted(self) -> str:
        """Return in words what counts: everything known when it was made, or by that day."""
        if self.known_at is None:
            return "Everything known when the pack was made"
        return "Only what was recorded by the end of that day"


def shown(cell: Cell) -> str:
    """Return ``cell`` as a page prints it: a day in words, nothing as a dash."""
    if isinstance(cell, date):
        return in_words(cell)
    return "–" if cell in (None, "") else str(cell)


def readable(text: str) -> str:
    """Return a cell of a CSV file as a page shows it: a day in words, nothing as a dash."""
    try:
        return shown(date.fromisoformat(text)) if len(text) == len("2026-03-03") else shown(text)
    except ValueError:
        return text


def method(facts: Facts) -> tuple[str, ...]:
    """Return how the figures came about, a paragraph each."""
    return (
        f"This pack shows {facts.organisation} on {in_words(facts.as_at)}: {facts.where}."
        " Everybody is in it who worked there on that day, also those who have left since."
        f" {facts.counted} counts.",
        "A person's status in a course follows from dated rows alone: the rules in force on the"
        " day, the days in each job and place, completed courses, training recorded from"
        " elsewhere with its evidence, and exemptions. Rows are never overwritten: a correction"
        " is a row beside the earlier one, so that any past day can be worked out again.",
        "In date: the last completion that the rule counts still holds. Overdue: the due day has"
        " passed; it counts from the day after. Exempt: excused from this rule for a time, with a"
        " reason. Not required: no rule named the person on the day.",
        "Up to date, in the summary, is said of people who hold every course asked of them on the"
        " day. Whoever is exempt, or of whom nothing is asked, is not counted.",
        "Questions are shown from first attempts only, where at least ten people answered. Nobody's"
        " answers, scores or way through a course are in this pack, and no lead can see them.",
        "Two things are not shown as they were on an earlier day: the figures of questions are"
        f" those of {in_words(local_date(facts.asked_at))}, for figures of chosen days could be"
        " compared until they tell one person; and the words of a contact are those of the day the"
        " pack was made. The day of a"
        " contact's last check is that of the pack's day, from the trail; contacts entered since"
        " are left out, those corrected since say so, and how many were taken away since is told.",
        "A completed course shows training. It is not a DBS or recruitment check, and training done"
        " is not the same as practice seen.",
        "A certificate is checked at the address beside its number; its page also says whether it"
        " was withdrawn or replaced. The files of this pack can be checked against manifest.json,"
        " and that against its signature; HOW-TO-CHECK.txt says how.",
    )


HOW_TO_CHECK = """How to check this pack

1. Nothing was changed: manifest.json lists every file with its SHA-256. Compare one with

     sha256sum report.pdf

2. It comes from the platform: manifest.sig is an Ed25519 signature over the bytes of manifest.json.
   With OpenSSL 3:

     openssl pkeyutl -verify -pubin -inkey issuer-public-key.pem -rawin \\
         -in manifest.json -sigfile manifest.sig

3. The key is the platform's: the "key" in manifest.json must be the one that the platform names on
   the page of the read-only link to this pack, or that whoever runs the platform tells you.

Whoever runs the platform can do all three with one command:  manage.py verify_pack FILE
"""


def manifest(
    facts: Facts, *, files: Sequence[tuple[str, str, int]], parts: Sequence[Part], key: str
) -> dict[str, Any]:
    """Return what is signed: what the pack is about, and (path, SHA-256, bytes) of every file.

    It names its kind, so that what the same key signs for another purpose never fits here.
    """
    return {
        "kind": "inspection-pack",
        "v": 1,
        "organisation": facts.organisation,
        "where": facts.where,
        "as_at": facts.as_at.isoformat(),
        "known_at": facts.known_at.isoformat() if facts.known_at else None,
        "people": facts.people,
        "made_by": facts.made_by,
        "asked_at": facts.asked_at.isoformat(),
        "platform": facts.site_url,
        "key": key,
        "method": list(method(facts)),
        "parts": [
            {"name": one.name, "title": one.title, "note": one.note, "rows": len(one.rows)}
            for one in parts
        ],
        "files": [{"path": path, "sha256": digest, "bytes": size} for path, digest, size in files],
    }
