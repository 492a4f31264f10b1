import pytest

from courses.packages.problems import Findings, Problem, Report, in_order, named

FIRST = Problem("a.yaml", 3, "title", "This key is missing", "Add it.", "form")
SECOND = Problem("a.yaml", 12, "id", "This must be text", "Write words.", "form")


def test_a_problem_is_one_line_with_its_rule_and_what_to_do():
    assert str(FIRST) == "a.yaml:3: title: This key is missing"
    assert FIRST.advice == "a.yaml:3: title: This key is missing [form]. Add it."
    assert Problem("a.yaml", 3, "id", "Wrong").advice == "a.yaml:3: id: Wrong"


def test_a_report_names_each_once_in_order():
    assert Findings([SECOND, FIRST, SECOND], [FIRST]).report() == Report((FIRST, SECOND), (FIRST,))


def test_warnings_alone_refuse_nothing():
    assert Report(warnings=(FIRST,)).is_clean is True
    assert Report(problems=(FIRST,)).is_clean is False


def test_a_report_names_the_file_as_it_was_uploaded():
    kept, whole = Problem("a.yaml", 3, "id", "Wrong"), Problem("incoming-1.zip", 0, "file", "Bad")

    named_anew = Report((kept, whole), (whole,)).naming("incoming-1.zip", "course.zip")

    assert [one.file for one in named_anew.problems] == ["a.yaml", "course.zip"]
    assert [one.file for one in named_anew.warnings] == ["course.zip"]


def test_a_rule_gives_its_advice_where_a_problem_has_none():
    bare, advised = Problem("a.yaml", 1, "x", "Wrong"), Problem("a.yaml", 1, "x", "Wrong", "Mend.")

    assert [(p.rule, p.hint) for p in named("reference", [bare, advised])] == [
        ("reference", "Use an identifier that exists, once."),
        ("reference", "Mend."),
    ]


@pytest.mark.parametrize(
    ("file", "path", "rule"),
    [
        ("questions/a.yaml", "0.options.0.feedback", "item-feedback"),
        ("shared/questions/a.yaml", "0.outcome", "item-outcome"),
        ("questions/a.yaml", "0.anchor", "item-anchor"),
        ("questions/a.yaml", "0.stem", "form"),
        ("lessons/a.md", "outcome", "form"),
    ],
)
def test_what_no_rule_found_is_about_the_form_of_its_key(file, path, rule):
    (found,) = in_order([Problem(file, 1, path, "This key is missing")])

    assert found.rule == rule
