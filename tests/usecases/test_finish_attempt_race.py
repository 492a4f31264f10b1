"""Eight at once: one attempt, one completion, one certificate; and proof that the guards do it."""

from collections import Counter
from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection

from courses.assessment import services as assessment
from courses.assessment.models import Attempt, Response
from courses.assessment.services import AttemptFinished, answer_item
from courses.audit.models import AuditEvent
from courses.audit.queries import broken_chains
from courses.certification.models import Certificate
from courses.learning.models import Completion, Enrolment
from courses.notifications.models import Message
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON
from tests.small_course import chosen
from tests.usecases.racing import EIGHT, WAIT, at_once, browsers, posting

pytestmark = pytest.mark.django_db(transaction=True)
ONE_COMPLETION = "one_current_completion_per_enrolment"


def page_of(attempt, name):
    return f"/learn/{attempt.enrolment.registration}/quiz/{attempt.number}/{name}/"


def verbs():
    return Counter(AuditEvent.objects.values_list("verb", flat=True))


def test_eight_hand_ins_at_once_are_one(right_attempt):
    hand_in = page_of(right_attempt, "hand-in")
    clients = browsers(right_attempt.enrolment.learner)

    answers = at_once([posting(client, hand_in) for client in clients])

    assert answers == [(303, page_of(right_attempt, "result"))] * EIGHT
    (attempt,) = Attempt.objects.all()
    assert (attempt.passed, attempt.score_numerator, attempt.score_denominator) == (True, 2, 2)
    completion, certificate = Completion.objects.get(), Certificate.objects.get()
    assert certificate.completion_thread == completion.thread
    assert Message.objects.get().key == f"certificate:{certificate.number}"
    assert [sent.to for sent in mail.outbox] == [["amira@elm-park.example"]]
    assert verbs() == {"passed": 1, "issued": 1}
    assert broken_chains() == []


def test_eight_starts_at_once_with_one_key_are_one(all_read):
    url, key = f"/learn/{all_read.registration}/quiz/", str(uuid4())
    clients = browsers(all_read.learner)

    answers = at_once([posting(client, url, {"key": key}) for client in clients])

    (attempt,) = Attempt.objects.all()
    first = attempt.responses.first().item.identifier
    assert answers == [(303, page_of(attempt, first))] * EIGHT
    assert (str(attempt.start_key), attempt.responses.count()) == (key, 2)


def test_eight_starts_at_once_with_eight_keys_are_one(all_read):
    url = f"/learn/{all_read.registration}/quiz/"
    clients = browsers(all_read.learner)

    answers = at_once([posting(client, url, {"key": str(uuid4())}) for client in clients])

    (attempt,) = Attempt.objects.all()
    first = attempt.responses.first().item.identifier
    assert answers == [(303, page_of(attempt, first))] * EIGHT
    assert (attempt.number, attempt.responses.count()) == (1, 2)


def test_eight_enrolments_at_once_are_one(elm, harbour, small_course):
    url = f"/learn/begin/{elm.organisation.slug}/{small_course.course.slug}/"
    clients = browsers(elm.amira)

    answers = at_once([posting(client, url) for client in clients])

    (enrolment,) = Enrolment.objects.all()
    assert answers == [(303, f"/learn/{enrolment.registration}/")] * EIGHT
    assert verbs() == {"enrolled": 1}


def test_the_first_events_of_a_chain_at_once_follow_one_another(elm, harbour, small_course):
    people = [elm.amira, elm.lewis, elm.noor, elm.grace, elm.ash]
    url = f"/learn/begin/{elm.organisation.slug}/{small_course.course.slug}/"
    jobs = [posting(browsers(user, 1)[0], url) for user in people]

    at_once(jobs)

    events = AuditEvent.objects.filter(chain=elm.organisation.pk).order_by("sequence")
    assert list(events.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert broken_chains() == []


def test_answers_saved_during_hand_in_are_marked_as_stored_or_refused(right_attempt):
    options = ("wait", "tell-lead")

    def saving(response):
        def save():
            for turn in range(10_000):
                answer_item(response=response, chosen=chosen(options[turn % 2]), at=NOON)

        return save

    def hand_in():
        return finish_attempt(attempt=right_attempt, at=NOON)

    responses = list(right_attempt.responses.all())
    jobs = [saving(response) for response in responses * 3]

    *saved, first, second = at_once([*jobs, hand_in, hand_in])

    assert [type(outcome) for outcome in saved] == [AttemptFinished] * len(jobs)
    assert first == second == right_attempt
    credits_ = {
        response.pk: (response.chosen, response.credit_numerator, response.credit_denominator)
        for response in Response.objects.all()
    }
    assert credits_ == {
        pk: (stored, int(stored == chosen("tell-lead")), 1)
        for pk, (stored, _, _) in credits_.items()
    }


@contextmanager
def without_constraint():
    """Drop the constraint on completions, and put it back over what is left of them."""
    (constraint,) = [c for c in Completion._meta.constraints if c.name == ONE_COMPLETION]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Completion, constraint)
    try:
        yield
    finally:
        Certificate.objects.all().delete()
        Completion.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Completion, constraint)


@pytest.fixture
def unguarded(right_attempt, monkeypatch):
    """Return eight hand-ins that all read the attempt before the first of them goes on.

    SQLite has no row locks; there the transaction itself is the lock, so it is left out too.
    """
    together = Barrier(EIGHT)

    def read_and_wait(*, attempt):
        found = Attempt.objects.select_related("enrolment__learner").get(pk=attempt.pk)
        together.wait(WAIT)
        return found

    monkeypatch.setattr(assessment, "lock", read_and_wait)
    unlocked = finish_attempt.__wrapped__ if connection.vendor == "sqlite" else finish_attempt
    return [lambda: unlocked(attempt=right_attempt, at=NOON)] * EIGHT


def test_without_lock_and_constraint_the_same_race_completes_more_than_once(unguarded):
    with without_constraint():
        at_once(unguarded)

        completions = Completion.objects.count()

    assert completions > 1


def test_without_the_lock_the_constraint_still_lets_one_pass(unguarded):
    outcomes = at_once(unguarded)

    refused = [outcome for outcome in outcomes if isinstance(outcome, IntegrityError)]
    assert len(refused) == EIGHT - 1
    assert (Completion.objects.count(), Certificate.objects.count()) == (1, 1)


def test_the_constraint_stands_again_after_the_test_without_it(right_attempt):
    with without_constraint():
        pass

    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, Completion._meta.db_table)
    assert [name for name in names if name == ONE_COMPLETION] == [ONE_COMPLETION]
