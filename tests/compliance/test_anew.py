"""Completing a newer version anew: what meets it, and how somebody stands until they do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.compliance import anew
from courses.compliance.allowances import Extended
from courses.compliance.anew import Anew, reachable, unmet
from courses.compliance.audience import Period
from courses.compliance.renewing import Renewal
from courses.compliance.status import Done, History, status_on
from courses.compliance.trace import trace_on
from tests.compliance.histories import NORTH, RULE, TEACHER

DAY = timedelta(days=1)
SINCE, BY = date(2026, 3, 3), date(2026, 4, 30)
ASKED = Anew((2, 0, 0), BY, SINCE)
STAY = Period(date(2024, 9, 2), None, TEACHER, NORTH, None)
DONE = Done(date(2025, 12, 1), (1, 0, 0))
BEFORE = replace(RULE, effective_until=SINCE - DAY)
FROM = replace(RULE, effective_from=SINCE, anew=(ASKED,))


def stands(*completions, on, revision=FROM, **more):
    """Return state and day on ``on``."""
    history = History((STAY,), (BEFORE, revision), completions, **more)
    finding = status_on(history, on)
    return finding.state, finding.until


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (SINCE - DAY, ("in_date", date(2026, 12, 1))),
        (SINCE, ("renewal_open", BY)),
        (BY, ("renewal_open", BY)),
        (BY + DAY, ("overdue", BY)),
    ],
    ids=["the day before", "the day it is asked", "its due day", "the day after"],
)
def test_what_was_completed_counts_until_the_due_day(on, expected):
    assert stands(DONE, on=on) == expected


def test_completing_it_is_what_any_completion_is_and_leaves_earlier_days():
    newer = Done(date(2026, 4, 1), (2, 0, 0))

    assert stands(DONE, newer, on=BY + DAY) == ("in_date", date(2027, 4, 1))
    assert stands(DONE, newer, on=newer.completed_on - DAY) == ("renewal_open", BY)


@pytest.mark.parametrize(
    ("done", "is_met"),
    [
        (Done(SINCE - DAY, (2, 1, 0)), True),
        (Done(SINCE + DAY, (1, 9, 9)), False),
        (Done(SINCE, None), True),
        (Done(SINCE - DAY, None), False),
        (Done(SINCE + DAY, None, refresher_id=8), False),
    ],
    ids=["newer", "older", "outside since", "outside before", "shorter course"],
)
def test_only_that_version_or_a_later_one_meets_it_or_training_elsewhere_since(done, is_met):
    assert (unmet([ASKED], [done]) is None) == is_met


def test_of_several_the_earliest_due_that_is_not_met_counts():
    later = Anew((3, 0, 0), BY + 30 * DAY, SINCE + DAY)

    assert unmet([later, ASKED], [DONE]) == ASKED
    assert unmet([later, ASKED], [Done(SINCE, (2, 0, 0))]) == later
    assert unmet([later, ASKED], [Done(SINCE, (3, 0, 0))]) is None


def test_what_runs_out_before_the_due_day_runs_out_as_ever_and_grace_ends_with_it():
    early = Done(date(2025, 4, 20), (1, 0, 0))
    kind = replace(FROM, grace_days=30)

    assert stands(early, on=SINCE) == ("renewal_open", date(2026, 4, 20))
    assert stands(early, on=date(2026, 4, 21)) == ("overdue", date(2026, 4, 20))
    assert stands(early, on=date(2026, 4, 21), revision=kind) == ("due_soon", BY)
    assert stands(early, on=BY + DAY, revision=kind) == ("overdue", BY)
    assert stands(DONE, on=BY + DAY, revision=kind) == ("overdue", BY)


def test_what_never_lapses_ends_with_the_due_day_and_more_time_puts_it_back():
    for_ever = replace(FROM, valid_months=None)
    given = Extended(BY + DAY, None, BY + 20 * DAY)

    assert stands(DONE, on=BY, revision=for_ever) == ("renewal_open", BY)
    assert stands(DONE, on=BY + DAY, revision=for_ever) == ("overdue", BY)
    assert stands(DONE, on=BY + DAY, extensions=(given,)) == ("due_soon", BY + 20 * DAY)


def test_whoever_completed_nothing_or_came_into_the_group_later_keeps_the_first_due_day():
    assert stands(on=SINCE) == ("overdue", date(2024, 9, 30))
    late = replace(STAY, valid_from=BY - DAY)
    history = History((late,), (BEFORE, FROM), (DONE,))
    assert status_on(history, BY + DAY).until == BY - DAY + 28 * DAY


def test_no_shorter_course_is_offered_until_it_is_met():
    shorter = replace(FROM, refresher_id=8)
    history = History((STAY,), (shorter,), (DONE,))
    newer = History((STAY,), (shorter,), (Done(SINCE, (2, 0, 0)),))

    assert status_on(history, SINCE).refresher_id is None
    assert status_on(newer, SINCE).refresher_id == 8
    assert shorter.renewal is Renewal.COMPLETION


def test_the_trace_names_it_and_reaches_no_further():
    history = History((STAY,), (BEFORE, FROM), (DONE,))

    asked, before = trace_on(history, BY + DAY), trace_on(history, SINCE - DAY)

    assert (asked.anew, asked.held_until) == (ASKED, BY)
    assert (before.anew, before.held_until) == (None, date(2026, 12, 1))
    assert trace_on(History((STAY,), (FROM,)), SINCE).anew is None
    never = replace(FROM, valid_months=None)
    assert trace_on(History((STAY,), (never,), (DONE,)), SINCE).held_until == BY


def test_what_nobody_can_begin_is_not_reachable():
    later = Anew((3, 0, 0), BY, SINCE)

    assert reachable([ASKED, later], offered=(2, 1, 0)) == (ASKED,)
    assert reachable([ASKED, later], offered=(1, 0, 0)) == ()
    assert reachable([ASKED], offered=None) == ()


def test_it_is_read_as_it_was_written():
    assert anew.read(anew.written([ASKED])) == (ASKED,)
    assert (anew.written([]), anew.read({})) == ({}, ())
