"""Not accepting a record that somebody brought: kept with its reason, never counted."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.queries import standings_of
from courses.learning.brought import BroughtRecord, decided_of
from courses.learning.models import Completion
from courses.usecases.decline_record import decline_record
from tests.people import NOON, TODAY
from tests.tables import everything, trail


@pytest.fixture
def decline(elm, harbour, small_course):
    """Return how Lewis declines what Amira brought."""

    def call(**changes):
        fields = {
            "membership": elm.membership(elm.amira),
            "course": small_course.course,
            "completed_on": TODAY - timedelta(days=900),
            "evidence": "A photograph of a certificate",
            "reason": "Too long ago",
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return decline_record(**(fields | changes))

    return call


def test_the_decision_is_kept_and_counts_for_nothing(decline, elm):
    member = elm.membership(elm.amira)
    before = standings_of([member], on=TODAY)

    declined = decline()

    assert standings_of([member], on=TODAY) == before
    assert list(Completion.objects.all()) == []
    assert (declined.reason, declined.decided_by_id) == ("Too long ago", elm.lewis.pk)
    assert trail(elm.organisation.pk) == [
        ("declined-record", "broughtrecord", declined.pk, elm.lewis.pk)
    ]
    here = {"learner": elm.amira, "organisation_id": elm.organisation.pk}
    assert decided_of(**here) == [declined]
    assert decided_of(**here, known_at=NOON) == [declined]
    assert decided_of(**here, known_at=NOON - timedelta(days=1)) == []


def test_the_same_record_again_keeps_the_first_decision(decline):
    first = decline()
    before = everything()

    assert decline(reason="Covers less than our course") == first
    assert everything() == before


def test_without_its_audit_event_nothing_is_written(decline, monkeypatch):
    monkeypatch.delitem(VERBS, "declined-record")

    with pytest.raises(UnknownVerb):
        decline()

    assert list(BroughtRecord.objects.all()) == []
