"""A pack as a tagged PDF (PDF/UA-1), drawn from ``pack.typ``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from courses.certification.document import SOURCE as CERTIFICATE
from courses.certification.document import compiled
from courses.certification.legible import NOTE, legible
from courses.certification.printed import in_words
from courses.common.dates import local_date
from courses.reporting.inspection import Facts, Part, method, shown

SOURCE = CERTIFICATE.parents[1] / "inspection" / "pack.typ"
HEADING = "Safeguarding training: inspection pack"
COLUMNS = 10  # that a landscape page holds at most
ROOM = 7  # columns beside the name, where one page does not hold them all
ROWS = 3_000  # of one part; more are read in its file
NARROWEST, WIDEST = 9, 26  # letters, by which columns share a page


def draw_pack(facts: Facts, parts: Sequence[Part], *, fonts: tuple[Path, ...]) -> bytes:
    """Return the PDF of a pack.

    :raises CannotDraw: when typst is not installed or refuses.
    """
    data, lacks = legible(values(facts, parts), fonts=fonts)
    if lacks:
        data["method"].append(NOTE)
    made_on = local_date(facts.asked_at)
    return compiled(SOURCE.read_bytes(), data, fonts=fonts, made_on=made_on)


def values(facts: Facts, parts: Sequence[Part]) -> dict[str, Any]:
    """Return what the template prints, for its ``sys.inputs``."""
    made_on = local_date(facts.asked_at)
    return {
        "heading": HEADING,
        "organisation": facts.organisation,
        "footer": f"{facts.organisation}, as at {in_words(facts.as_at)}",
        "facts": facts_of(facts),
        "method": list(method(facts)),
        "parts": [part_values(part) for part in parts],
        "year": made_on.year,
        "month": made_on.month,
        "day": made_on.day,
    }


def facts_of(facts: Facts) -> list[tuple[str, str]]:
    """Return what the pack is about, row by row."""
    return [
        ("As at", in_words(facts.as_at)),
        ("What counts", facts.counted),
        ("Whose people", facts.where),
        ("People", str(facts.people)),
        ("Asked for by", facts.made_by),
        ("Asked for on", in_words(local_date(facts.asked_at))),
    ]


def part_values(part: Part) -> dict[str, Any]:
    """Return one part as the template prints it."""
    is_long = len(part.rows) > ROWS
    empty = f"{len(part.rows)} rows: see csv/{part.name}.csv." if is_long else "Nothing to show."
    return {
        "title": part.title,
        "note": part.note,
        "empty": empty,
        "tables": [] if is_long or not part.rows else list(tables_of(part)),
    }


def tables_of(part: Part) -> Iterator[dict[str, Any]]:
    """Yield the tables of one part, as many as its columns need; each says whom a row is about."""
    every = list(range(len(part.headings)))
    fixed, rest = every[: part.fixed], every[part.fixed :]
    if len(every) <= COLUMNS:
        groups = [every]
    else:
        groups = [[*fixed[:1], *rest[at : at + ROOM]] for at in range(0, len(rest), ROOM)]
    for columns in groups:
        rows = [[shown(row[column]) for column in columns] for row in part.rows]
        headings = [part.headings[column] for column in columns]
        yield {"headings": headings, "rows": rows, "widths": widths_of(headings, rows)}


def widths_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return by how much each column is wider than another: its longest text, within bounds."""
    return [
        min(max(NARROWEST, len(heading), *(len(row[n]) for row in rows)), WIDEST)
        for n, heading in enumerate(headings)
    ]
