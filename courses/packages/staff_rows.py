"""What is kept of a staff file: the one reader and the one writer of its JSON columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from courses.accounts.staff_columns import END, START
from courses.accounts.staff_roster import Kind, Planned
from courses.packages.staff_files import StaffFile, StaffFileRow

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Content:
    """What one row holds: cells as uploaded, (field, before, after), (field, value, remedy)."""

    cells: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()
    write: Mapping[str, Any] = field(default_factory=dict)


def write_columns(headings: Sequence[str], fields: Sequence[str]) -> dict[str, Any]:
    """Return the headings of a file and the field of each, as they are stored."""
    return {"v": VERSION, "headings": list(headings), "fields": list(fields)}


def headings_of(file: StaffFile) -> list[str]:
    """Return the headings of ``file`` as uploaded."""
    return list(file.columns.get("headings", []))


def fields_of(file: StaffFile) -> list[str]:
    """Return the field of each heading, empty where it is not used."""
    return list(file.columns.get("fields", []))


def write_counts(counts: Mapping[str, int]) -> dict[str, Any]:
    """Return how many rows there are of each kind, as it is stored."""
    return {"v": VERSION, **{kind.value: counts.get(kind.value, 0) for kind in Kind}}


def count_of(file: StaffFile, kind: Kind) -> int:
    """Return how many rows of ``file`` are of ``kind``."""
    return int(file.counts.get(kind.value, 0))


def row_of(file: StaffFile, position: int, planned: Planned, cells: Sequence[str]) -> StaffFileRow:
    """Return what ``planned`` says as a row that is not saved yet."""
    write = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in planned.write.items()
    }
    content = {
        "v": VERSION,
        "cells": list(cells),
        "changes": [list(one) for one in planned.changes],
        "problems": [list(one) for one in planned.problems],
        "write": write,
    }
    return StaffFileRow(
        file=file,
        position=position,
        row=planned.row,
        kind=planned.kind.value,
        name=planned.name[:200],
        membership_id=planned.membership,
        content=content,
    )


def content_of(row: StaffFileRow) -> Content:
    """Return what ``row`` holds."""
    stored = row.content
    write = dict(stored["write"])
    for name in (START, END):
        if write.get(name):
            write[name] = date.fromisoformat(write[name])
    return Content(
        cells=tuple(stored["cells"]),
        changes=tuple((one[0], one[1], one[2]) for one in stored["changes"]),
        problems=tuple((one[0], one[1], one[2]) for one in stored["problems"]),
        write=write,
    )


def refuse(row: StaffFileRow, remedy: str) -> None:
    """Make ``row`` an error after all; it is not saved here."""
    row.kind = Kind.ERROR.value
    row.content = {**row.content, "problems": [["", "", remedy]]}
