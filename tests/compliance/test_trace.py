"""The reasons of a standing: the dates it rests on, and what was left out of account."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from courses.compliance.allowances import Excused, Extended
from courses.compliance.audience import Audience, Period
from courses.compliance.status import Done, Finding, History, State, status_on
from courses.compliance.trace import Trace, trace_on
from tests.compliance.histories import DAYS, NORTH, RULE, TEACHER, histories

ON = date(2026, 3, 3)
STAY = Period(date(2024, 9, 2), None, TEACHER, NORTH, None)


@given(histories(), DAYS)
def test_the_trace_finds_what_the_rule_finds(history, day):
    assert trace_on(history, day).finding == status_on(history, day)


def test_every_date_of_a_lapsed_completion_is_told():
    history = History((STAY,), (RULE,), (Done(date(2024, 9, 20)),))

    assert trace_on(history, ON) == Trace(
        finding=Finding(State.OVERDUE, date(2025, 9, 20), ("completed", "lapsed")),
        revision=RULE,
        since=date(2024, 9, 2),
        first_due=date(2024, 9, 30),
        last=Done(date(2024, 9, 20)),
        held_until=date(2025, 9, 20),
    )


def test_a_completion_of_too_old_an_edition_is_named():
    rule = replace(RULE, minimum_version=(1, 2, 0), valid_months=None)
    old, newer = Done(date(2026, 2, 1), (1, 0, 0)), Done(date(2025, 1, 1), (1, 2, 0))
    later = Done(date(2026, 3, 4), (1, 0, 0))

    found = trace_on(History((STAY,), (rule,), (old, newer, later)), ON)
    none = trace_on(History((STAY,), (rule,), (old, later)), ON)

    assert (found.last, found.held_until, found.ignored) == (newer, None, (old,))
    assert (none.last, none.held_until, none.ignored) == (None, None, (old,))


def test_an_exemption_is_told():
    away = Excused(date(2026, 1, 1), date(2026, 6, 1))

    assert trace_on(History((STAY,), (RULE,), (), (away,)), ON).exemption == away


def test_a_later_due_day_is_told_with_the_day_it_was_before():
    given = Extended(date(2026, 3, 1), None, date(2026, 4, 1))
    history = History((STAY,), (RULE,), (Done(date(2024, 9, 20)),), extensions=(given,))

    found, earlier = trace_on(history, ON), trace_on(history, date(2026, 2, 28))

    assert (found.finding.state, found.finding.until) == (State.DUE_SOON, date(2026, 4, 1))
    assert (found.extension, found.due_before) == (given, date(2025, 9, 20))
    assert (earlier.extension, earlier.due_before) == (None, None)


def test_one_that_a_completion_used_up_is_not_told():
    given = Extended(date(2025, 9, 1), None, date(2026, 4, 1))
    rule = replace(RULE, valid_months=1)
    history = History((STAY,), (rule,), (Done(date(2025, 9, 20)),), extensions=(given,))

    found = trace_on(history, ON)

    assert (found.finding.state, found.extension) == (State.OVERDUE, None)


def test_outside_the_audience_and_without_a_rule_there_is_nothing_to_tell():
    elsewhere = replace(RULE, audience=Audience(sites=(NORTH + 1,)))
    nothing = Finding(State.NOT_REQUIRED, None, ("no-rule-applies",))

    assert trace_on(History((STAY,), (elsewhere,)), ON) == Trace(nothing, elsewhere)
    assert trace_on(History((STAY,), ()), ON) == Trace(nothing)
