"""Read the demonstration's staff file and the history of its people."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from courses.packages.yaml_text import load


def staff_of(folder: Path, organisation: str) -> list[dict[str, Any]]:
    """Return the further staff of ``organisation`` in the form of ``organisations.yaml``.

    Somebody who moved, or holds two jobs, has two rows with one staff number.
    """
    with (folder / "staff.csv").open(encoding="utf-8", newline="") as file:
        return [person(row) for row in csv.DictReader(file) if row["organisation"] == organisation]


def person(row: Mapping[str, str]) -> dict[str, Any]:
    """Return one row with its days as numbers, and without what it leaves empty."""
    filled = {name: text for name, text in row.items() if text and name != "organisation"}
    days = {name: int(filled[name]) for name in ("started_days", "left_days") if name in filled}
    return filled | days


def history_of(folder: Path, organisation: str) -> tuple[str, list[Mapping[str, Any]]]:
    """Return who records for ``organisation``, by staff number, and its events, oldest first."""
    data = load((folder / "history.yaml").read_text(encoding="utf-8")).data
    if organisation not in data:
        return "", []
    story = data[organisation]
    return story["by"], sorted(story["events"], key=lambda event: -event["ago"])
