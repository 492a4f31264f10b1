"""Tables as files: CSV and XLSX that a spreadsheet cannot execute, streamed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from importlib import import_module
from tempfile import TemporaryFile
from typing import Any

# What makes a spreadsheet read a cell as a formula, and the full-width forms of the same signs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BYTE_ORDER_MARK = "\ufeff"
FIRST_ROWS = 50  # leave at once, so that a browser sees that the file comes
ROWS_A_CHUNK = 500
BYTES_A_CHUNK = 65_536
CELLS_KEPT = 4_096
LONGEST_TEXT = 32_767  # characters that a cell of a workbook may hold

Cell = str | date | int | None


def csv_file(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Return the bytes of a CSV file of ``rows``, some at once, then some hundred at a time.

    UTF-8 with a byte order mark, every cell quoted, days as 2026-03-03. Most cells stand in many
    rows; what is kept of them goes with the file.
    """
    written = lru_cache(maxsize=CELLS_KEPT, typed=True)(quoted)
    lines, most = [BYTE_ORDER_MARK], FIRST_ROWS
    for row in rows:
        lines.append(",".join(map(written, row)) + "\r\n")
        if len(lines) >= most:
            yield "".join(lines).encode()
            lines, most = [], ROWS_A_CHUNK
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
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(text: str) -> bool:
    """Test whether a spreadsheet might run ``text``."""
    return text.lstrip(" \n\u00a0").startswith(FORMULA)


def unguarded(text: str) -> str:
    """Return a cell of a CSV file of ours without the apostrophe put before a formula."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def xlsx_file(rows: Iterable[Sequence[Cell]], *, title: str) -> Iterator[bytes]:
    """Return the bytes of a workbook of one sheet, ``title``, with ``rows``."""
    return workbook_file([(title, rows)])


def workbook_file(sheets: Iterable[tuple[str, Iterable[Sequence[Cell]]]]) -> Iterator[bytes]:
    """Return the bytes of a workbook of ``sheets``, each a title and its rows.

    Texts are typed as text, so that none is a formula, and days as days. The rows pass through a
    temporary file, never all through memory. openpyxl is loaded with the first workbook: a process
    that gives none need not hold it.
    """
    openpyxl = import_module("openpyxl")
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([typed(openpyxl.cell, sheet, cell) for cell in row])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(BYTES_A_CHUNK):
            yield piece


def typed(cells: Any, sheet: Any, cell: Cell) -> Any:
    """Return ``cell`` as the workbook keeps it, made by openpyxl's module ``cells``.

    A text loses the characters that XML refuses.
    """
    if not isinstance(cell, str):
        return cell
    text = cells.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_TEXT]
    kept = cells.WriteOnlyCell(sheet, value=text)
    kept.data_type = "s"
    return kept
