from courses.packages.problems import Findings, Problem, Report

FIRST = Problem("a.yaml", 3, "title", "This key is missing", "Add it.")
SECOND = Problem("a.yaml", 12, "id", "This must be text")


def test_a_problem_is_one_line():
    assert str(FIRST) == "a.yaml:3: title: This key is missing"
    assert FIRST.advice == "a.yaml:3: title: This key is missing. Add it."
    assert SECOND.advice == str(SECOND)


def test_a_report_names_each_once_in_order():
    assert Findings([SECOND, FIRST, SECOND], [FIRST]).report() == Report((FIRST, SECOND), (FIRST,))


def test_warnings_alone_refuse_nothing():
    assert Report(warnings=(FIRST,)).is_clean is True
    assert Report(problems=(FIRST,)).is_clean is False
