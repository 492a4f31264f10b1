"""Reads a table that somebody uploads, CSV or XLSX: numbered rows of cells."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from courses.accounts.staff_columns import known_headings
from courses.accounts.staff_list import is_text
from courses.common.names import without_hidden

MOST_ROWS: Final = 150_000
MOST_CELLS: Final = 60
MOST_UNPACKED: Final = 120 * 1024**2
MOST_RATIO: Final = 100
EMPTY_ROWS: Final = 5_000  # after so many a sheet is over, whatever it says of its own size
LONGEST_CELL: Final = 2_000
HEAD_ROWS: Final = 10  # among which the one is looked for that names the columns
OLE: Final = b"\xd0\xcf\x11\xe0"
PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What the library of zips and the one of workbooks raise at bytes that were damaged, or made to be.
DAMAGED: Final = (
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
BROKEN: Final = "The workbook is broken. Open it, save it again as .xlsx and upload that"
LONGEST_ROW: Final = 2 * 1024**2  # bytes of a sheet, of a text, and of any part without rows
MOST_TAGS: Final = 10_000_000  # some 6 a cell, of 12 cells in each of 100,000 rows
XML: Final = re.compile(rb"\s*<|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0")
ELEMENT: Final = re.compile(rb"<[A-Za-z_]")
ROW: Final = re.compile(rb"<(?:\w+:)?(?:row|si|r)[\s/>]")  # of a sheet, a text, a pivot table
MARKS: Final = {"\t": "tab", ";": "semicolon", ",": "comma"}

Row = tuple[int, list[str]]


class Unreadable(ValueError):
    """The file cannot be read; the text says what to do about it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file that hold anything, each with its number, and how it was read."""

    rows: list[Row]
    read_as: str


def read_sheet(path: Path, *, most: int = MOST_ROWS + 1) -> Sheet:
    """Return the table in the file at ``path``, its first ``most`` rows at most.

    :raises Unreadable: when it is neither CSV nor XLSX, too long, broken or a trap.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(OLE):
        message = (
            "This is an old or locked workbook. Save it as .xlsx without a password, or as CSV"
        )
        raise Unreadable(message)
    if start.startswith(b"PK\x03\x04"):
        return Sheet(checked(workbook_rows(path), most), "Excel workbook")
    text, encoding = decoded(path.read_bytes())
    if not is_text(text):
        message = (
            "This is no list but a picture, a PDF or another kind of file. Save the list as an"
            " Excel workbook (.xlsx) or as CSV, and upload that"
        )
        raise Unreadable(message)
    mark = mark_of(text)
    rows = checked(csv_rows(text, mark), most)
    return Sheet(rows, f"CSV, {encoding}, {MARKS[mark]} between the cells")


def checked(rows: Iterable[Row], most: int) -> list[Row]:
    """Return the first ``most`` of ``rows`` without the empty ones.

    :raises Unreadable: when the whole file is read and holds too many, or none.
    """
    found = list(islice((row for row in rows if any(row[1])), min(most, MOST_ROWS + 1) + 1))
    if len(found) > most > MOST_ROWS:
        message = f"The file has more than {MOST_ROWS:,} rows. Split it"
        raise Unreadable(message)
    if not found:
        message = "The file is empty. The first row names the columns, then one person a row"
        raise Unreadable(message)
    return found[:most]


def heading_in(rows: Sequence[Row]) -> tuple[int, list[str]]:
    """Return which of the first ten of ``rows`` names the columns, and its headings.

    Titles above it are passed over.

    :raises Unreadable: when the first row is a person already.
    """
    known = [known_headings(cells) for _number, cells in rows[:HEAD_ROWS]]
    place = known.index(max(known))
    headings = rows[place][1]
    if "@" in "".join(headings):
        message = "The first row must name the columns, such as Name, Email, Job, Site, Start date"
        raise Unreadable(message)
    return place, headings


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a CSV file and how it was written.

    UTF-8 and UTF-16, each with or without its mark, or else Windows-1252.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    head = content[:2_000]
    if head.count(0) > len(head) // 4:
        odd = head[1::2].count(0) > head[::2].count(0)
        return content.decode("utf-16-le" if odd else "utf-16-be", errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def mark_of(text: str) -> str:
    """Return what stands between the cells: what the first filled line holds most of."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    if line.lower().startswith("sep=") and line[4:5] in MARKS:
        return line[4:5]
    return max(MARKS, key=line.count)


def csv_rows(text: str, mark: str) -> Iterator[Row]:
    """Return the rows of a CSV text, numbered as a spreadsheet numbers them.

    :raises Unreadable: when a quotation mark is never closed.
    """
    lines = csv.reader(io.StringIO(without_hidden(text), newline=""), delimiter=mark)
    try:
        for number, line in enumerate(lines, start=1):
            if number == 1 and mark.join(line).lower().startswith("sep="):
                continue
            cells = [cell.strip() for cell in line[:MOST_CELLS]]
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error  # noqa: TRY301 - the same fault as the reader's own
            yield number, cells
    except csv.Error:
        message = (
            f"From row {number} on the file cannot be read: a cell is too long, or a quotation"
            " mark is never closed. Mend that row, or save the list as an Excel workbook"
        )
        raise Unreadable(message) from None


def workbook_rows(path: Path) -> Iterator[Row]:
    """Return the rows of the sheet of a workbook that holds the list.

    :raises Unreadable: when it is none, broken, or would unpack to too much.
    """
    guard(path)
    openpyxl = import_module("openpyxl")
    try:
        # An open file: openpyxl would judge a path by its ending, which an upload has not kept.
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            sheet = list_in(book.worksheets)
            empty = 0
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                texts = [text_of(cell)[:LONGEST_CELL] for cell in cells[:MOST_CELLS]]
                empty = 0 if any(texts) else empty + 1
                if empty > EMPTY_ROWS:
                    break
                yield number, texts
    except DAMAGED as error:
        raise Unreadable(BROKEN) from error


def list_in(sheets: Sequence[Any]) -> Any:
    """Return the first of ``sheets`` that names three columns we know in its first ten rows.

    Before it a cover or notes may stand. Where no sheet does, it is the first.
    """
    for sheet in sheets:
        sheet.reset_dimensions()
        head = sheet.iter_rows(max_row=HEAD_ROWS, values_only=True) if len(sheets) > 1 else ()
        texts = [[text_of(cell) for cell in cells[:MOST_CELLS]] for cells in head]
        if any(known_headings(cells) > 2 for cells in texts):
            return sheet
    return sheets[0]


def guard(path: Path) -> None:
    """Refuse a workbook that would unpack to too much or that declares entities.

    :raises Unreadable: then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            is_harmless = holds_a_list(archive)
    except DAMAGED as error:
        raise Unreadable(BROKEN) from error
    if not is_harmless:
        message = "The workbook holds more than a list of staff can. Save the list alone"
        raise Unreadable(message)


def holds_a_list(archive: zipfile.ZipFile) -> bool:
    """Test whether a workbook holds no more than a list can, packed as workbooks are.

    Other ways of packing unpack all at once, however little is asked for.
    """
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    return (
        unpacked <= min(MOST_UNPACKED, 10**6 + MOST_RATIO * packed)
        and len(members) <= 1_000
        and all(member.compress_type in PACKED for member in members)
        and all(is_plain(archive, member) for member in members)
    )


def is_plain(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Test whether one part of a workbook is no XML, or such as can be read a row at a time.

    No document type stands, or hides, before its first element, and what is large is made of rows:
    anything else would be held in memory as a whole, many times its size.
    """
    tags = 0
    with archive.open(member) as part:
        piece = part.read(LONGEST_ROW)
        if not XML.match(piece):
            return True
        head = piece[:4_096]
        if b"<!DOCTYPE" in head or not ELEMENT.search(head):
            return False
        while len(piece) == LONGEST_ROW:
            tags += piece.count(b"<")
            if tags > MOST_TAGS or not ROW.search(piece):
                return False
            piece = part.read(LONGEST_ROW)
    return tags + piece.count(b"<") <= MOST_TAGS


def text_of(cell: object) -> str:
    """Return a cell of a workbook as somebody would have typed it; days as 2026-09-01."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else without_hidden(str(cell)).strip()
