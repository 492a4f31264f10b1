"""Noting that somebody was asked: once a day, and without what came of it."""

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.queries import standings_of
from courses.learning.corridor import CorridorCheck, CorridorTally
from courses.usecases.note_corridor_check import note_corridor_check
from tests.people import NOON, TODAY
from tests.tables import everything, trail


@pytest.fixture
def note(elm, harbour):
    """Return how Lewis notes that Amira was asked."""

    def call(**changes):
        fields = {
            "membership": elm.membership(elm.amira),
            "site_id": elm.north.pk,
            "topic": "telling",
            "was_confident": True,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return note_corridor_check(**(fields | changes))

    return call


def test_the_person_keeps_the_day_and_the_site_the_outcome(note, elm):
    assert note() is True

    check = CorridorCheck.objects.values("membership", "on", "organisation").get()
    assert check == {
        "membership": elm.membership(elm.amira).pk,
        "on": TODAY,
        "organisation": elm.organisation.pk,
    }
    tally = CorridorTally.objects.values("site", "topic", "confident", "talked_through").get()
    assert tally == {
        "site": elm.north.pk,
        "topic": "telling",
        "confident": 1,
        "talked_through": 0,
    }
    assert [row[0] for row in trail(elm.organisation.pk)] == ["corridor-check"]
    assert "telling" not in str(AuditEvent.objects.get().details)
    assert "confident" not in str(AuditEvent.objects.get().details)


def test_a_second_tap_counts_nothing(note):
    note()
    before = everything()

    assert note(was_confident=False) is False
    assert everything() == before


def test_it_changes_nobodys_standing(note, elm):
    member = elm.membership(elm.amira)
    before = standings_of([member], on=TODAY)
    note()

    assert standings_of([member], on=TODAY) == before


def test_without_its_audit_event_nothing_is_written(note, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "corridor-check")

    with pytest.raises(UnknownVerb):
        note()

    assert everything() == before
