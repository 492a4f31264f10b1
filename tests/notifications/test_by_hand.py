"""What a reminder by hand names, and which stage it tells as well."""

from datetime import timedelta

import pytest

from courses.compliance.status import Finding, State
from courses.notifications.by_hand import told_with, wanted_by_hand
from courses.notifications.reminders import Wanted
from tests.people import TODAY

DAY = timedelta(days=1)


def found(state, until=TODAY):
    return wanted_by_hand([((7, 3), Finding(state, until=until, reasons=()))], on=TODAY)


@pytest.mark.parametrize("state", [State.DUE, State.DUE_SOON, State.OVERDUE, State.RENEWAL_OPEN])
def test_what_is_to_do_or_may_be_renewed_is_named_however_far_off(state):
    far = TODAY + 200 * DAY

    assert found(state, far) == {7: [Wanted(7, 3, far, "hand-2026-03-03")]}


def test_the_shorter_course_that_would_do_is_named_with_it():
    finding = Finding(State.OVERDUE, until=TODAY, reasons=(), refresher_id=5)

    named = wanted_by_hand([((7, 3), finding)], on=TODAY)

    assert [one.ways for one in named[7]] == [[5, 3]]


@pytest.mark.parametrize("state", [State.IN_DATE, State.EXEMPT, State.NOT_REQUIRED])
def test_whoever_has_nothing_to_do_is_left_in_peace(state):
    assert found(state) == {}


def test_without_a_day_there_is_nothing_to_name():
    assert found(State.OVERDUE, None) == {}


@pytest.mark.parametrize(
    ("due_in", "stages"), [(40, []), (20, ["before-30"]), (-1, ["overdue-0"]), (0, ["before-3"])]
)
def test_the_stage_of_the_day_counts_as_told(due_in, stages):
    due = TODAY + due_in * DAY

    told = told_with([Wanted(7, 3, due, "hand-2026-03-03")], on=TODAY)

    assert told == [Wanted(7, 3, due, stage) for stage in stages]
