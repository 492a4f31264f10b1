"""Rules that contradict themselves are named, each fault by name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.compliance.possible import (
    Fault,
    ImpossibleRule,
    faults_of,
    is_day_of_year,
    reachable,
)
from courses.compliance.renewing import Renewal
from tests.compliance.histories import RULE

TODAY = date(2026, 3, 3)
COURSE, SHORTER, THIRD = 1, 2, 3


def faults(renewed_by=(), **changes):
    return faults_of(replace(RULE, **changes), course_id=COURSE, today=TODAY, renewed_by=renewed_by)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"effective_from": date(1900, 1, 1)}, Fault.STARTS_TOO_EARLY),
        ({"effective_from": date(2200, 1, 1)}, Fault.STARTS_TOO_LATE),
        ({"effective_until": date(2024, 8, 31)}, Fault.ENDS_BEFORE_IT_STARTS),
        ({"due_days": None, "due_on": date(2024, 8, 31)}, Fault.DUE_BEFORE_START),
        ({"due_days": None, "due_on": date(2200, 1, 1)}, Fault.DUE_TOO_LATE),
        ({"due_days": 731}, Fault.DUE_TOO_LATE),
        ({"valid_months": 0, "renew_window_days": 0}, Fault.NO_MONTHS),
        ({"valid_months": 121}, Fault.TOO_MANY_MONTHS),
        ({"valid_months": 2}, Fault.WINDOW_TOO_LONG),
        ({"renewal": Renewal.ANNIVERSARY, "valid_months": 18}, Fault.NO_WHOLE_YEARS),
        ({"renewal": Renewal.ANNIVERSARY, "valid_months": None}, Fault.NO_WHOLE_YEARS),
        ({"renewal": Renewal.FIXED_DAY}, Fault.NO_SUCH_DAY),
        ({"renewal": Renewal.FIXED_DAY, "fixed": (2, 30)}, Fault.NO_SUCH_DAY),
        ({"grace_days": 31}, Fault.GRACE_TOO_LONG),
        ({"grace_days": 1, "valid_months": None}, Fault.GRACE_OF_NOTHING),
        ({"refresher_id": SHORTER, "valid_months": None}, Fault.REFRESHER_OF_NOTHING),
        ({"refresher_id": COURSE}, Fault.RENEWS_ITSELF),
    ],
)
def test_what_makes_a_rule_impossible(changes, fault):
    assert faults(**changes) == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"effective_from": TODAY + timedelta(days=732)},
        {"valid_months": None, "renew_window_days": 300},
        {"renewal": Renewal.FIXED_DAY, "fixed": (2, 29), "grace_days": 30},
        {"refresher_id": SHORTER},
    ],
)
def test_what_is_possible(changes):
    assert faults(**changes) == []


def test_courses_that_renew_one_another_are_a_circle_however_long():
    assert faults([(SHORTER, COURSE)], refresher_id=SHORTER) == [Fault.RENEWS_IN_A_CIRCLE]
    assert faults([(SHORTER, THIRD), (THIRD, COURSE)], refresher_id=SHORTER) == [
        Fault.RENEWS_IN_A_CIRCLE
    ]
    assert faults([(SHORTER, THIRD), (THIRD, SHORTER)], refresher_id=SHORTER) == []
    assert reachable(SHORTER, [(SHORTER, THIRD), (THIRD, SHORTER)]) == {SHORTER, THIRD}


def test_a_day_of_the_year():
    days = [None, (0, 1), (13, 1), (2, 29), (2, 30), (4, 31), (9, 0), (9, 1)]

    assert [is_day_of_year(day) for day in days] == [
        *[False] * 3,
        True,
        *[False] * 3,
        True,
    ]


def test_the_error_carries_every_fault():
    error = ImpossibleRule([Fault.NO_MONTHS, Fault.RENEWS_ITSELF])

    assert (error.faults, str(error)) == (
        (Fault.NO_MONTHS, Fault.RENEWS_ITSELF),
        "no_months, renews_itself",
    )
