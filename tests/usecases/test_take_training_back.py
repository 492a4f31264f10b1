"""Taking back training that was recorded by mistake."""

from datetime import timedelta

import pytest

from courses.accounts.membership import Grant
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.queries import standings_of
from courses.learning.acceptance import AcceptanceRule
from courses.learning.brought import BroughtRecord
from courses.learning.models import Completion
from courses.learning.services import complete
from courses.notifications.models import Message
from courses.usecases.accept_record import accept_record
from courses.usecases.record_training import record_training
from courses.usecases.take_training_back import recorded_for, take_training_back
from tests.people import NOON, TODAY
from tests.small_course import make_rule
from tests.tables import everything, trail

LATER = NOON + timedelta(days=3)


@pytest.fixture
def amira(elm, harbour, small_course):
    """Return the membership of Amira, of whom the small course is asked."""
    make_rule(elm.organisation, small_course)
    return elm.membership(elm.amira)


@pytest.fixture
def recorded(amira, elm, small_course):
    """Record training of Amira's that she never did."""
    return record_training(
        membership=amira,
        course=small_course.course,
        completed_on=TODAY,
        minutes=60,
        evidence="Certificate of somebody else",
        at=NOON,
        actor_id=elm.lewis.pk,
    )


def take_back(membership, elm, completion):
    return take_training_back(
        membership=membership, completion_id=completion, at=LATER, actor_id=elm.lewis.pk
    )


def state(amira):
    """Return how Amira stands on the day of the training."""
    (found,) = standings_of([amira], on=TODAY).values()
    return str(found.state)


def test_it_counts_no_more_and_what_was_known_stays(amira, elm, recorded):
    before = state(amira)

    taken = [take_back(amira, elm, recorded.pk) for _click in range(2)]

    assert taken == [True, False]
    assert (before, state(amira)) == ("in_date", "overdue")
    assert list(Completion.objects.current()) == []
    assert list(Completion.objects.as_known_at(LATER - timedelta(days=1))) == [recorded]
    assert trail(elm.organisation.pk)[-1] == (
        "took-training-back",
        "membership",
        amira.pk,
        elm.lewis.pk,
    )


def test_of_somebody_else_nothing_is_taken_back(elm, recorded, harbour):
    before = everything()

    for other in (elm.membership(elm.noor), harbour.membership(harbour.callum)):
        assert take_back(other, elm, recorded.pk) is False
    assert everything() == before


@pytest.fixture
def accept(amira, elm, small_course):
    """Accept a record that Amira brought, of the day of the training recorded for her."""

    def call(by, rule=None):
        brought = BroughtRecord.objects.create(
            learner=elm.amira,
            organisation=elm.organisation,
            course=small_course.course,
            completed_on=TODAY,
            minutes=60,
            evidence="Certificate",
            offered_at=NOON,
        )
        return accept_record(brought=brought, membership=amira, at=NOON, actor_id=by, rule=rule)

    return call


def test_what_was_learned_here_is_not_among_them(amira, elm, accept, recorded, enrolment):
    assert accept(elm.lewis.pk) is True
    complete(enrolment=enrolment, how=Completion.How.QUIZ, minutes=30, at=NOON)

    brought = BroughtRecord.objects.get()
    assert dict(recorded_for(amira)) == {
        Completion.objects.get(evidence="Certificate"): brought
    } | {recorded: None}


@pytest.mark.parametrize("by", ["a lead", "a rule", "its owner alone"])
def test_what_was_accepted_is_declined_and_its_owner_told(amira, elm, accept, small_course, by):
    rule = None
    if by == "a rule":
        rule = AcceptanceRule.objects.create(
            organisation=elm.organisation,
            course=small_course.course,
            their_course="small-course",
            months=12,
            recorded_at=NOON,
        )
    if by == "its owner alone":
        Grant.objects.all().delete()
    actor = {"a lead": elm.lewis.pk, "a rule": None, "its owner alone": elm.amira.pk}[by]
    assert accept(actor, rule) is True
    before, completion = state(amira), Completion.objects.get()

    taken = [take_back(amira, elm, completion.pk) for _click in range(2)]

    assert (taken, before, state(amira)) == ([True, False], "in_date", "overdue")
    brought = BroughtRecord.objects.get()
    assert (brought.accepted, brought.reason, brought.decided_by_id, brought.decided_at) == (
        False,
        "It had been accepted by mistake",
        elm.lewis.pk,
        LATER,
    )
    mails = Message.objects.order_by("pk")
    told = [("It counts." in one.body, brought.reason in one.body) for one in mails]
    assert told == [(True, False), (False, True)]
    assert {one.recipient for one in mails} == {elm.amira}


def test_without_its_audit_event_nothing_is_written(amira, elm, accept, monkeypatch):
    accept(elm.lewis.pk)
    recorded = Completion.objects.get()
    monkeypatch.delitem(VERBS, "took-training-back")
    before = everything()

    with pytest.raises(UnknownVerb):
        take_back(amira, elm, recorded.pk)

    assert everything() == before
