from datetime import date

import pytest

from courses.packages.opening import opened
from tests.packages.build import QUESTIONS, folder


def test_the_small_course_has_no_problems(problems):
    assert problems() == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "version: 1.0.0",
            "version: first",
            "3: version: 'first' is not a version number such as 1.2.0",
        ),
        ("contacts: [con-999]", "contacts: [gone]", "15: contacts.0: There is no entry gone"),
        ("glossary: [grooming]", "glossary: [gone]", "16: glossary.0: There is no entry gone"),
        ("offences: [an-offence]", "offences: [gone]", "17: offences.0: There is no entry gone"),
        ("editions: [guide-2026]", "editions: [gone]", "18: editions.0: There is no entry gone"),
        (
            "contacts: [con-999]",
            "contacts: [con-999, con-999]",
            "15: contacts.1: con-999 is listed twice",
        ),
        (
            "of: 2}",
            "of: 3}",
            "20: quiz.mastery: The sections draw 2 questions, but the standard is of 3",
        ),
        (
            '{outcomes: ["1a"], draw: 2, critical_draw: 1}',
            '{outcomes: ["1b"], draw: 2}',
            "22: quiz.sections.0: There is no outcome 1b",
        ),
        (
            "critical_draw: 1}",
            "critical_draw: 2}",
            "22: quiz.sections.0: The section draws 2 critical questions of different outcomes,"
            " but critical questions exist for 1 of its outcomes",
        ),
        (
            "critical_draw: 1}",
            "critical_draw: 3}",
            "22: quiz.sections.0: 3 critical questions cannot be among 2",
        ),
        (
            "critical_draw: 1}",
            "critical_draw: 0}",
            "22: quiz.sections.0: The section draws 2 questions that are not critical,"
            " but only 1 exist",
        ),
        (
            "lessons: [first-steps]",
            "lessons: [first-steps, two]",
            "12: lessons.1: There is no file",
        ),
    ],
)
def test_problems_of_the_course_file(problems, old, new, line):
    assert any(found.startswith(f"course.yaml:{line}") for found in problems(course=(old, new)))


PLACE = 'outcome: "1a", anchor: "first-steps#tell-the-lead"'


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (["farr"], "20: questions.0: There is no entry farr"),
        (["far", "far"], "21: questions.1: far is listed twice"),
        (["far", "gone"], "21: questions.1: There is no entry gone"),
    ],
)
def test_a_shared_question_misspelt_or_named_twice_is_refused_in_its_line(tmp_path, names, line):
    root = folder(tmp_path / "small")
    course = root / "course.yaml"
    shared = QUESTIONS.partition("- id: danger")[0].replace("id: worry", "id: far")
    places = "".join(f"  - {{id: {name}, {PLACE}}}\n" for name in names)
    text = course.read_text(encoding="utf-8")
    course.write_text(
        text.replace("editions: [guide-2026]\n", f"editions: [guide-2026]\nquestions:\n{places}")
    )
    (root / "shared" / "questions").mkdir()
    (root / "shared" / "questions" / "some.yaml").write_text(
        shared.replace("Ravi seems", "Ada seems"), encoding="utf-8"
    )

    found = [str(one) for one in opened(root, today=date(2026, 11, 21)).report.problems]

    assert found == [f"course.yaml:{line}"]


def test_an_outcome_stands_in_one_section(problems):
    twice = '    - {outcomes: ["1a"], draw: 1}\n    - {outcomes: ["1a"], draw: 1}\n'
    whole = '    - {outcomes: ["1a"], draw: 2, critical_draw: 1}\n'

    assert problems(course=(whole, twice)) == [
        "course.yaml:22: quiz.sections.0: The outcome 1a stands in more than one section",
        "course.yaml:23: quiz.sections.1: The outcome 1a stands in more than one section",
    ]


def test_a_fraction_needs_no_sum(problems):
    assert problems(course=("{at_least: 1, of: 2}", '"4/5"')) == []


@pytest.mark.parametrize("limit", ["30", "0", "null", "soon"])
def test_a_time_limit_is_refused(problems, limit):
    assert problems(course=("  sections:", f"  minutes_allowed: {limit}\n  sections:")) == [
        "course.yaml:21: quiz.minutes_allowed: A course sets no time limit: each organisation"
        " decides on the page of its quiz"
    ]


def test_a_held_question_is_not_drawn(problems):
    assert problems(questions=("  case: true\n  anchor", "  held: true\n  anchor")) == [
        "course.yaml:22: quiz.sections.0: The section draws 1 questions that are not critical,"
        " but only 0 exist"
    ]


def test_too_little_choice_is_a_warning(report):
    assert (
        "course.yaml:22: quiz.sections.0: Only 2 questions to draw 2 from; have twice as many"
        in [str(warning) for warning in report().warnings]
    )


def test_too_few_cases_are_a_warning(new_warnings):
    assert new_warnings(questions=("  case: true\n  anchor", "  anchor")) == [
        "course.yaml:21: quiz.sections: 1 of 2 questions are cases; at least 60% should be"
    ]


def test_a_document_to_read_has_one_lesson_a_short_check_and_no_quiz(problems):
    found = problems(course=("version: 1.0.0", "kind: reading\nversion: 1.0.0"))

    said = [one for one in found if "to read and confirm" in one]
    assert [one.partition(": kind: ")[2] for one in said] == [
        "A document to read and confirm has neither quiz nor certificate",
        "A document to read and confirm has one lesson with 2 to 4 checks",
    ]


def test_a_kind_that_is_none_is_refused(problems):
    found = problems(course=("version: 1.0.0", "kind: film\nversion: 1.0.0"))

    assert any("kind" in one for one in found)
