"""Recording training that took place outside the platform."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.membership import Grant
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.models import Completion
from courses.usecases.record_training import OwnRecord, record_training
from tests.people import NOON
from tests.tables import everything, trail, verbs_about

ON = date(2026, 2, 1)


@pytest.fixture
def record(elm, harbour, small_course):
    """Record Amira's outside training, changed as told."""

    def call(**changes):
        fields = {
            "membership": elm.membership(elm.amira),
            "course": small_course.course,
            "completed_on": ON,
            "minutes": 60,
            "evidence": "Certificate of the council",
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return record_training(**(fields | changes))

    return call


def test_outside_training_becomes_a_completion_at_noon_of_its_day(record, elm, small_course):
    completion = record()

    assert list(Completion.objects.all()) == [completion]
    assert (completion.learner, completion.organisation) == (elm.amira, elm.organisation)
    assert (completion.course, completion.version, completion.enrolment) == (
        small_course.course,
        None,
        None,
    )
    assert (completion.completed_on, completion.completed_at) == (
        ON,
        datetime(2026, 2, 1, 12, tzinfo=UTC),
    )
    assert (completion.how, completion.minutes) == ("recorded", 60)
    assert completion.evidence == "Certificate of the council"
    assert (completion.recorded_at, completion.recorded_by_id) == (NOON, elm.lewis.pk)
    assert trail(elm.organisation.pk) == [
        ("recorded", "completion", completion.pk, elm.lewis.pk),
    ]


def test_a_second_time_writes_nothing(record):
    first = record()
    before = everything()

    assert record(at=NOON + timedelta(hours=1)) == first
    assert everything() == before


@pytest.mark.parametrize(
    "change", [{"completed_on": date(2026, 2, 2)}, {"evidence": "Certificate of the college"}]
)
def test_another_day_or_other_evidence_is_another_record(record, change):
    first = record()

    second = record(**change)

    assert list(Completion.objects.order_by("pk")) == [first, second]


def test_without_evidence_nothing_is_recorded(record):
    before = everything()

    with pytest.raises(IntegrityError), transaction.atomic():
        record(evidence="")

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(record, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "recorded")

    with pytest.raises(UnknownVerb):
        record()

    assert everything() == before


def test_a_lead_records_their_own_only_where_nobody_else_could(record, elm):
    member = elm.membership(elm.lewis)
    before = everything()

    with pytest.raises(OwnRecord):
        record(membership=member)
    assert everything() == before
    Grant.objects.exclude(membership=member).delete()

    completion = record(membership=member)

    assert completion.evidence == (
        "Certificate of the council. Accepted by themselves, the only lead"
    )
    assert record(membership=member) == completion
    assert verbs_about(completion) == ["recorded-own"]
