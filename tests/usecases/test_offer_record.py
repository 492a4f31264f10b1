"""Saying what one did elsewhere: it waits, and counts for nothing until a lead accepts it."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.scope import Scope
from courses.common.vocabulary import VERBS
from courses.compliance.queries import standings_of
from courses.learning.brought import (
    AlreadyDecided,
    AlreadyWaiting,
    BroughtRecord,
    TooManyWaiting,
    brought_at,
    brought_by,
    decided_of,
    waiting_in,
)
from courses.learning.models import Completion
from courses.usecases.accept_record import accept_record
from tests.people import NOON, TODAY
from tests.tables import everything, trail
from tests.usecases.bringing import brought_of


@pytest.fixture
def offer(elm, harbour, small_course):
    """Return how Amira offers what she did elsewhere."""

    def call(**changes):
        return brought_of(elm.membership(elm.amira), small_course.course, **changes)

    return call


def test_it_waits_and_counts_for_nothing(offer, elm):
    member = elm.membership(elm.amira)
    before = standings_of([member], on=TODAY)

    offered = offer()

    assert offered.is_waiting
    assert str(offered) == f"brought record {offered.pk}"
    assert standings_of([member], on=TODAY) == before
    assert list(Completion.objects.all()) == []
    assert brought_by(learner=elm.amira) == [offered]
    assert decided_of(learner=elm.amira, organisation_id=elm.organisation.pk) == []
    assert trail(elm.organisation.pk) == [
        ("offered-record", "broughtrecord", offered.pk, elm.amira.pk)
    ]


def test_the_same_again_writes_nothing(offer):
    first = offer()
    before = everything()

    assert offer() == first
    assert everything() == before


def test_another_of_that_course_and_day_is_refused_while_one_waits(offer):
    offer()
    before = everything()

    with pytest.raises(AlreadyWaiting):
        offer(evidence="Something else")

    assert everything() == before
    offer(evidence="Something else", completed_on=TODAY)
    assert BroughtRecord.objects.count() == 2


def test_no_more_than_twenty_of_one_person_wait_at_once(offer):
    for day in range(20):
        offer(completed_on=TODAY - timedelta(days=day))
    before = everything()

    with pytest.raises(TooManyWaiting):
        offer(completed_on=TODAY - timedelta(days=20))

    assert everything() == before


def test_what_was_decided_is_not_offered_again(offer, elm):
    offered = offer()
    accept_record(
        brought=offered, membership=elm.membership(elm.amira), at=NOON, actor_id=elm.lewis.pk
    )

    with pytest.raises(AlreadyDecided):
        offer()


def test_it_is_seen_in_the_scope_of_its_owner_alone(offer, elm, harbour):
    offered = offer()
    here = {"organisation_id": elm.organisation.pk, "on": TODAY}
    whole = Scope(**here, whole=True)
    north = Scope(**here, site_ids=frozenset({elm.north.pk}))
    south = Scope(**here, site_ids=frozenset({elm.south.pk}))
    away = Scope(organisation_id=harbour.organisation.pk, on=TODAY, whole=True)

    assert [list(waiting_in(one)) for one in (whole, north, south, away, Scope(**here))] == [
        [offered],
        [offered],
        [],
        [],
        [],
    ]
    assert brought_at(whole, offered.pk).membership_id == elm.membership(elm.amira).pk
    assert brought_at(away, offered.pk) is None


def test_one_that_nobody_offered_is_not_to_be_decided(offer, elm, small_course):
    declined = BroughtRecord.objects.create(
        learner=elm.amira,
        organisation=elm.organisation,
        course=small_course.course,
        completed_on=TODAY - timedelta(days=5),
        evidence="A photograph",
        reason="Too long ago",
        decided_at=NOON,
        decided_by_id=elm.lewis.pk,
    )

    whole = Scope(organisation_id=elm.organisation.pk, on=TODAY, whole=True)
    assert brought_at(whole, declined.pk) is None


def test_without_its_audit_event_nothing_is_written(offer, monkeypatch):
    monkeypatch.delitem(VERBS, "offered-record")

    with pytest.raises(UnknownVerb):
        offer()

    assert list(BroughtRecord.objects.all()) == []
