"""Which standing stands where several rules name the same course."""

from datetime import date

from courses.compliance.status import Finding, State
from courses.compliance.urgency import URGENCY, most_urgent


def test_the_most_urgent_of_several_findings_stands():
    findings = [Finding(state, None, ()) for state in reversed(URGENCY)]

    assert most_urgent(findings).state is State.OVERDUE
    assert sorted(URGENCY) == sorted(State)
    assert most_urgent([]) == Finding(State.NOT_REQUIRED, None, ("no-rule-applies",))


def test_of_two_equally_urgent_findings_the_earlier_day_stands():
    days = [date(2025, 9, 20), None, date(2025, 9, 19)]

    found = most_urgent(Finding(State.OVERDUE, until, ()) for until in days)

    assert found.until == date(2025, 9, 19)
