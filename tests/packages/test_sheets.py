"""Tables as people upload them: encodings, marks between the cells, workbooks, traps."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from PIL import Image

from courses.packages import sheets
from courses.packages.sheets import Unreadable, heading_in, read_sheet, text_of

ROWS = [["Name", "Start"], ["Siân O'Brien", "1/9/2026"]]
BROKEN = "The workbook is broken. Open it, save it again as .xlsx and upload that"
TOO_MUCH = "The workbook holds more than a list of staff can. Save the list alone"


def file_of(folder, content: bytes):
    """Return a file with ``content``."""
    path = folder / "list"
    path.write_bytes(content)
    return path


def workbook(folder, rows):
    """Return a workbook with ``rows``."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def refusal(path) -> str:
    """Return why the file is refused."""
    with pytest.raises(Unreadable) as caught:
        read_sheet(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", ",", "CSV, UTF-8, comma between the cells"),
        ("utf-8-sig", ";", "CSV, UTF-8, semicolon between the cells"),
        ("cp1252", ";", "CSV, Windows-1252, semicolon between the cells"),
        ("utf-16", "\t", "CSV, UTF-16, tab between the cells"),
        ("utf-16-le", "\t", "CSV, UTF-16, tab between the cells"),
        ("utf-16-be", ",", "CSV, UTF-16, comma between the cells"),
    ],
)
def test_a_list_is_read_whatever_wrote_it(tmp_path, encoding, mark, told):
    text = "\r\n".join(mark.join(row) for row in ROWS)

    sheet = read_sheet(file_of(tmp_path, text.encode(encoding)))

    assert (sheet.rows, sheet.read_as) == ([(1, ROWS[0]), (2, ROWS[1])], told)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path):
    text = 'sep=;\n\nName;Job\n"Mei\nTan";Cook\n;\nJo;Cook\n'

    sheet = read_sheet(file_of(tmp_path, text.encode()))

    assert sheet.rows == [(3, ["Name", "Job"]), (4, ["Mei\nTan", "Cook"]), (6, ["Jo", "Cook"])]


def test_a_workbook_is_read_with_days_and_numbers_as_typed(tmp_path):
    rows = [["Name", "Number", "Start"], [None, None, None], ["Mei", 7.0, datetime(2026, 9, 1)]]  # noqa: DTZ001

    sheet = read_sheet(workbook(tmp_path, rows))

    assert sheet.rows == [(1, ["Name", "Number", "Start"]), (3, ["Mei", "7", "2026-09-01"])]
    assert sheet.read_as == "Excel workbook"


@pytest.mark.parametrize(
    ("headings", "first"),
    [
        (["Name", "Email", "Job"], "Staff on 1 November"),
        (["Who", "Where", "Job"], "Read me first"),
    ],
    ids=["the list stands behind a cover", "no sheet names its columns"],
)
def test_the_sheet_with_the_list_is_read_wherever_it_stands(tmp_path, headings, first):
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    second = book.create_sheet("Staff")
    for cells in (["Staff on 1 November"], headings, ["Mei", "m@x.example", "Cook"]):
        second.append(cells)
    book.save(tmp_path / "list.xlsx")

    found = read_sheet(tmp_path / "list.xlsx").rows

    rest = [(2, headings), (3, ["Mei", "m@x.example", "Cook"])] if "Name" in headings else []
    assert found == [(1, [first]), *rest]


def test_cells_become_text():
    moment = datetime(2026, 9, 1, 9, 30)  # noqa: DTZ001 - as a workbook gives it

    assert [text_of(one) for one in (None, 1.5, True, date(2026, 9, 1), moment, " x ")] == [
        "", "1.5", "True", "2026-09-01", "2026-09-01 09:30:00", "x",
    ]  # fmt: skip


def test_a_sheet_ends_after_many_empty_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "EMPTY_ROWS", 2)

    sheet = read_sheet(workbook(tmp_path, [["Name"], ["Mei"], [], [], [], ["Jo"]]))

    assert [number for number, _cells in sheet.rows] == [1, 2]


def test_only_as_many_rows_are_read_as_asked_for(tmp_path, monkeypatch):
    path = file_of(tmp_path, b"Name\nA\nB\nC\n")

    assert len(read_sheet(path, most=2).rows) == 2
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(Unreadable, match=r"The file has more than 2 rows\. Split it"):
        read_sheet(path, most=3)


def test_titles_above_the_headings_are_passed_over():
    rows = [(1, ["Our staff"]), (2, ["Name", "Email"]), (3, ["Mei", "mei@elm.example"])]

    assert heading_in(rows) == (1, ["Name", "Email"])


def test_what_cannot_be_a_list_is_refused(tmp_path):
    assert refusal(file_of(tmp_path, b"\xd0\xcf\x11\xe0")).startswith("This is an old or locked")
    assert refusal(file_of(tmp_path, b"PK\x03\x04")) == BROKEN
    assert refusal(file_of(tmp_path, b'Name\n"Mei' + b"x" * 3000)) == (
        "From row 2 on the file cannot be read: a cell is too long, or a quotation mark is never"
        " closed. Mend that row, or save the list as an Excel workbook"
    )


def picture(kind):
    """Return the bytes of a small picture."""
    file = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG"),
        picture("JPEG"),
        picture("GIF"),
        b"\x89PNG\r\n\x1a\n" + bytes(9) + b"IHDR",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n",
        b"\xff\xfe" + bytes(range(256)),
    ],
    ids=["png", "jpeg", "gif", "tiny png", "pdf", "utf-16 of no words"],
)
def test_a_picture_or_a_pdf_by_the_name_of_a_list_is_refused(tmp_path, content):
    assert refusal(file_of(tmp_path, content)).startswith("This is no list but a picture, a PDF")


def test_a_few_odd_characters_are_a_slip(tmp_path):
    path = file_of(tmp_path, b"Name,Email\nRen\x8e\x0b,rene@example.org\nMa\x1ay,x@example.org\n")

    assert [cells[1] for _number, cells in read_sheet(path).rows] == [
        "Email",
        "rene@example.org",
        "x@example.org",
    ]


def test_a_zip_that_is_no_workbook_or_would_unpack_to_too_much_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "list"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("picture.png", b"0")
    assert refusal(path) == BROKEN
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sheet1.xml", b"0" * 5_000_000)
    assert refusal(path) == TOO_MUCH
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    assert refusal(path) == TOO_MUCH


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_a_workbook_packed_in_a_way_that_unpacks_all_at_once_is_refused(tmp_path, way):
    path = tmp_path / "list"
    with zipfile.ZipFile(path, "w", way) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")

    assert refusal(path) == TOO_MUCH


@pytest.mark.parametrize(
    "part",
    [
        b"<!--" + b"x" * 5_000 + b"--><!DOCTYPE a []><a/>",
        "<!DOCTYPE a []><a/>".encode("utf-16"),
    ],
    ids=["far down", "in UTF-16"],
)
def test_a_document_type_that_hides_is_refused(tmp_path, part):
    with zipfile.ZipFile(tmp_path / "list", "w") as archive:
        archive.writestr("xl/workbook.xml", part)

    assert refusal(tmp_path / "list") == TOO_MUCH


@pytest.mark.parametrize("at_once", [True, False], ids=["at its first byte", "far into the rows"])
def test_a_workbook_with_damaged_bytes_is_refused(tmp_path, at_once):
    path = workbook(tmp_path, [[f"Person {n * n}", n] for n in range(3_000)])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    start = sheet.header_offset + 30 + len(sheet.filename) + len(sheet.extra)
    content = bytearray(path.read_bytes())
    place = start if at_once else start + sheet.compress_size // 2
    content[place : place + 40] = b"\xff" * 40
    path.write_bytes(content)

    assert refusal(path) == BROKEN


def test_hidden_characters_are_left_out_of_every_kind_of_file(tmp_path):
    hidden, seen = [["Name\u200b"], ["Mei\u202e Tan\u00ad"]], [(1, ["Name"]), (2, ["Mei Tan"])]
    text = "\n".join(cell for row in hidden for cell in row)

    assert read_sheet(file_of(tmp_path, text.encode())).rows == seen
    assert read_sheet(workbook(tmp_path, hidden)).rows == seen


@pytest.mark.parametrize(
    ("content", "most_tags", "is_refused"),
    [
        (b"<sheet>" + b"<row><c/></row>" * 20 + b"</sheet>", 100, False),
        (b"<x:sheet>" + b"<x:row>1</x:row>" * 20 + b"</x:sheet>", 100, False),
        (b"<sst>" + b"<si>1</si>" * 20 + b"</sst>", 100, False),
        (b"<sheet>" + b"<row><c/></row>" * 20 + b"</sheet>", 61, True),
        (b"<sheet><row>" + b"<c/>" * 50 + b"</row></sheet>", 100, True),
        (b"<styleSheet>" + b"<xf/>" * 50 + b"</styleSheet>", 100, True),
        (b"\x89PNG" + b"<" * 500, 100, False),
    ],
    ids=["rows", "in a namespace", "texts", "too many", "one endless row", "no rows", "a picture"],
)
def test_what_is_large_must_be_made_of_rows(tmp_path, monkeypatch, content, most_tags, is_refused):
    monkeypatch.setattr(sheets, "LONGEST_ROW", 64)
    monkeypatch.setattr(sheets, "MOST_TAGS", most_tags)
    with zipfile.ZipFile(tmp_path / "list", "w") as archive:
        archive.writestr("xl/any.xml", content)

    assert refusal(tmp_path / "list") == (TOO_MUCH if is_refused else BROKEN)


@pytest.mark.parametrize("name", ["x.xml", "x.png"])
def test_a_document_type_is_refused_by_whatever_name(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "list", "w") as archive:
        archive.writestr(name, b"<?xml version='1.0'?><!DOCTYPE a []><a/>")

    assert refusal(tmp_path / "list") == TOO_MUCH
