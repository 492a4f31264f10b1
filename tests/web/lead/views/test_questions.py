"""The figures of every question in the browser: by version and breakdown, and their file."""

import io

import pytest
from openpyxl import load_workbook

from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.web.reading import text_of

PAGE = "/lead/elm-park/courses/small-course/questions/"
FILE = "/lead/elm-park/courses/small-course/questions.csv"


@pytest.fixture
def ten(elm, small_course):
    """Let ten people at North take the same quiz, wrong first."""
    for n in range(10):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example"
        )
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        attempt = open_attempt(enrolment, seed="same")
        answer_all(attempt, "wait")
        finish_attempt(attempt=attempt, at=NOON)


def test_each_question_says_how_it_went(lewis, ten):
    text = text_of(lewis.get(PAGE))

    assert "0% right first time (0 of 10 people)." in text
    assert "The wrong answer most people chose: Wait for proof." in text
    assert "Many get this wrong" in text
    assert "Figures are of full groups of 10 people" in text


def test_a_fixed_breakdown_shows_groups_of_ten_and_more(lewis, ten):
    assert "North: 0% right (0 of 10)" in text_of(lewis.get(f"{PAGE}?by=site"))
    assert "No group can be shown" in text_of(lewis.get(f"{PAGE}?by=team"))
    assert "North: 0% right" not in text_of(lewis.get(f"{PAGE}?by=name"))


def test_an_unknown_version_shows_the_newest(lewis, ten):
    assert lewis.get(f"{PAGE}?version=9.9.9").context["version"].version == "1.0.0"


def test_under_ten_answers_it_says_why_nothing_is_shown(lewis, elm):
    text = text_of(lewis.get(PAGE))

    assert "Fewer than 10 people have answered any question." in text
    assert lewis.get("/lead/elm-park/courses/other/questions/").status_code == 404


def test_the_file_holds_a_row_for_each_option(lewis, ten):
    answer = lewis.get(FILE)

    rows = b"".join(answer).decode("utf-8-sig").splitlines()
    assert rows[0] == '"Figures of questions, first attempts only: A small course"'
    assert rows[2:4] == ['"Filters","Version: 1.0.0"', '"People, at most","10"']
    assert len(rows) == 6 + 2 * 3
    assert '"wait","Wait for proof.","no","10","100.0"' in rows[7]


def test_figures_come_as_excel_and_pdf_too_in_the_order_of_the_page(lewis, ten):
    shown = lewis.get(f"{PAGE}?sort=-right").context["exports"]
    book = load_workbook(io.BytesIO(b"".join(lewis.get(shown["xlsx"]).streaming_content)))
    printed = lewis.get(shown["pdf"])

    rows = list(book["Figures of questions"].values)
    assert [row[10] for row in rows[6:8]] == ["tell-lead", "wait"]
    assert shown["pdf"].endswith("questions.pdf?version=1.0.0&sort=-right")
    assert (printed["Content-Type"], b"/StructTreeRoot" in printed.content) == (
        "application/pdf",
        True,
    )


def test_without_answers_the_file_holds_headings(lewis, elm):
    assert len(b"".join(lewis.get(FILE)).decode().splitlines()) == 6


def test_a_file_is_refused_by_its_rows_not_by_how_many_people_answered(lewis, ten, monkeypatch):
    for kind, limit in (("xlsx", "MOST_IN_A_WORKBOOK"), ("pdf", "MOST_PEOPLE")):
        codes = []
        for rows in (5, 6):
            monkeypatch.setattr(f"courses.web.lead.taking.{limit}", rows)
            codes.append(lewis.get(FILE.replace(".csv", f".{kind}")).status_code)
        assert codes == [302, 200]
