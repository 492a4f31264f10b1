"""Accepting what somebody did elsewhere: recorded once, and they are told."""

import pytest

from courses.accounts.membership import Grant
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.brought import AlreadyDecided, BroughtRecord, decline
from courses.learning.models import Completion
from courses.notifications.models import Message
from courses.usecases.accept_record import accept_record
from courses.usecases.decline_record import decline_record
from courses.usecases.record_training import OwnRecord
from tests.people import NOON
from tests.tables import everything, verbs_about
from tests.usecases.bringing import brought_of


@pytest.fixture
def member(elm, harbour):
    """Return Amira's membership."""
    return elm.membership(elm.amira)


@pytest.fixture
def offered(member, small_course):
    """Return what Amira says she did elsewhere."""
    return brought_of(member, small_course.course)


@pytest.fixture
def accept(offered, member, elm):
    """Return how Lewis accepts it."""
    return lambda: accept_record(brought=offered, membership=member, at=NOON, actor_id=elm.lewis.pk)


@pytest.fixture
def refuse(offered, member, elm):
    """Return how Lewis declines it."""
    return lambda: decline_record(
        membership=member,
        course=offered.course,
        completed_on=offered.completed_on,
        evidence=offered.evidence,
        reason="Covers less than our course",
        at=NOON,
        actor_id=elm.lewis.pk,
    )


def test_it_is_recorded_as_its_lead_would(accept, offered, elm):
    assert accept()

    done = Completion.objects.get()
    offered.refresh_from_db()
    assert (done.learner, done.course, done.completed_on) == (
        elm.amira,
        offered.course,
        offered.completed_on,
    )
    assert (done.minutes, done.evidence, done.how, done.recorded_by_id) == (
        60,
        "Certificate 12 of another provider",
        Completion.How.RECORDED,
        elm.lewis.pk,
    )
    assert (offered.accepted, offered.decided_at, offered.decided_by_id, offered.reason) == (
        True,
        NOON,
        elm.lewis.pk,
        "",
    )
    assert verbs_about(done) == ["recorded"]
    assert verbs_about(offered) == ["offered-record", "accepted-record"]


def test_its_owner_is_told_neutrally(accept, offered, elm):
    accept()

    mail = Message.objects.get()
    assert (mail.recipient, mail.key) == (elm.amira, f"brought-record:{offered.pk}")
    assert mail.subject == "Safeguarding training: your record was updated"
    assert "has accepted the training of" in mail.body
    assert "A small course" not in mail.body


def test_a_second_time_writes_nothing(accept):
    accept()
    before = everything()

    assert not accept()
    assert everything() == before


def test_declined_it_says_why_and_is_never_recorded(refuse, accept, offered):
    refuse()

    offered.refresh_from_db()
    assert (offered.accepted, offered.reason) == (False, "Covers less than our course")
    assert "It was not accepted: Covers less than our course." in Message.objects.get().body
    assert verbs_about(offered) == ["offered-record", "declined-record"]
    before = everything()
    assert not accept()
    refuse()
    assert everything() == before
    assert list(Completion.objects.all()) == []


def test_what_was_accepted_is_not_declined(refuse, accept):
    accept()
    before = everything()

    with pytest.raises(AlreadyDecided):
        refuse()

    assert everything() == before


def test_the_first_decision_about_a_waiting_record_stands(offered, elm):
    fields = {
        "learner_id": elm.amira.pk,
        "organisation_id": elm.organisation.pk,
        "course": offered.course,
        "completed_on": offered.completed_on,
        "evidence": offered.evidence,
        "at": NOON,
        "actor_id": elm.lewis.pk,
    }

    assert decline(**fields, reason="Too long ago")[1]
    kept, is_new = decline(**fields, reason="Another")
    assert (kept.reason, is_new) == ("Too long ago", False)


def test_without_its_audit_event_nothing_is_written(accept, monkeypatch):
    monkeypatch.delitem(VERBS, "accepted-record")

    with pytest.raises(UnknownVerb):
        accept()

    assert BroughtRecord.objects.get().is_waiting
    assert list(Completion.objects.all()) == []
    assert list(Message.objects.all()) == []


def test_a_lead_does_not_accept_their_own_where_somebody_else_could(elm, harbour, small_course):
    member = elm.membership(elm.lewis)
    own = brought_of(member, small_course.course)
    before = everything()

    with pytest.raises(OwnRecord):
        accept_record(brought=own, membership=member, at=NOON, actor_id=elm.lewis.pk)
    assert everything() == before
    Grant.objects.exclude(membership=member).delete()

    assert accept_record(brought=own, membership=member, at=NOON, actor_id=elm.lewis.pk)

    own.refresh_from_db()
    assert (own.accepted, own.alone) == (True, True)
    assert verbs_about(own) == ["offered-record", "accepted-own-record"]
    assert Completion.objects.get().evidence.endswith(". Accepted by themselves, the only lead")
