import pytest

from courses.packages import services
from courses.packages.models import ImportRun
from courses.packages.problems import Problem, Report
from courses.packages.runs import Plan, read_report
from tests.people import NOON

pytestmark = pytest.mark.django_db
PLAN = Plan("a-course", "1.0.0", "A course", ("New.",))
REPORT = Report((Problem("a.md", 1, "x", "Wrong"),))


def note(elm, plan=PLAN, report=None):
    return services.note(
        organisation=elm.organisation,
        by=elm.grace,
        file_name="course.zip",
        sha256="1" * 64,
        plan=plan,
        report=report or Report(),
        at=NOON,
    )


def test_a_plan_waits_a_plan_of_nothing_does_not_and_problems_refuse():
    nothing = Plan("a-course", "1.0.0", "A course", ("No change.",), is_nothing=True)

    assert [services.state_of(one) for one in (PLAN, nothing, None)] == [
        "waiting",
        "unchanged",
        "refused",
    ]


def test_the_same_file_takes_up_its_run_and_says_nothing_new(elm):
    first, second = note(elm), note(elm)

    assert (first[1], second) == (True, (first[0], False))


def test_another_finding_is_kept_in_the_same_run(elm):
    first, _is_new = note(elm, None, REPORT)

    run, is_new = note(elm)

    assert (run, is_new, run.state) == (first, True, "waiting")
    assert read_report(ImportRun.objects.get().problems).problems == 0


def test_a_run_is_refused_or_discarded_once_it_waits(elm):
    run, _is_new = note(elm)
    waits = services.lock(run=run)

    services.refuse(run=run, report=REPORT)

    assert (waits, services.lock(run=run), run.plan) == (True, False, {})
    services.discard(run=run)
    assert ImportRun.objects.get().state == "discarded"
