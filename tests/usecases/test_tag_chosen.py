"""A tag put on people a lead has chosen, or taken off, and taking that back."""

from datetime import timedelta

import pytest

from courses.accounts.models import Tag
from courses.accounts.tagging import every_tagging_of
from courses.usecases.take_action_back import take_action_back
from tests.people import NOON, TODAY
from tests.usecases.choosing import act, event_of, left_of, names

DAY = timedelta(days=1)


@pytest.fixture
def tag(elm, harbour):
    """Return the tag "Driver" of Elm Park."""
    return Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")


def days(elm, user):
    rows = every_tagging_of(elm.membership(user))
    return [(one.valid_from, one.valid_until) for one in rows]


def test_who_lacks_it_gets_it_from_today_on_and_who_has_it_is_left_out(elm, tag):
    act(elm, "tag", elm.noor, tag=tag.pk, takes_off=False)

    action = act(elm, "tag", elm.amira, elm.noor, tag=tag.pk, takes_off=False)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(action) == {"has-tag": ["Noor Siddiqui"]}
    assert days(elm, elm.amira) == [(TODAY, None)]


def test_it_is_taken_off_from_today_on_and_that_is_taken_back(elm, tag):
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False, at=NOON - DAY)

    action = act(elm, "tag", elm.amira, elm.noor, tag=tag.pk, takes_off=True)

    assert (names(action.result.done), left_of(action)) == (
        ["Amira Haddad"],
        {"lacks-tag": ["Noor Siddiqui"]},
    )
    assert days(elm, elm.amira) == [(TODAY - DAY, TODAY - DAY)]
    take_action_back(action=action, at=NOON)
    assert days(elm, elm.amira) == [(TODAY - DAY, None)]
    assert event_of("took-action-back").details["people"] == 1


def test_who_was_given_it_again_meanwhile_has_it_once(elm, tag):
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False)
    action = act(elm, "tag", elm.amira, tag=tag.pk, takes_off=True)
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False)

    take_action_back(action=action, at=NOON)

    assert days(elm, elm.amira) == [(TODAY, None)]
    assert event_of("took-action-back").details["people"] == 0


def test_a_tag_that_is_gone_or_anothers_changes_nobody(elm, harbour):
    theirs = Tag.objects.create(organisation=harbour.organisation, slug="skipper", name="Skipper")

    action = act(elm, "tag", elm.amira, tag=theirs.pk, takes_off=False)

    assert left_of(action) == {"tag-gone": ["Amira Haddad"]}
    assert days(elm, elm.amira) == []


def test_another_tag_that_somebody_has_stays(elm, tag):
    cook = Tag.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    act(elm, "tag", elm.amira, tag=cook.pk, takes_off=False)
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False)

    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=True)

    held = [one.tag_id for one in every_tagging_of(elm.membership(elm.amira))]
    assert held == [cook.pk]
