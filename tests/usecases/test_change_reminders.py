"""Changing how an organisation reminds."""

from datetime import date, time, timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.models import QuietDays
from courses.notifications.planning import plan_of
from courses.usecases.change_reminders import (
    ImpossibleDays,
    add_quiet_days,
    change_reminders,
    remove_quiet_days,
)
from tests.people import NOON, TODAY
from tests.tables import everything, trail

DAYS = {"name": "Half term", "first_day": TODAY, "last_day": TODAY + timedelta(days=4)}


@pytest.fixture
def by(elm):
    """Return by whom and when."""
    return {"organisation": elm.organisation, "at": NOON, "actor_id": elm.lewis.pk}


def test_a_change_is_kept_and_told_and_the_same_again_writes_nothing(elm, by):
    changes = {"quiet_from": time(18), "digest_on": 0}

    assert change_reminders(changes=changes, **by) is True
    before = everything()
    assert change_reminders(changes=changes, **by) is False

    assert everything() == before
    assert plan_of(elm.organisation.pk).quiet_from == time(18)
    assert trail(elm.organisation.pk) == [
        ("changed-reminders", "organisation", elm.organisation.pk, elm.lewis.pk)
    ]


def test_quiet_days_are_named_once_and_taken_away_once(elm, harbour, by):
    assert add_quiet_days(**DAYS, **by) is True
    assert add_quiet_days(**DAYS, **by) is False
    days = QuietDays.objects.get()
    assert remove_quiet_days(pk=days.pk, **(by | {"organisation": harbour.organisation})) is False
    assert remove_quiet_days(pk=days.pk, **by) is True
    assert remove_quiet_days(pk=days.pk, **by) is False

    assert [verb for verb, *_ in trail(elm.organisation.pk)] == [
        "added-quiet-days",
        "removed-quiet-days",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"last_day": TODAY - timedelta(days=1)},
        {"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 5)},
        {"last_day": TODAY + timedelta(days=367)},
    ],
)
def test_impossible_days_are_never_stored(by, changes):
    with pytest.raises(ImpossibleDays):
        add_quiet_days(**(DAYS | changes), **by)

    assert list(QuietDays.objects.all()) == []


@pytest.mark.parametrize("verb", ["changed-reminders", "added-quiet-days", "removed-quiet-days"])
def test_when_the_trail_refuses_nothing_is_written(elm, by, monkeypatch, verb):
    if verb == "removed-quiet-days":
        add_quiet_days(**DAYS, **by)
    before = everything()
    monkeypatch.delitem(VERBS, verb)
    acts = {
        "changed-reminders": lambda: change_reminders(changes={"repeats": 1}, **by),
        "added-quiet-days": lambda: add_quiet_days(**DAYS, **by),
        "removed-quiet-days": lambda: remove_quiet_days(pk=QuietDays.objects.get().pk, **by),
    }

    with pytest.raises(UnknownVerb):
        acts[verb]()

    assert everything() == before
