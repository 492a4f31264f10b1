"""Which reminder a due day calls for on a day, and who has none."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.compliance.status import Finding, State
from courses.notifications.plan import Plan
from courses.notifications.reminders import Wanted, is_too_fresh, stage_on, wanted_on
from tests.people import TODAY

NEVER = ("never-completed",)


@pytest.mark.parametrize(
    ("ahead", "stage"),
    [
        (365, ""),
        (31, ""),
        (30, "before-30"),
        (15, "before-30"),
        (14, "before-14"),
        (4, "before-14"),
        (3, "before-3"),
        (0, "before-3"),
        (-1, "overdue-0"),
        (-14, "overdue-0"),
        (-15, "overdue-1"),
        (-29, "overdue-2"),
        (-43, "overdue-3"),
        (-57, "overdue-4"),
        (-70, "overdue-4"),
        (-1000, "overdue-4"),
    ],
)
def test_the_stage_is_the_latest_that_the_due_day_has_reached(ahead, stage):
    assert stage_on(TODAY + timedelta(days=ahead), TODAY) == stage


@given(st.integers(min_value=0, max_value=400))
def test_run_every_day_there_are_eight_stages_each_for_one_stretch_of_days(start):
    due = TODAY + timedelta(days=start)
    days = [stage_on(due, TODAY + timedelta(days=n)) for n in range(start + 500)]
    in_order = [stage for n, stage in enumerate(days) if n == 0 or days[n - 1] != stage]

    assert len(set(in_order)) == len(in_order)
    assert len(set(in_order) - {""}) == 8 - (start <= 14) - (start <= 3)


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (State.DUE, True),
        (State.DUE_SOON, True),
        (State.OVERDUE, True),
        (State.RENEWAL_OPEN, True),
        (State.IN_DATE, False),
        (State.EXEMPT, False),
        (State.NOT_REQUIRED, False),
    ],
)
def test_whoever_is_in_date_exempt_or_not_required_has_none(state, is_told):
    found = wanted_on([((1, 7), Finding(state, TODAY, NEVER))], told={}, on=TODAY)

    assert found == ([Wanted(1, 7, TODAY, "before-3")] if is_told else [])


def test_the_most_urgent_comes_first_and_what_has_no_day_or_no_stage_is_left_out():
    late, soon = TODAY - timedelta(days=20), TODAY + timedelta(days=9)
    standings = {
        (2, 7): Finding(State.DUE_SOON, soon, NEVER),
        (1, 7): Finding(State.OVERDUE, late, NEVER),
        (3, 7): Finding(State.DUE, TODAY + timedelta(days=90), NEVER),
        (4, 7): Finding(State.RENEWAL_OPEN, None, NEVER),
    }

    assert wanted_on(standings.items(), told={}, on=TODAY) == [
        Wanted(1, 7, late, "overdue-1"),
        Wanted(2, 7, soon, "before-14"),
    ]


@pytest.mark.parametrize(
    ("days_after", "due_in", "is_quiet"),
    [
        (0, 28, True),
        (1, 27, True),
        (2, 26, True),
        (3, 25, False),
        (0, 0, True),
        (1, 0, False),
        (1, 1, False),
        (1, 2, True),
        (2, -1, True),
        (3, -1, False),
    ],
)
def test_two_days_after_the_invitation_are_quiet_unless_the_due_day_is_there(
    days_after, due_in, is_quiet
):
    finding = Finding(State.DUE_SOON, TODAY + timedelta(days=due_in), NEVER)
    told_on = TODAY - timedelta(days=days_after)

    assert is_too_fresh(finding, told_on=told_on, on=TODAY) is is_quiet


def test_who_did_the_course_before_or_was_told_long_ago_is_reminded_on_the_day():
    again = Finding(State.OVERDUE, TODAY - timedelta(days=1), ("completed", "lapsed"))
    first = Finding(State.DUE_SOON, TODAY + timedelta(days=28), NEVER)

    assert is_too_fresh(again, told_on=TODAY, on=TODAY) is False
    assert is_too_fresh(first, told_on=None, on=TODAY) is False


def test_only_the_course_that_was_just_given_waits():
    due = TODAY + timedelta(days=28)
    finding = Finding(State.DUE_SOON, due, NEVER)

    found = wanted_on([((1, 7), finding), ((1, 8), finding)], told={(1, 7): TODAY}, on=TODAY)

    assert found == [Wanted(1, 8, due, "before-30")]


def test_another_plan_has_other_stages_and_days_of_rest_have_none():
    plan = Plan(before=(21, 7), every_days=5, repeats=1, paused_until=TODAY)
    due = TODAY + timedelta(days=21)
    finding = Finding(State.DUE_SOON, due, NEVER)

    stages = [stage_on(TODAY, TODAY + timedelta(days=n), plan) for n in (-22, -21, -7, 0, 1, 6, 99)]
    assert stages == [
        "",
        "before-21",
        "before-7",
        "before-7",
        "overdue-0",
        "overdue-1",
        "overdue-1",
    ]
    assert wanted_on([((1, 7), finding)], told={}, on=TODAY, plans={1: plan}) == []
    assert wanted_on([((2, 7), finding)], told={}, on=TODAY, plans={1: plan}) == [
        Wanted(2, 7, due, "before-30")
    ]
