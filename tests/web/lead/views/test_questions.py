"""The figures of every question in the browser: by version and breakdown, and their file."""

import pytest

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
    assert rows[0].startswith('"Figures of questions, first attempts only, as at"')
    assert len(rows) == 3 + 2 * 3
    assert '"wait","Wait for proof.","no","10","100.0"' in rows[4]


def test_without_answers_the_file_holds_headings(lewis, elm):
    assert len(b"".join(lewis.get(FILE)).decode().splitlines()) == 3
