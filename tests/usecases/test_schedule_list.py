"""Being told of a list at intervals: once each, paused, gone on with, ended."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.reporting.lists import MOST_SCHEDULES, ScheduledList
from courses.usecases.schedule_list import (
    TooManySchedules,
    end_schedule,
    go_on_with_schedule,
    pause_schedule,
)
from tests.people import NOON, TODAY
from tests.tables import everything, verbs_about
from tests.usecases.keeping import schedule_of

WEEK = timedelta(days=7)


@pytest.fixture
def weekly(elm, harbour):
    """Return that Lewis is told of who is overdue every week."""
    return schedule_of(elm.lewis, elm.organisation)


def test_the_first_comes_one_interval_from_today(elm, weekly):
    monthly = schedule_of(elm.lewis, elm.organisation, every="month")

    assert (weekly.next_on, str(monthly.next_on)) == (TODAY + WEEK, "2026-04-03")
    assert verbs_about(weekly) == ["scheduled-list"]
    assert str(weekly) == str(weekly.key)


def test_the_same_once_more_writes_nothing(elm, weekly):
    before = everything()

    assert schedule_of(elm.lewis, elm.organisation, at=NOON + WEEK) == weekly
    assert everything() == before


def test_ten_are_enough(elm, weekly):
    for number in range(MOST_SCHEDULES - 1):
        schedule_of(elm.lewis, elm.organisation, query=f"search={number}")
    before = everything()

    with pytest.raises(TooManySchedules):
        schedule_of(elm.lewis, elm.organisation, query="search=more")

    assert everything() == before


def test_paused_and_gone_on_with(weekly):
    pause_schedule(scheduled=weekly, at=NOON)
    weekly.refresh_from_db()
    paused_at = weekly.paused_at

    go_on_with_schedule(scheduled=weekly, at=NOON + 2 * WEEK)

    weekly.refresh_from_db()
    assert (paused_at, weekly.paused_at, weekly.next_on) == (NOON, None, TODAY + 3 * WEEK)
    assert verbs_about(weekly) == ["scheduled-list", "paused-list", "went-on-with-list"]


def test_twice_writes_nothing(weekly):
    before = everything()
    go_on_with_schedule(scheduled=weekly, at=NOON)
    assert everything() == before

    pause_schedule(scheduled=weekly, at=NOON)
    weekly.refresh_from_db()
    before = everything()
    pause_schedule(scheduled=weekly, at=NOON)

    assert everything() == before


def test_from_two_tabs_each_is_done_once(weekly):
    stale = ScheduledList.objects.get()
    pause_schedule(scheduled=weekly, at=NOON)
    pause_schedule(scheduled=stale, at=NOON)

    paused = ScheduledList.objects.get()
    go_on_with_schedule(scheduled=paused, at=NOON)
    go_on_with_schedule(scheduled=paused, at=NOON)
    end_schedule(scheduled=weekly, at=NOON)
    end_schedule(scheduled=stale, at=NOON)

    assert verbs_about(weekly) == [
        *("scheduled-list", "paused-list", "went-on-with-list", "ended-list"),
    ]


def test_ended_it_is_gone_and_the_trail_says_so(weekly):
    end_schedule(scheduled=weekly, at=NOON)

    assert ScheduledList.objects.count() == 0
    assert verbs_about(weekly) == ["scheduled-list", "ended-list"]


def test_a_broken_trail_leaves_everything_as_it_was(elm, weekly, monkeypatch):
    before = everything()
    for verb in ("scheduled-list", "paused-list", "ended-list"):
        monkeypatch.delitem(VERBS, verb)

    for act in (pause_schedule, end_schedule):
        with pytest.raises(UnknownVerb):
            act(scheduled=weekly, at=NOON)
    with pytest.raises(UnknownVerb):
        schedule_of(elm.noor, elm.organisation)

    assert everything() == before
