"""Whose turn it is in a scope, when somebody was asked, how topics go."""

from datetime import timedelta

import pytest

from courses.common.scope import Scope
from courses.learning.corridor_queries import checks_by, checks_of, tallies_in, turn_in
from courses.learning.corridor_rules import Outcomes
from courses.learning.corridor_services import count_outcome, note_asked
from tests.people import NOON, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def whole(elm, harbour):
    """Return the whole of Elm Park."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


def asked(elm, user, on=TODAY):
    return note_asked(membership=elm.membership(user), on=on, at=NOON, actor_id=elm.lewis.pk)


def test_everybody_here_but_the_asker_is_drawn_in_turn(elm, whole):
    asked(elm, elm.amira)
    asked(elm, elm.noor, on=TODAY - 90 * DAY)

    turn = turn_in(whole, site_id=None, but=elm.lewis.pk)
    north = turn_in(whole, site_id=elm.north.pk, but=elm.lewis.pk)

    drawn = [elm.membership(user).pk for user in (elm.noor, elm.grace, elm.ash)]
    assert (turn.drawable, turn.asked, turn.people) == (sorted(drawn), 1, 4)
    assert (north.drawable, north.people) == ([elm.membership(elm.noor).pk], 2)
    assert not north.everybody_was_asked
    asked(elm, elm.noor)
    again = turn_in(whole, site_id=elm.north.pk, but=elm.lewis.pk)
    assert again.everybody_was_asked
    assert len(again.drawable) == 2
    assert turn_in(Scope(elm.organisation.pk, TODAY), site_id=None, but=0).people == 0


def test_the_same_day_is_noted_once_and_stands_with_its_owner(elm, whole):
    assert asked(elm, elm.amira) is True
    assert asked(elm, elm.amira) is False

    assert [one.on for one in checks_of(elm.membership(elm.amira))] == [TODAY]
    assert [one.on for one in checks_by(learner=elm.amira)] == [TODAY]
    assert checks_of(elm.membership(elm.amira), known_at=NOON - DAY) == []


def test_outcomes_stand_by_site_and_topic_from_ten_on(elm, whole):
    for number in range(10):
        count_outcome(
            site_id=elm.north.pk, topic="telling", on=TODAY - 9 * DAY, was_confident=number < 7
        )
        count_outcome(site_id=elm.south.pk, topic="online", on=TODAY, was_confident=True)
    count_outcome(site_id=elm.south.pk, topic="signs", on=TODAY - 9 * DAY, was_confident=True)

    since = TODAY - 365 * DAY
    assert tallies_in(whole, since=since) == [("North", "telling", Outcomes(7, 3))]
    assert tallies_in(Scope(elm.organisation.pk, TODAY), since=since) == []
    assert tallies_in(whole, since=TODAY) == []
