"""The PDF of a pack: tagged, its tables on pages that hold them."""

import json
from dataclasses import replace

import pytest

from courses.reporting import pack_document
from courses.reporting.inspection import Part
from courses.reporting.pack_document import draw_pack, part_values, values, widths_of
from tests.certification.reading_pdf import opened, tags, text_of, title_of
from tests.reporting.test_inspection import FACTS, PART


@pytest.fixture
def fonts(settings):
    """Return the folders of fonts."""
    return (settings.BUILD_DIR / "fonts",)


def wide(columns):
    """Return a part of one person with so many columns."""
    names = tuple(f"Column {n}" for n in range(columns))
    return Part("wide", "Wide", "", names, (tuple(f"Cell {n}" for n in range(columns)),))


def test_the_pdf_is_tagged_and_says_what_it_is(fonts):
    pdf = draw_pack(FACTS, [PART, replace(PART, name="none", title="None", rows=())], fonts=fonts)

    with opened(pdf) as document:
        root = document.Root
        assert str(root.Lang).lower() == "en-gb"
        assert bool(root.MarkInfo.Marked) is True
        assert len(tags(root.StructTreeRoot, "/Table")) == 2
        assert len(tags(root.StructTreeRoot, "/H2")) == 3
        pages = len(document.pages)
    assert title_of(pdf) == "Safeguarding training: inspection pack: Elm Park"
    words = "".join(text_of(pdf, number) for number in range(pages)).replace(" ", "")
    told = ["Amira", "3March2026", "Nothingtoshow."]
    assert [one for one in told if one not in words] == []


def test_words_that_look_like_typst_come_out_as_words(fonts):
    told = "#read(0) *bold* $x$"

    words = text_of(draw_pack(replace(FACTS, where=told), [], fonts=fonts))

    assert told.replace(" ", "") in words.replace(" ", "")


def test_ten_columns_stand_on_one_page_and_more_on_several_each_with_the_first():
    assert [len(table["headings"]) for table in part_values(wide(10))["tables"]] == [10]
    tables = part_values(wide(16))["tables"]
    assert [table["headings"] for table in tables] == [
        ["Column 0", *(f"Column {n}" for n in range(1, 8))],
        ["Column 0", *(f"Column {n}" for n in range(8, 15))],
        ["Column 0", "Column 15"],
    ]
    assert tables[2]["rows"] == [["Cell 0", "Cell 15"]]


def test_a_part_too_long_to_print_names_its_file(monkeypatch):
    monkeypatch.setattr(pack_document, "ROWS", 1)

    told = part_values(PART)

    assert (told["tables"], told["empty"]) == ([], "2 rows: see csv/people.csv.")


def test_a_column_is_as_wide_as_its_longest_words_within_bounds():
    assert widths_of(["Name", "Sixteen letters!", "x"], [["n", "", "x" * 90]]) == [9, 16, 26]


def test_everything_is_handed_over_as_plain_values():
    told = values(FACTS, [PART])

    assert json.loads(json.dumps(told))["facts"] == [
        ["As at", "3 March 2026"],
        ["What counts", "Everything known when the pack was made"],
        ["Whose people", "The whole organisation"],
        ["People", "5"],
        ["Asked for by", "Lewis Grant"],
        ["Asked for on", "3 March 2026"],
    ]


def test_a_name_that_no_font_holds_keeps_nobody_else_out_of_the_pack(fonts):
    pdf = draw_pack(replace(FACTS, made_by="王小明"), [PART], fonts=fonts)

    with opened(pdf) as document:
        pages = len(document.pages)
    words = "".join(text_of(pdf, number) for number in range(pages)).replace(" ", "")
    assert [one for one in ("Askedforby[CJK]", "Amira", "suchas[CJK]") if one not in words] == []
