"""Tags put on people and taken off from a day on; the days before keep theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts import tagging
from courses.accounts.membership import Membership, Tagging
from courses.accounts.models import Tag
from courses.common.scope import Scope
from tests.people import NOON, STARTED, TODAY

DAY = timedelta(days=1)
LATER = NOON + DAY


@pytest.fixture
def tag(elm):
    """Return the tag "Driver" of Elm Park."""
    return Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")


@pytest.fixture
def put(elm, tag):
    """Return how to put the tag on Amira from a day on."""

    def call(on=STARTED):
        pairs = [(elm.membership(elm.amira).pk, tag.pk)]
        here = elm.organisation.pk
        return tagging.put_on(pairs, organisation_id=here, on=on, at=NOON, actor_id=None)[0]

    return call


def days(member):
    return [(one.valid_from, one.valid_until) for one in tagging.every_tagging_of(member)]


def test_a_tag_holds_until_the_day_before_it_is_taken_off(elm, put):
    amira, first = elm.membership(elm.amira), put()

    (made,) = tagging.take_off([first], on=TODAY, at=LATER, actor_id=elm.lewis.pk)

    assert days(amira) == [(STARTED, TODAY - DAY)]
    assert made.thread == first.thread
    carried = tagging.every_tagging_of(amira)
    assert tagging.names_on(carried, TODAY - DAY) == ["Driver"]
    assert tagging.names_on(carried, TODAY) == tagging.names_on(carried, STARTED - DAY) == []
    assert tagging.every_tagging_of(amira, known_at=NOON) == [first]
    assert tagging.taggings_of([amira.pk], on=TODAY) == []


def test_one_that_has_not_begun_is_taken_back(elm, put):
    assert tagging.take_off([put(TODAY)], on=TODAY, at=LATER, actor_id=None) == []
    assert days(elm.membership(elm.amira)) == []


def test_who_carries_it_on_the_day_is_found(elm, tag, put):
    put(TODAY)
    people = Membership.objects.filter(organisation=elm.organisation)
    scope = Scope(elm.organisation.pk, TODAY, whole=True)

    assert list(tagging.carrying(people, tag_id=tag.pk, scope=scope)) == [elm.membership(elm.amira)]
    earlier = replace(scope, on=TODAY - DAY)
    unknown = replace(scope, known_at=NOON - DAY)
    assert [
        list(tagging.carrying(people, tag_id=tag.pk, scope=one)) for one in (earlier, unknown)
    ] == [[], []]


def test_what_was_done_is_put_back_but_not_where_it_changed_since(elm, put):
    amira, first = elm.membership(elm.amira), put()
    (made,) = tagging.take_off([first], on=TODAY, at=LATER, actor_id=None)
    back = {"made": [made.pk], "ended": [first.pk], "at": LATER, "actor_id": None}

    assert tagging.put_back({amira.pk}, **back) == {amira.pk}
    assert tagging.put_back({amira.pk}, **back) == set()
    assert days(amira) == [(STARTED, None)]
    assert Tagging.objects.current().get().recorded_at == LATER
