"""Standings as numbers: their order, their bands, and the days that matter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.compliance.audience import Audience
from courses.compliance.ranks import (
    LATER,
    band_of,
    held_steps,
    late_from,
    rank_of,
    rank_of_finding,
    ranks_with,
    soon_from,
    spells_of,
    state_of,
)
from courses.compliance.status import Finding, State
from courses.compliance.urgency import URGENCY
from tests.compliance.histories import NORTH, RULE

ON = date(2026, 3, 3)
DAY = timedelta(days=1)


def test_every_rank_leads_back_to_its_state_and_rises_with_less_urgency():
    ranks = [rank_of(state) for state in URGENCY]

    assert ranks == sorted(ranks)
    assert [state_of(rank) for rank in ranks] == list(URGENCY)
    assert state_of(rank_of(State.IN_DATE, 0)) is State.IN_DATE


@pytest.mark.parametrize(
    ("days", "band"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (999, 3)]
)
def test_a_band_ends_with_its_last_day(days, band):
    assert band_of(days) == band


@pytest.mark.parametrize(
    ("state", "days", "band"),
    [
        (State.IN_DATE, 31, 1),
        (State.RENEWAL_OPEN, 5, 0),
        (State.IN_DATE, None, LATER),
        (State.OVERDUE, -5, LATER),
    ],
)
def test_only_what_is_held_has_a_band(state, days, band):
    finding = Finding(state, None if days is None else ON + timedelta(days=days), ())

    assert rank_of_finding(finding, on=ON) == rank_of(state, band)


def test_ranks_of_several_states_and_bands():
    assert ranks_with((State.OVERDUE,)) == [0, 1, 2, 3]
    assert ranks_with((State.RENEWAL_OPEN, State.IN_DATE), (0,)) == [12, 16]


def test_steps_run_from_the_furthest_to_today():
    assert held_steps(45) == [
        (91, rank_of(State.IN_DATE, 3)),
        (61, rank_of(State.IN_DATE, 2)),
        (45, rank_of(State.IN_DATE, 1)),
        (31, rank_of(State.RENEWAL_OPEN, 1)),
        (0, rank_of(State.RENEWAL_OPEN, 0)),
    ]


def test_late_and_soon_are_days_since_which_one_was_in_the_audience():
    assert late_from(RULE, ON) == ON - timedelta(days=29)
    assert soon_from(RULE, ON) == ON
    assert soon_from(replace(RULE, due_days=60), ON) == ON - timedelta(days=30)


@pytest.mark.parametrize(
    ("ahead", "late", "soon"), [(-1, ON - DAY, ON), (0, None, ON), (30, None, ON), (31, None, None)]
)
def test_a_fixed_due_day_is_late_after_it_and_soon_in_its_last_30_days(ahead, late, soon):
    rule = replace(RULE, due_days=None, due_on=ON + timedelta(days=ahead))

    assert (late_from(rule, ON), soon_from(rule, ON)) == (late, soon)


def test_revisions_of_the_same_audience_are_one_spell_and_a_pause_parts_two():
    first = replace(RULE, effective_from=date(2024, 1, 1), effective_until=date(2024, 1, 31))
    second = replace(first, effective_from=date(2024, 2, 1), effective_until=date(2024, 2, 29))
    third = replace(second, effective_from=date(2024, 3, 2), effective_until=None)
    fourth = replace(third, effective_from=date(2024, 5, 1), audience=Audience(sites=(NORTH,)))
    third = replace(third, effective_until=date(2024, 4, 30))

    found = spells_of((fourth, third, second, first), until=ON)

    assert [(one.effective_from, one.effective_until, one.audience.sites) for one in found] == [
        (date(2024, 1, 1), date(2024, 2, 29), ()),
        (date(2024, 3, 2), date(2024, 4, 30), ()),
        (date(2024, 5, 1), ON, (NORTH,)),
    ]
    assert spells_of((fourth,), until=date(2024, 4, 30)) == []
