"""Everything held about a person as it is read: headings, labels and days in words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.web.kept import purposes
from courses.web.presenters import day_in_words


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table, each as (name, value) of what is filled."""

    name: str
    rows: Sequence[Sequence[tuple[str, str]]]


def parts_of(
    data: Mapping[str, Any], labels: Mapping[str, Mapping[str, Mapping[Any, str]]]
) -> list[Part]:
    """Return every list of the export in words, in its order, empty ones too."""
    return [
        Part(in_words(name), [pairs_of(row, labels.get(name, {})) for row in rows])
        for name, rows in data.items()
        if isinstance(rows, list)
    ]


def in_words(name: str) -> str:
    """Return "jobs_and_places" as "Jobs and places"."""
    return name.replace("_", " ").capitalize()


def pairs_of(
    row: Mapping[str, Any], labels: Mapping[str, Mapping[Any, str]]
) -> list[tuple[str, str]]:
    """Return what is filled in one row."""
    return [
        (in_words(name), labels.get(name, {}).get(value) or shown(value))
        if not isinstance(value, list | dict)
        else (in_words(name), shown(value))
        for name, value in row.items()
        if value not in (None, "", [], {})
    ]


def shown(value: object) -> str:
    """Return one value as it is read."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{day_in_words(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def kept_for() -> list[dict[str, str]]:
    """Return who sees what and how long it is kept, for the export."""
    return [
        {
            "purpose": purpose.name,
            "what": row.what,
            "seen_by": row.seen_by,
            "how_long": row.how_long,
        }
        for purpose in purposes()
        for row in purpose.rows
    ]
