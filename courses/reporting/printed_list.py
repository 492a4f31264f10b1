"""A list of people as a tagged PDF (PDF/UA-1), drawn from ``list.typ``: the rows of the screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from courses.certification.document import compiled
from courses.certification.legible import NOTE as LACKING
from courses.certification.legible import legible
from courses.certification.printed import in_words
from courses.common.tables import Cell
from courses.compliance.queries import Standing
from courses.reporting.exports import person_cells, standing_cells
from courses.reporting.queries import Places, Row

SOURCE: Final = Path(__file__).parents[2] / "templates" / "courses" / "lists" / "list.typ"
MOST_PEOPLE = 2_000  # on paper; longer lists are for a spreadsheet
MANY_COURSES = 5  # more of them need the wider page
NOTE = "This list shows training only. It is not a DBS or recruitment check."
PEOPLE_HEADINGS = ("Name", "Job", "Site and team", "Course", "Status", "Completed on")
PEOPLE_WIDTHS = (5, 4, 5, 7, 6, 4)
MATRIX_HEADINGS = ("Name", "Job", "Site and team")
MATRIX_WIDTHS = (5, 4, 5)
COURSE_WIDTH = 4

Rows = Iterable[Row]


@dataclass(frozen=True, slots=True)
class PrintedList:
    """One list as it is printed; ``facts``: what it shows, in (label, words)."""

    heading: str
    organisation: str
    on: date
    people: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def draw_list(printed: PrintedList, *, fonts: tuple[Path, ...]) -> bytes:
    """Return the PDF of ``printed``, in as many pages as it takes; the same list, the same bytes.

    :raises CannotDraw: when typst is not installed or refuses.
    """
    data, lacks = legible(values(printed), fonts=fonts)
    if lacks:
        data["note"] = f"{data['note']} {LACKING}"
    return compiled(SOURCE.read_bytes(), data, fonts=fonts, made_on=printed.on)


def values(printed: PrintedList) -> dict[str, Any]:
    """Return what the template prints, for its ``sys.inputs``."""
    return {
        "heading": printed.heading,
        "organisation": printed.organisation,
        "on": in_words(printed.on),
        "people": printed.people,
        "facts": [list(fact) for fact in printed.facts],
        "headings": list(printed.headings),
        "widths": list(printed.widths),
        "wide": len(printed.headings) > len(MATRIX_HEADINGS) + MANY_COURSES,
        "rows": [list(row) for row in printed.rows],
        "note": NOTE,
        "year": printed.on.year,
        "month": printed.on.month,
        "day": printed.on.day,
    }


def people_of(
    rows: Rows, *, places: Places, courses: Mapping[int, str]
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """Return headings, widths and rows of the list of people: one row a person and course."""
    found = []
    for row in rows:
        person = who(row, places)
        for course, title in courses.items():
            word, day, completed_on, version = standing_cells(row.standings.get(course))
            done = f"{in_text(completed_on)}, version {version}" if version else None
            status = spaced(word, day)
            found.append((*person, title, status, done or in_text(completed_on)))
        if not courses:
            found.append((*person, "", "Not required", ""))
    return PEOPLE_HEADINGS, PEOPLE_WIDTHS, tuple(found)


def matrix_of(
    rows: Rows, *, places: Places, courses: Mapping[int, str]
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
    """Return headings, widths and rows of the matrix: one row a person, one column a course."""
    found = [
        (*who(row, places), *(in_matrix(row.standings.get(course)) for course in courses))
        for row in rows
    ]
    headings = (*MATRIX_HEADINGS, *courses.values())
    return headings, (*MATRIX_WIDTHS, *(COURSE_WIDTH for _ in courses)), tuple(found)


def in_matrix(standing: Standing | None) -> str:
    """Return one standing as the matrix prints it: word, day and the version last completed."""
    word, day, _completed_on, version = standing_cells(standing)
    return spaced(word, day) + (f", version {version}" if version else "")


def who(row: Row, places: Places) -> tuple[str, str, str]:
    """Return name with number, job, and site with team."""
    name, number, _email, job, site, team = (in_text(cell) for cell in person_cells(row, places))
    return (f"{name} ({number})" if number else name, job, f"{site}, {team}" if team else site)


def spaced(*cells: Cell) -> str:
    """Return ``cells`` as words in a row, the empty ones left out."""
    return " ".join(filter(None, (in_text(cell) for cell in cells)))


def in_text(cell: Cell) -> str:
    """Return one cell as it is printed: days in words, and nothing for None."""
    if isinstance(cell, date):
        return in_words(cell)
    return "" if cell is None else str(cell)


def facts_of(
    *,
    on: date,
    known_at: datetime | None,
    filters: Sequence[str],
    people: int,
    counts: str = "People",
) -> tuple[tuple[str, str], ...]:
    """Return what stands above the table."""
    return (
        ("As at", f"{in_words(on)}{', as known then' if known_at else ''}"),
        ("Filters", "; ".join(filters) or "None"),
        (counts, str(people)),
    )
