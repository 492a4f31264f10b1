"""Whom a rule names: by job, site, team and tag, of several each."""

from dataclasses import replace
from datetime import date

import pytest

from courses.compliance.audience import CHOSEN, EVERYONE, Audience, Period, Tagged, stays_named
from courses.compliance.status import History, State, status_on
from tests.compliance.histories import RULE

COOK, DRIVER, NORTH, SOUTH, YEAR_4, AIDER = 1, 2, 10, 20, 30, 40
STAY = Period(date(2024, 9, 2), None, COOK, NORTH, None)
AID = Tagged(date(2025, 3, 1), date(2025, 6, 30), AIDER)


@pytest.mark.parametrize(
    ("audience", "is_named"),
    [
        (EVERYONE, True),
        (Audience(roles=(COOK, DRIVER)), True),
        (Audience(roles=(COOK, DRIVER), sites=(NORTH, SOUTH)), True),
        (Audience(roles=(DRIVER,), sites=(NORTH, SOUTH)), False),
        (Audience(roles=(COOK,), sites=(SOUTH,)), False),
        (Audience(teams=(YEAR_4,)), False),
    ],
)
def test_of_each_kind_any_one_is_enough_and_every_kind_is_asked(audience, is_named):
    assert audience.names_place(STAY) is is_named


@pytest.mark.parametrize(
    ("day", "tags", "since"),
    [
        (date(2025, 2, 28), (AIDER,), None),
        (date(2025, 3, 1), (AIDER, 7), date(2025, 3, 1)),
        (date(2025, 6, 30), (AIDER,), date(2025, 3, 1)),
        (date(2025, 7, 1), (AIDER,), None),
        (date(2025, 4, 1), (7,), None),
        (date(2020, 1, 1), (), date.min),
    ],
)
def test_a_tag_counts_on_the_days_it_is_carried(day, tags, since):
    assert stays_named(Audience(tags=tags), (AID,), day) == since
    assert AID.covers(day) is (since == date(2025, 3, 1) or tags == (7,))


def test_the_days_run_from_when_the_tag_was_given():
    rule = replace(RULE, audience=Audience(tags=(AIDER,)))
    found = status_on(History((STAY,), (rule,), tagged=(AID,)), date(2025, 3, 10))

    assert (found.state, found.until) == (State.DUE_SOON, date(2025, 3, 29))


def test_an_audience_is_kept_with_each_id_once_and_in_order():
    named = Audience.of(roles=[2, 1, 2], tags=[5])

    assert named.written() == {"v": 1, "roles": [1, 2], "tags": [5]}
    assert Audience.read(named.written()) == named
    assert Audience.read({}) == Audience.read(EVERYONE.written()) == EVERYONE


def test_an_audience_of_chosen_people_is_kept_as_such():
    assert Audience.read(CHOSEN.written()) == CHOSEN
    assert CHOSEN.written() == {"v": 1, "chosen": True}
    assert EVERYONE.written() == {"v": 1}
