"""Stretches of days: on every day the same standing as the rule finds, and few of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.compliance.allowances import Excused, Extended
from courses.compliance.audience import Period
from courses.compliance.status import Done, History, State, status_on
from courses.compliance.stretches import (
    HELD,
    IN_TIME,
    LAST,
    Stretch,
    side_by_side,
    stretches_of,
)
from courses.compliance.urgency import most_urgent
from tests.compliance.histories import DAYS, NORTH, RULE, SOUTH, TEACHER, cases

JOINED = date(2025, 9, 1)
AMIRA = History((Period(JOINED, None, TEACHER, NORTH, None),), (RULE,))


def found_on(stretches, day):
    """Return state, last day and shorter course, as the stretches have it."""
    on = [one for one in stretches if one.first_day <= day <= one.last_day]
    assert len(on) <= 1
    state = on[0].state_on(day) if on else State.NOT_REQUIRED
    if state not in IN_TIME:
        return state, None, None
    return state, on[0].held_until if state in HELD else on[0].due_on, on[0].refresher_id


def reckoned_on(histories, day):
    """Return the same by the rule."""
    finding = most_urgent(status_on(one, day) for one in histories)
    if finding.state not in IN_TIME:
        return finding.state, None, None
    return finding.state, finding.until or LAST, finding.refresher_id


@settings(deadline=None, max_examples=60)
@given(
    rules=st.lists(cases(), min_size=1, max_size=3),
    days=st.lists(DAYS, min_size=3, max_size=20),
    since=st.one_of(st.just(date.min), DAYS),
)
def test_on_every_day_a_stretch_tells_what_the_rule_finds(rules, days, since):
    histories = [replace(one, periods=rules[0].periods) for one in rules]
    stretches = stretches_of(histories, since=since)

    for day in [*days, max(days) + timedelta(days=300)]:
        if day >= since:
            assert found_on(stretches, day) == reckoned_on(histories, day)


@settings(deadline=None, max_examples=60)
@given(
    rules=st.lists(st.tuples(cases(), cases()), min_size=1, max_size=2),
    days=st.lists(DAYS, min_size=3, max_size=20),
    since=DAYS,
)
def test_two_standings_side_by_side_are_on_every_day_what_the_rule_finds(rules, days, since):
    before = [replace(one, periods=rules[0][0].periods) for one, _other in rules]
    after = [
        replace(one, revisions=other.revisions)
        for one, (_, other) in zip(before, rules, strict=True)
    ]
    found = list(side_by_side(before, after, since=since))

    assert [day for day, *_both in found] == sorted({day for day, *_both in found})
    for day in [one for one in (since, *days, max(days) + timedelta(days=300)) if one >= since]:
        both = [standings for on, *standings in found if on <= day][-1]
        assert [(one.state, one.until) for one in both] == [
            (finding.state, finding.until)
            for histories in (before, after)
            for finding in [most_urgent(status_on(one, day) for one in histories)]
        ]


def test_time_alone_makes_one_stretch():
    assert stretches_of([AMIRA]) == [
        Stretch(
            JOINED,
            renew_from=JOINED,
            todo_from=JOINED,
            soon_from=JOINED,
            late_from=date(2025, 9, 30),
            due_on=date(2025, 9, 29),
        )
    ]


def test_a_completion_begins_the_next_stretch_and_tells_when_it_runs_out():
    done = replace(AMIRA, completions=(Done(date(2025, 9, 20)),))

    assert stretches_of([done], since=date(2026, 1, 1)) == [
        Stretch(
            date(2026, 1, 1),
            held_until=date(2026, 9, 20),
            renew_from=date(2026, 7, 23),
            todo_from=date(2026, 9, 21),
            soon_from=date(2026, 9, 21),
            late_from=date(2026, 9, 21),
            due_on=date(2026, 9, 20),
        )
    ]


def days_of(history, *, since=date.min):
    """Return the days of each stretch, and until when it is held or due."""
    return [
        (one.first_day, one.last_day, one.due_on if one.held_until == date.min else one.held_until)
        for one in stretches_of([history], since=since)
    ]


def test_renewing_while_it_is_in_date_begins_the_next_stretch():
    first, second = Done(date(2025, 9, 20)), Done(date(2026, 3, 1))
    renewed = replace(AMIRA, completions=(first, second))

    assert days_of(renewed, since=date(2026, 1, 1)) == [
        (date(2026, 1, 1), date(2026, 2, 28), date(2026, 9, 20)),
        (date(2026, 3, 1), LAST, date(2027, 3, 1)),
    ]


def test_more_time_begins_a_stretch_and_a_move_that_changes_nothing_none():
    more = Extended(date(2025, 9, 15), None, date(2025, 10, 9))
    until = date(2025, 9, 10)
    stays = (
        Period(JOINED, until, TEACHER, NORTH, None),
        Period(until + timedelta(days=1), None, TEACHER, SOUTH, None),
    )

    assert days_of(replace(AMIRA, extensions=(more,))) == [
        (JOINED, date(2025, 9, 14), date(2025, 9, 29)),
        (date(2025, 9, 15), LAST, date(2025, 10, 9)),
    ]
    assert stretches_of([replace(AMIRA, periods=stays)]) == stretches_of([AMIRA])


def test_what_never_lapses_stays_in_date_for_ever():
    rule = replace(RULE, valid_months=None)
    done = replace(AMIRA, revisions=(rule,), completions=(Done(date(2025, 9, 1)),))

    assert stretches_of([done]) == [Stretch(date(2025, 9, 1), held_until=LAST)]


def test_an_excuse_is_a_stretch_and_the_days_after_leaving_are_in_none():
    period = Period(JOINED, date(2025, 9, 30), TEACHER, NORTH, None)
    away = Excused(date(2025, 9, 10), LAST)
    history = replace(
        AMIRA, periods=(period,), exemptions=(away, replace(away, valid_until=away.valid_from))
    )

    assert [(one.first_day, one.last_day, one.is_excused) for one in stretches_of([history])] == [
        (JOINED, date(2025, 9, 9), False),
        (date(2025, 9, 10), date(2025, 9, 30), True),
    ]


@pytest.mark.parametrize(
    "rules", [[], [replace(AMIRA, periods=())], [replace(AMIRA, revisions=())]]
)
def test_without_a_rule_or_a_job_there_is_none(rules):
    assert stretches_of(rules) == []
