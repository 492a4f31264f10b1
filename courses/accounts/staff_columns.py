"""Pure reading of the columns of a staff file: which heading stands for which field."""

from collections.abc import Container, Mapping, Sequence
from typing import Final

from courses.common.names import fold
from courses.common.tables import unguarded

NAME, FIRST, LAST, EMAIL = "name", "first name", "last name", "email"
JOB, SITE, TEAM, TAGS = "job", "site", "team", "tags"
NUMBER, START, END = "staff number", "start date", "last day"
FIELDS: Final = (NAME, FIRST, LAST, EMAIL, NUMBER, JOB, SITE, TEAM, TAGS, START, END)
ALSO_CALLED: Final[dict[str, str]] = {
    "full name": NAME,
    "employee name": NAME,
    "staff name": NAME,
    "display name": NAME,
    "forename": FIRST,
    "given name": FIRST,
    "firstname": FIRST,
    "preferred forename": FIRST,
    "surname": LAST,
    "family name": LAST,
    "lastname": LAST,
    "e-mail": EMAIL,
    "email address": EMAIL,
    "e-mail address": EMAIL,
    "work email": EMAIL,
    "work e-mail": EMAIL,
    "work email address": EMAIL,
    "mail": EMAIL,
    "number": NUMBER,
    "staff no": NUMBER,
    "staff code": NUMBER,
    "staff id": NUMBER,
    "employee number": NUMBER,
    "employee id": NUMBER,
    "employee no": NUMBER,
    "payroll number": NUMBER,
    "payroll no": NUMBER,
    "role": JOB,
    "job role": JOB,
    "job title": JOB,
    "post": JOB,
    "position": JOB,
    "location": SITE,
    "school": SITE,
    "workplace": SITE,
    "department": TEAM,
    "group": TEAM,
    "class": TEAM,
    "tag": TAGS,
    "labels": TAGS,
    "start": START,
    "started": START,
    "date started": START,
    "employment start date": START,
    "end date": END,
    "leaving date": END,
    "date left": END,
    "leave date": END,
    "left": END,
    "date of leaving": END,
}


def key_of(heading: str) -> str:
    """Return ``heading`` for comparing: case, accents, underscores and full stops forgiven."""
    return fold(heading.replace("_", " ").replace(".", " ").replace(":", " "))


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """Return the field of each heading, empty for one that is not used.

    What the organisation chose before wins over what we would guess; a field is taken once.
    """
    fields: list[str] = []
    for heading in headings:
        key = key_of(heading)
        found = remembered.get(key, key if key in FIELDS else ALSO_CALLED.get(key, ""))
        fields.append("" if found in fields else found)
    return fields


def known_headings(headings: Sequence[str]) -> int:
    """Return how many of ``headings`` say which field they are."""
    return sum(bool(field) for field in guess(headings, {}))


def remembered(headings: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Return what to remember of a choice: the field of each heading that has a name."""
    pairs = zip(headings, fields, strict=True)
    return {key_of(heading): field for heading, field in pairs if key_of(heading)}


def is_settled(headings: Sequence[str], memory: Mapping[str, str]) -> bool:
    """Test whether every heading is understood, so that nobody need be asked."""
    fields = guess(headings, memory)
    named = [(key_of(heading), field) for heading, field in zip(headings, fields, strict=True)]
    return not problem_of(fields) and all(field or key in memory for key, field in named if key)


def problem_of(fields: Sequence[str]) -> str:
    """Return what is wrong with a choice of fields, or nothing."""
    chosen = [field for field in fields if field]
    twice = sorted({field for field in chosen if chosen.count(field) > 1})
    if twice:
        return f"Choose one column alone for the {twice[0]}"
    if NAME not in chosen and LAST not in chosen:
        return "Choose the column that holds the name, or the last name"
    if EMAIL not in chosen and NUMBER not in chosen:
        return "Choose the column that holds the email address or the staff number"
    return ""


def cells_of(cells: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Return the cells of one row by field; first and last name become the name.

    The apostrophe that our own files put before a formula is left out again.
    """
    found = {
        field: " ".join(unguarded(cell).split())
        for cell, field in zip(cells, fields, strict=False)
        if field and cell.strip()
    }
    parts = [found.pop(FIRST, ""), found.pop(LAST, "")]
    if NAME not in found and any(parts):
        found[NAME] = " ".join(part for part in parts if part)
    return found


def tag_names(cell: str, known: Container[str]) -> list[str]:
    """Return the tags that a cell names, parted by semicolons or commas.

    A ``known`` one may hold a comma itself.
    """
    asked: list[str] = []
    for part in cell.split(";"):
        asked += [part] if fold(part) in known else part.split(",")
    return [one.strip() for one in asked if one.strip()]
