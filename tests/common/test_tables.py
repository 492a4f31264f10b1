"""Tables as files: nothing a spreadsheet would execute, and every text comes back whole."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from courses.common.tables import csv_file, safe, unguarded, workbook_file, xlsx_file


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        "  =1",
        "\n=1",
        "\u00a0=1",
    ],
)
def test_what_a_spreadsheet_would_execute_gets_an_apostrophe(formula):
    assert safe(formula) == f"'{formula}"
    assert unguarded(safe(formula)) == formula


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Siân O'Brien", "Siân O'Brien"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (12, "12"),
        (-3, "-3"),
        (date(2026, 3, 3), "2026-03-03"),
    ],
)
def test_everything_else_stays_as_it_is(cell, text):
    assert safe(cell) == text


@pytest.mark.parametrize("text", ["Siân O'Brien", "'tHooft", "'", ""])
def test_an_apostrophe_of_its_own_stays(text):
    assert unguarded(text) == text


def test_a_file_is_utf_8_with_a_mark_and_every_cell_quoted():
    chunks = csv_file([["Name", "Day"], ['Siân "Si" O\'Brien', date(2026, 3, 3)], ["=1", None]])

    assert b"".join(chunks).decode() == (
        '\ufeff"Name","Day"\r\n"Siân ""Si"" O\'Brien","2026-03-03"\r\n"\'=1",""\r\n'
    )


def test_a_long_file_comes_in_pieces_and_is_asked_for_as_it_goes():
    asked = []

    def rows():
        for n in range(1_200):
            asked.append(n)
            yield [n]

    pieces = csv_file(rows())
    next(pieces)

    assert len(asked) == 49
    assert len(list(pieces)) == 3


@given(st.lists(st.lists(st.text(), min_size=1), min_size=1))
def test_a_reader_gets_back_every_text_but_for_the_apostrophe(rows):
    text = b"".join(csv_file(rows)).decode("utf-8-sig", errors="surrogatepass")

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read == [[safe(cell) for cell in row] for row in rows]
    assert [
        cell for row in read for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ] == []


def test_a_workbook_holds_texts_as_text_and_days_as_days():
    rows = [["Name", "Day"], ["=1+1", date(2026, 3, 3)], ["Siân\x00 O'Brien", None], ["@x", 3]]

    book = load_workbook(io.BytesIO(b"".join(xlsx_file(rows, title="People"))))

    cells = [[(cell.value, cell.data_type) for cell in row] for row in book["People"].rows]
    assert cells == [
        [("Name", "s"), ("Day", "s")],
        [("=1+1", "s"), (datetime(2026, 3, 3), "d")],  # noqa: DTZ001 - as openpyxl reads a day
        [("Siân O'Brien", "s"), (None, "n")],
        [("@x", "s"), (3, "n")],
    ]


def test_a_workbook_may_have_several_sheets():
    sheets = [("People", [["Name"], ["Amira"]]), ("Gaps", [["Gap"]])]

    book = load_workbook(io.BytesIO(b"".join(workbook_file(sheets))))

    assert [(sheet.title, sheet.max_row) for sheet in book] == [("People", 2), ("Gaps", 1)]
