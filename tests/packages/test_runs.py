import json

from courses.packages.problems import Problem, Report
from courses.packages.runs import Kept, Plan, read_plan, read_report, write_plan, write_report


def through_json(stored):
    return json.loads(json.dumps(stored))


def test_a_plan_is_read_as_it_was_written():
    plan = Plan("a-course", "1.2.0", "A course", ("One.", "Two."), is_nothing=True)

    assert read_plan(through_json(write_plan(plan))) == plan
    assert write_plan(plan)["v"] == 1


def test_no_plan_is_nothing():
    assert read_plan(write_plan(None)) is None


def test_a_report_is_read_as_it_was_written():
    problem, warning = Problem("a.md", 3, "title", "Wrong", "Mend it"), Problem("b.md", 0, "x", "Y")
    report = Report((problem,), (warning,))

    assert read_report(through_json(write_report(report))) == Kept(report, 1, 1)
    assert read_report({}) == Kept(Report())


def test_of_very_many_problems_the_first_are_kept_and_all_counted():
    report = Report(tuple(Problem("a.md", n, "x", "Wrong") for n in range(502)))

    kept = read_report(write_report(report))

    assert (len(kept.report.problems), kept.problems, kept.left_out) == (500, 502, 2)
