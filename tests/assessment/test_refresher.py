"""When refreshers come, and which three questions."""

from datetime import date, timedelta

import pytest

from courses.assessment.refresher import (
    EVERY_DAYS,
    FRESH_DAYS,
    STAGES,
    days_answered,
    days_completed,
    first_due,
    last_day,
    next_day,
    questions_for,
    stage_on,
    weeks_until,
)
from courses.assessment.selection import PoolItem

MET = date(2026, 3, 3)
POOL = [
    PoolItem(f"{outcome}-{n}", outcome, critical=False, shuffle=False, options=("a", "b"))
    for outcome in ("law", "signs", "telling", "online")
    for n in (1, 2)
]


@pytest.mark.parametrize(
    ("days", "stage"),
    [(0, 0), (20, 0), (21, 1), (27, 1), (28, 0), (69, 0), (70, 2), (76, 2), (77, 0), (119, 3)],
)
def test_the_first_comes_after_three_weeks_then_one_every_seven(days, stage):
    assert stage_on(MET, MET + timedelta(days=days)) == stage


@pytest.mark.parametrize(("days", "stage"), [(21, 1), (70, 0), (119, 3), (168, 0)])
def test_whoever_wishes_for_fewer_has_every_second(days, stage):
    assert stage_on(MET, MET + timedelta(days=days), fewer=True) == stage


@pytest.mark.parametrize(("days", "following"), [(0, 21), (21, 119), (70, 119), (119, 217)])
def test_and_is_told_of_those_alone(days, following):
    there = next_day(MET, MET + timedelta(days=days), fewer=True)

    assert there == MET + timedelta(days=following)


def test_what_was_missed_comes_back_two_weeks_after_the_answer():
    first, last = days_answered(MET)

    assert (first, last) == (MET - timedelta(days=20), MET - timedelta(days=14))


@pytest.mark.parametrize(("days", "weeks"), [(0, 1), (3, 1), (10, 1), (11, 2), (49, 7), (46, 7)])
def test_weeks_are_said_about(days, weeks):
    assert weeks_until(MET + timedelta(days=days), MET) == weeks


@pytest.mark.parametrize(("days", "following"), [(0, 21), (20, 21), (21, 70), (69, 70), (70, 119)])
def test_the_next_one_comes_on_the_first_day_of_its_stage(days, following):
    assert next_day(MET, MET + timedelta(days=days)) == MET + timedelta(days=following)


def test_the_link_of_a_mail_works_for_twenty_nine_whole_days_after_it():
    assert last_day(date(2026, 3, 1)) == date(2026, 3, 30)


def test_after_the_last_stage_none_comes():
    last = first_due(MET) + timedelta(days=(STAGES - 1) * EVERY_DAYS)

    assert stage_on(MET, last) == STAGES
    assert stage_on(MET, last + timedelta(days=EVERY_DAYS)) == 0
    assert [next_day(MET, last - timedelta(days=1)), next_day(MET, last)] == [last, None]


def test_the_days_to_look_for_are_those_with_a_stage():
    days = days_completed(MET)

    assert len(days) == len(set(days)) == STAGES * FRESH_DAYS
    assert all(stage_on(day, MET) for day in days)


def asked(**more):
    given = {"mine": [], "colleagues": [], "asked": {}, "seed": "s"} | more
    return [drawn.item for drawn in questions_for(POOL, **given)]


def test_what_the_person_missed_comes_first_then_what_colleagues_miss():
    found = asked(mine=["signs", "law", "online"], colleagues=["telling"])

    assert [item.split("-")[0] for item in found] == ["signs", "law", "telling"]


def test_of_an_outcome_the_question_asked_least_comes_first():
    assert asked(mine=["law"], asked={"law-1": 2, "law-2": 1})[0] == "law-2"
    assert asked(mine=["law"], asked={"law-2": 1})[0] == "law-1"


def test_nothing_missed_gives_three_different_outcomes_and_one_seed_one_set():
    found = asked()

    assert len({item.split("-")[0] for item in found}) == 3
    assert found == asked()


def test_a_small_pool_gives_what_it_has():
    drawn = questions_for(POOL[:2], mine=[], colleagues=[], asked={}, seed="s")

    assert sorted(one.item for one in drawn) == ["law-1", "law-2"]
    assert {one.options for one in drawn} == {("a", "b")}
    assert questions_for([], mine=["law"], colleagues=[], asked={}, seed="s") == ()
