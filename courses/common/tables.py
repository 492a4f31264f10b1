"""Tables as files: CSV that a spreadsheet cannot execute, streamed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

# What makes a spreadsheet read a cell as a formula, and the full-width forms of the same signs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BYTE_ORDER_MARK = "\ufeff"
ROWS_A_CHUNK = 500

Cell = str | date | int | None


def csv_file(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Return the bytes of a CSV file of ``rows``, some hundred rows at a time.

    UTF-8 with a byte order mark, every cell quoted, days as 2026-03-03.
    """
    lines = [BYTE_ORDER_MARK]
    for row in rows:
        lines.append(",".join(quoted(cell) for cell in row) + "\r\n")
        if len(lines) >= ROWS_A_CHUNK:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def quoted(cell: Cell) -> str:
    """Return ``cell`` in quotation marks."""
    return '"' + safe(cell).replace('"', '""') + '"'


def safe(cell: Cell) -> str:
    """Return the text of ``cell``, with an apostrophe before what would be a formula.

    Blanks before the sign do not save it: spreadsheets leave them out.
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell.isoformat() if isinstance(cell, date) else str(cell)
    return f"'{cell}" if cell.lstrip(" \n\u00a0").startswith(FORMULA) else cell
