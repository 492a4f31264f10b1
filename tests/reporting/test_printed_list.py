"""A list as a PDF: the rows of the screen, tagged, the same bytes again."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from courses.compliance.queries import Standing
from courses.compliance.status import Done, Finding, State
from courses.reporting.printed_list import (
    MATRIX_HEADINGS,
    PEOPLE_HEADINGS,
    PrintedList,
    draw_list,
    facts_of,
    matrix_of,
    people_of,
    values,
)
from courses.reporting.queries import Places, Row
from tests.certification.reading_pdf import text_of
from tests.people import TODAY

PLACES = Places({1: ("north", "North")}, {3: "Year 5"}, {2: ("teacher", "Teacher")})
FONTS = (settings.BUILD_DIR / "fonts",)


@pytest.fixture
def rows(elm):
    """Return Amira, overdue in the first course and in date in the second."""
    standings = {
        4: Standing(Finding(State.OVERDUE, until=date(2026, 2, 1), reasons=())),
        5: Standing(
            Finding(State.IN_DATE, until=date(2027, 2, 1), reasons=()),
            Done(date(2026, 2, 1), (1, 2, 0)),
        ),
    }
    return [Row(elm.membership(elm.amira), ((1, 2, 3),), standings)]


def printed(**changes):
    fields = {
        "heading": "People",
        "organisation": "Elm Park",
        "on": TODAY,
        "people": "1 person",
        "facts": facts_of(on=TODAY, known_at=None, filters=["Site: North"], people=1),
        "headings": ("Name",),
        "widths": (1,),
        "rows": (("Siân O'Brien <#strong[x]>",),),
    }
    return PrintedList(**(fields | changes))


def test_the_list_of_people_has_a_row_for_each_course(rows):
    headings, widths, found = people_of(rows, places=PLACES, courses={4: "Safe", 5: "Basics"})

    who = ("Amira Haddad (E001)", "Teacher", "North, Year 5")
    assert (headings, len(widths)) == (PEOPLE_HEADINGS, len(PEOPLE_HEADINGS))
    assert found == (
        (*who, "Safe", "Overdue, was due 1 February 2026", ""),
        (*who, "Basics", "In date until 1 February 2027", "1 February 2026, version 1.2.0"),
    )


def test_without_a_course_everybody_is_named_once(rows):
    _headings, _widths, found = people_of(rows, places=PLACES, courses={})

    assert [row[3:] for row in found] == [("", "Not required", "")]


def test_the_matrix_has_a_column_for_each_course(rows):
    headings, widths, found = matrix_of(rows, places=PLACES, courses={4: "Safe", 5: "Basics"})

    assert headings == (*MATRIX_HEADINGS, "Safe", "Basics")
    assert len(widths) == 5
    assert found[0][3:] == (
        "Overdue, was due 1 February 2026",
        "In date until 1 February 2027, version 1.2.0",
    )


def test_many_courses_take_the_wider_page():
    assert values(printed())["wide"] is False
    assert values(printed(headings=("Name",) * 9))["wide"] is True


def test_it_says_day_filters_and_number():
    assert facts_of(on=TODAY, known_at=timezone.now(), filters=[], people=0) == (
        ("As at", "3 March 2026, as known then"),
        ("Filters", "None"),
        ("People", "0"),
    )


def test_it_is_tagged_titled_and_the_same_again():
    drawn = draw_list(printed(), fonts=FONTS)

    assert drawn.startswith(b"%PDF")
    assert b"/StructTreeRoot" in drawn
    assert b"pdfuaid" in drawn
    assert drawn == draw_list(printed(), fonts=FONTS)


def test_a_name_that_no_font_holds_keeps_nobody_else_off_the_page():
    drawn = draw_list(printed(rows=(("王小明 (E001)",), ("Amira",))), fonts=FONTS)
    usual = draw_list(printed(rows=(("Amira",),)), fonts=FONTS)

    words = text_of(drawn)
    assert [one for one in ("[CJK] (E001)", "Amira", "such as [CJK]") if one not in words] == []
    assert "such as [CJK]" not in text_of(usual)
