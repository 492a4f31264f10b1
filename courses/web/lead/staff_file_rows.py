"""How a staff file and its rows are shown: counts that are links, what each row comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.places import Places
from courses.accounts.staff_columns import EMAIL, END, JOB, NUMBER, SITE, START, TEAM
from courses.accounts.staff_roster import Kind
from courses.common.tables import Cell
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.packages.staff_rows import Content, content_of, count_of, headings_of
from courses.web.lead.staff_file_foreseen import Change, changes_of
from courses.web.presenters import day_in_words

WORDS: Mapping[Kind, str | Promise] = {
    Kind.ERROR: _("To be mended"),
    Kind.ADD: _("New people"),
    Kind.INVITE: _("Sent an offer: they have an account elsewhere"),
    Kind.CHANGE: _("Changed"),
    Kind.LEAVER: _("Leaving"),
    Kind.UNCHANGED: _("Unchanged"),
}
GOOD = (Kind.ADD, Kind.INVITE, Kind.CHANGE, Kind.LEAVER)


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows come to one thing; ``url`` lists them."""

    label: str | Promise
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the preview shows it; ``problems`` are (column, value, remedy)."""

    row: int | None
    name: str
    changes: Sequence[tuple[str, str, str]]
    problems: Sequence[tuple[str, str, str]]
    facts: str
    turns: Sequence[Change] = ()


def counts_of(file: StaffFile, kind: Kind | None) -> list[Count]:
    """Return the counts of ``file`` that are not zero; ``kind`` is the one shown, if any."""
    return [
        Count(words, number, f"?kind={one.value}", one == kind)
        for one, words in WORDS.items()
        if (number := count_of(file, one))
    ]


def kind_shown(file: StaffFile, asked: str) -> Kind:
    """Return which rows to show: those asked for, else the first that there are any of."""
    there = [kind for kind in WORDS if count_of(file, kind)]
    wanted = [kind for kind in there if kind.value == asked]
    return (wanted or there or [Kind.UNCHANGED])[0]


def good_of(file: StaffFile) -> int:
    """Return how many rows would change something."""
    return sum(count_of(file, kind) for kind in GOOD)


def leaves_many(file: StaffFile) -> bool:
    """Test whether more than one in ten of those who are known would leave."""
    known = sum(count_of(file, kind) for kind in (Kind.CHANGE, Kind.UNCHANGED, Kind.LEAVER))
    return count_of(file, Kind.LEAVER) * 10 > known


def line_of(row: StaffFileRow, places: Places, titles: Mapping[int, str] | None) -> Line:
    """Return one row as the preview shows it; ``titles``: of the courses that may change."""
    content = content_of(row)
    return Line(
        row=row.row,
        name=row.name,
        changes=content.changes,
        problems=content.problems,
        facts=facts_of(content, places) if row.kind in {Kind.ADD, Kind.INVITE} else "",
        turns=changes_of(row, titles) if titles else (),
    )


def facts_of(content: Content, places: Places) -> str:
    """Return in a line what somebody new would be given."""
    write: Mapping[str, Any] = content.write
    found = (places.role(write[JOB]), places.site(write[SITE]), places.team(write[TEAM]))
    starts = _("from %s") % day_in_words(write[START])
    ends = _("to %s") % day_in_words(write[END]) if write[END] else ""
    parts = [write[EMAIL], write[NUMBER], *(one.name for one in found if one), starts, ends]
    return ", ".join(str(part) for part in parts if part)


def error_table(file: StaffFile, rows: Iterator[StaffFileRow]) -> Iterator[list[Cell]]:
    """Return the rows that were not applied as a file to mend: as uploaded, with what to do."""
    headings = headings_of(file)
    yield ["Row", "What to do", *headings]
    for row in rows:
        content = content_of(row)
        remedies = [
            f"{column}: {remedy}".lstrip(": ") for column, _value, remedy in content.problems
        ]
        cells = list(content.cells[: len(headings)])
        yield [row.row, ". ".join(remedies), *cells, *[""] * (len(headings) - len(cells))]
