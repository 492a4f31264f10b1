"""Standing under one rule: the worked example, every boundary, and what hands out no fresh days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from courses.common.dates import add_months
from courses.compliance.allowances import Excused
from courses.compliance.audience import Audience, Period
from courses.compliance.status import (
    Done,
    Finding,
    History,
    Revision,
    State,
    status_on,
)
from tests.compliance.histories import DAYS, HELPER, NORTH, RULE, SOUTH, TEACHER, YEAR_4, histories

STARTED, DUE = date(2024, 9, 2), date(2024, 9, 30)
COMPLETED = date(2024, 9, 20)
ASKED = date(2026, 3, 3)
NOT_REQUIRED = Finding(State.NOT_REQUIRED, None, ("no-rule-applies",))


def day(text):
    return date.fromisoformat(text)


def period(since="2024-09-02", until=None, *, role=TEACHER, site=NORTH, team=None):
    return Period(day(since), until and day(until), role, site, team)


def history(**changes):
    """Return Amira's history, nothing completed, changed as told."""
    return replace(History(periods=(period(),), revisions=(RULE,)), **changes)


def standing(on, **changes):
    found = status_on(history(**changes), day(on))
    return found.state.value, found.until and found.until.isoformat()


# The worked example of DESIGN, section 5: about 3 March 2026, as known at three moments.
TWO_YEARS = replace(RULE, valid_months=24)
REVISED = (
    replace(TWO_YEARS, effective_until=date(2025, 8, 31)),
    replace(RULE, effective_from=date(2025, 9, 1)),
)


@pytest.mark.parametrize(
    ("revisions", "completions", "finding"),
    [
        pytest.param(
            (TWO_YEARS,),
            (Done(COMPLETED, (1, 0, 0)),),
            Finding(State.IN_DATE, date(2026, 9, 20), ("completed", "still-valid")),
            id="as known on 5 July 2025",
        ),
        pytest.param(
            REVISED,
            (Done(COMPLETED, (1, 0, 0)),),
            Finding(State.OVERDUE, date(2025, 9, 20), ("completed", "lapsed")),
            id="as known on 3 March 2026",
        ),
        pytest.param(
            REVISED,
            (Done(COMPLETED, (1, 0, 0)), Done(date(2026, 2, 1))),
            Finding(State.IN_DATE, date(2027, 2, 1), ("completed", "still-valid")),
            id="today",
        ),
    ],
)
def test_amiras_standing_on_3_march(revisions, completions, finding):
    known = history(revisions=revisions, completions=completions)

    assert status_on(known, ASKED) == finding


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-09-01", ("not_required", None)),
        ("2024-09-02", ("due_soon", "2024-09-30")),
        ("2024-09-30", ("due_soon", "2024-09-30")),
        ("2024-10-01", ("overdue", "2024-09-30")),
    ],
)
def test_the_due_day_itself_is_still_in_time(on, expected):
    assert standing(on) == expected


@pytest.mark.parametrize(
    ("on", "state"), [("2024-09-02", "due"), ("2024-09-29", "due"), ("2024-09-30", "due_soon")]
)
def test_due_soon_begins_30_days_ahead(on, state):
    later = replace(RULE, due_days=58)

    assert standing(on, revisions=(later,)) == (state, "2024-10-30")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-09-19", ("due_soon", "2024-09-30")),
        ("2024-09-20", ("in_date", "2025-09-20")),
        ("2025-07-22", ("in_date", "2025-09-20")),
        ("2025-07-23", ("renewal_open", "2025-09-20")),
        ("2025-09-20", ("renewal_open", "2025-09-20")),
        ("2025-09-21", ("overdue", "2025-09-20")),
    ],
)
def test_a_completion_is_held_to_its_last_day_and_renewed_in_the_last_60(on, expected):
    assert standing(on, completions=(Done(COMPLETED),)) == expected


def test_a_completion_that_never_lapses_has_no_end():
    for_good = replace(RULE, valid_months=None)

    found = status_on(history(revisions=(for_good,), completions=(Done(COMPLETED),)), ASKED)

    assert found == Finding(State.IN_DATE, None, ("completed", "never-lapses"))


def test_a_completion_before_the_start_that_lapses_early_leaves_the_first_days():
    early = (Done(date(2023, 9, 10)),)

    assert standing("2024-09-10", completions=early) == ("renewal_open", "2024-09-10")
    assert standing("2024-09-11", completions=early) == ("due_soon", "2024-09-30")


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2024-10-31", "overdue"),
        ("2024-11-01", "exempt"),
        ("2025-01-31", "exempt"),
        ("2025-02-01", "overdue"),
    ],
)
def test_an_exemption_holds_from_its_first_to_its_last_day(on, state):
    excused = (Excused(day("2024-11-01"), day("2025-01-31")),)

    found = status_on(history(exemptions=excused), day(on))

    assert found.state.value == state
    assert found.until == (day("2025-01-31") if state == "exempt" else DUE)


def test_the_longest_of_several_exemptions_is_named():
    both = tuple(Excused(STARTED, day(until)) for until in ("2024-12-01", "2025-01-01"))

    assert standing("2024-10-10", exemptions=both) == ("exempt", "2025-01-01")


def test_after_a_gap_in_membership_the_days_begin_anew():
    two = (period(until="2024-12-31"), period("2025-06-02"))

    assert standing("2024-12-31", periods=two) == ("overdue", "2024-09-30")
    assert standing("2025-01-01", periods=two) == ("not_required", None)
    assert standing("2025-06-02", periods=two) == ("due_soon", "2025-06-30")


@pytest.mark.parametrize("moved", [{"site": SOUTH}, {"team": YEAR_4}, {"role": HELPER}])
def test_a_move_inside_the_audience_gives_no_fresh_days(moved):
    two = (period(until="2024-12-31"), period("2025-01-01", **moved))

    assert standing("2025-01-01", periods=two) == ("overdue", "2024-09-30")


@pytest.mark.parametrize(
    ("audience", "moved"),
    [
        ({"sites": (SOUTH,)}, {"site": SOUTH}),
        ({"roles": (HELPER,)}, {"role": HELPER}),
        ({"teams": (YEAR_4,)}, {"team": YEAR_4}),
    ],
)
def test_a_move_into_the_audience_starts_the_days_and_one_out_of_it_ends_them(audience, moved):
    rule = (replace(RULE, audience=Audience(**audience)),)
    stays = (
        period(until="2024-12-31"),
        period("2025-01-01", "2025-02-28", **moved),
        period("2025-03-01"),
    )

    assert standing("2024-12-31", periods=stays, revisions=rule) == ("not_required", None)
    assert standing("2025-01-01", periods=stays, revisions=rule) == ("due_soon", "2025-01-29")
    assert standing("2025-03-01", periods=stays, revisions=rule) == ("not_required", None)


def test_a_revision_gives_no_fresh_days():
    assert standing("2025-09-02", revisions=REVISED) == ("overdue", "2024-09-30")


def test_a_pause_of_the_rule_starts_the_days_again():
    paused = (
        replace(RULE, effective_until=date(2025, 7, 31)),
        replace(RULE, effective_from=date(2025, 9, 1)),
    )

    assert standing("2025-08-01", revisions=paused) == ("not_required", None)
    assert standing("2025-09-01", revisions=paused) == ("due_soon", "2025-09-29")


def test_for_whoever_was_there_before_the_rule_the_days_begin_with_the_rule():
    assert standing("2024-09-01", periods=(period("2019-01-07"),)) == ("due_soon", "2024-09-29")


def test_a_fixed_due_day_gives_later_starters_their_first_day():
    fixed = (replace(RULE, due_days=None, due_on=date(2024, 10, 31)),)

    assert standing("2024-10-31", revisions=fixed) == ("due_soon", "2024-10-31")
    assert standing("2024-11-01", revisions=fixed) == ("overdue", "2024-10-31")
    late = (period("2025-01-06"),)
    assert standing("2025-01-06", periods=late, revisions=fixed) == ("due_soon", "2025-01-06")


@pytest.mark.parametrize(
    ("version", "state"),
    [((1, 9, 9), "overdue"), ((1, 10, 0), "in_date"), ((2, 0, 0), "in_date"), (None, "in_date")],
)
def test_only_the_minimum_version_or_outside_training_counts(version, state):
    strict = (replace(RULE, minimum_version=(1, 10, 0)),)

    assert standing("2025-01-01", revisions=strict, completions=(Done(COMPLETED, version),))[0] == (
        state
    )


def test_without_period_or_rule_nothing_is_required():
    assert status_on(history(periods=()), ASKED) == NOT_REQUIRED
    assert status_on(history(revisions=()), ASKED) == NOT_REQUIRED


@settings(deadline=None)
@given(histories(), DAYS)
def test_the_days_run_from_the_first_of_the_unbroken_days_in_the_audience(known, on):
    if not known.named_on(on):
        assert status_on(known, on) == NOT_REQUIRED
        return
    since = on
    while known.named_on(since - timedelta(days=1)):
        since -= timedelta(days=1)

    assert known.in_audience_since(on) == since


@settings(deadline=None)
@given(histories(), DAYS)
def test_one_more_completion_today_always_brings_in_date(known, on):
    found = status_on(replace(known, completions=(*known.completions, Done(on))), on)

    rule = known.named_on(on)
    until = add_months(on, 12) if rule else None
    assert (found.state, found.until) == ((State.IN_DATE if rule else State.NOT_REQUIRED), until)


def test_a_second_job_at_the_same_time_counts():
    teacher, coach = 1, 2
    north, south = 1, 2
    rule = Revision(
        day("2025-01-01"),
        None,
        due_days=28,
        due_on=None,
        valid_months=12,
        renew_window_days=60,
        audience=Audience(roles=(coach,)),
    )
    first = Period(day("2024-09-01"), None, teacher, north, None)
    second = Period(day("2025-03-01"), None, coach, south, None)

    one_job = status_on(History((first,), (rule,)), day("2025-03-10"))
    two_jobs = status_on(History((first, second), (rule,)), day("2025-03-10"))

    assert one_job == NOT_REQUIRED
    assert (two_jobs.state, two_jobs.until) == (State.DUE_SOON, day("2025-03-29"))
