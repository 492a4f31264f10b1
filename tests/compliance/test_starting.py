"""Who is a starter since when, and whether they may work unsupervised."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.compliance.allowances import Extended
from courses.compliance.audience import Period
from courses.compliance.starting import (
    Light,
    is_due_at_start,
    is_starter,
    latest_end,
    light_of,
    missing_on,
    started_on,
)
from courses.compliance.status import Done, History, Revision

DAY = timedelta(days=1)
ON = date(2026, 3, 3)


def period(since, until=None):
    return Period(since, until, 1, 1, None)


def rule(due_days=0, since=date(2025, 1, 1)):
    return Revision(since, None, due_days, None, 12, 60)


def test_somebody_has_been_here_since_the_first_day_of_unbroken_time():
    moved = [period(ON - 9 * DAY, ON - 5 * DAY), period(ON - 4 * DAY)]

    assert started_on(moved, ON) == ON - 9 * DAY
    assert started_on([period(ON - 90 * DAY, ON - 60 * DAY), period(ON)], ON) == ON
    assert started_on([period(ON - 9 * DAY), period(ON - 2 * DAY)], ON) == ON - 9 * DAY


def test_whoever_is_to_come_starts_on_the_next_first_day_and_leavers_never():
    coming = [period(ON + 9 * DAY), period(ON + 3 * DAY, ON + 4 * DAY)]

    assert started_on(coming, ON) == ON + 3 * DAY
    assert started_on([period(ON - 9 * DAY, ON - DAY)], ON) is None
    assert started_on([], ON) is None


@pytest.mark.parametrize("days", [-200, -61, -60, 0, 60, 61, 200])
def test_sixty_days_before_and_after_the_first_day(days):
    assert is_starter(ON, ON + timedelta(days=days)) is (-60 <= days <= 60)


def test_a_rule_of_nought_days_is_due_at_the_start():
    def history(revision):
        return History(periods=(period(ON),), revisions=(revision,))

    assert is_due_at_start(history(rule()), ON)
    assert not is_due_at_start(history(rule(due_days=1)), ON)
    assert not is_due_at_start(history(rule(since=ON + DAY)), ON)
    assert not is_due_at_start(history(rule()), ON - DAY)
    by_a_day = replace(rule(due_days=None), due_on=ON)
    assert not is_due_at_start(history(by_a_day), ON)


def test_a_course_put_back_by_months_is_still_to_finish():
    more = Extended(ON, None, ON + 80 * DAY)
    history = History((period(ON),), (rule(),), extensions=(more,))

    assert missing_on([(7, history)], ON + DAY) == (7,)


def test_what_is_not_held_on_the_day_is_missing_once_by_course():
    open_one = History(periods=(period(ON),), revisions=(rule(),))
    held = History(periods=(period(ON),), revisions=(rule(),), completions=(Done(ON - 9 * DAY),))

    assert missing_on([(7, open_one), (7, open_one), (5, held), (3, open_one)], ON) == (3, 7)
    assert missing_on([(5, held)], ON) == ()
    assert missing_on([(5, held)], ON + 365 * DAY) == (5,)


def test_the_light_has_three_states():
    assert light_of((), is_supervised=True) is Light.COMPLETE
    assert light_of((7,), is_supervised=True) is Light.SUPERVISED
    assert light_of((7,), is_supervised=False) is Light.NOT_YET


def test_supervision_lasts_twelve_weeks_in_all():
    assert latest_end(ON, []) == ON + 84 * DAY
    assert latest_end(ON, [ON - 9 * DAY, ON - 20 * DAY]) == ON + 64 * DAY
