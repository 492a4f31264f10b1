"""Taking back what was done for many: once, within a day, with one event."""

from datetime import timedelta

import pytest

from courses.accounts.models import Team
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.usecases import act_on_chosen as acting
from courses.usecases.take_action_back import TooLate, take_action_back
from tests.people import NOON
from tests.tables import everything
from tests.usecases.choosing import act, event_of

DAY = timedelta(days=1)


@pytest.fixture
def moved(elm, harbour):
    """Return that Amira was moved to Year 5."""
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    return act(elm, "move", elm.amira, team=team.pk)


def test_one_event_says_how_many(elm, moved):
    take_action_back(action=moved, at=NOON + DAY / 2)

    event = event_of("took-action-back")
    assert (event.details["people"], event.details["kept"]) == (1, 0)


def test_a_second_time_writes_nothing(elm, moved):
    take_action_back(action=moved, at=NOON + DAY / 2)
    before = everything()

    again = take_action_back(action=moved, at=NOON + DAY / 2)

    assert again.state == "undone"
    assert everything() == before


def test_after_a_day_it_is_too_late(elm, moved):
    with pytest.raises(TooLate):
        take_action_back(action=moved, at=NOON + DAY)


def test_what_waits_is_not_taken_back(elm, moved, monkeypatch):
    monkeypatch.setattr(acting, "MOST_AT_ONCE", 0)
    waiting = act(elm, "move", elm.amira, team=None)

    with pytest.raises(TooLate):
        take_action_back(action=waiting, at=NOON)


def test_a_reminder_is_not_taken_back(elm, moved):
    action = act(elm, "remind", elm.amira)

    with pytest.raises(TooLate):
        take_action_back(action=action, at=NOON)


def test_a_broken_trail_leaves_everything_as_it_was(elm, moved, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "took-action-back")

    with pytest.raises(UnknownVerb):
        take_action_back(action=moved, at=NOON)

    assert everything() == before
