"""Handing in an attempt, and what follows from it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from courses.assessment.models import Attempt, Response
from courses.assessment.services import AnswersMissing
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Assessment
from courses.certification.models import Certificate
from courses.common.vocabulary import VERBS
from courses.learning.models import Completion
from courses.notifications.models import Message
from courses.usecases.finish_attempt import finish_attempt
from tests.memory import forget
from tests.people import NOON
from tests.small_course import answer_all, chosen
from tests.tables import everything, trail, verbs_about

LATER = NOON + timedelta(minutes=5)


def answer_one_wrong(attempt, prefix):
    answer_all(attempt)
    mine = Response.objects.get(attempt=attempt, item__identifier__startswith=prefix)
    Response.objects.filter(pk=mine.pk).update(chosen=chosen("wait"))


def test_passing_completes_the_course_and_issues_one_certificate(right_attempt):
    attempt = finish_attempt(attempt=right_attempt, at=LATER)

    assert attempt.passed is True
    assert (attempt.score_numerator, attempt.score_denominator) == (2, 2)
    enrolment = attempt.enrolment
    (completion,) = Completion.objects.all()
    assert (completion.learner, completion.organisation) == (
        enrolment.learner,
        enrolment.organisation,
    )
    assert (completion.course, completion.version) == (enrolment.course, enrolment.version)
    assert (completion.enrolment, completion.how, completion.minutes) == (enrolment, "quiz", 13)
    assert (completion.completed_at, completion.completed_on) == (LATER, date(2026, 3, 3))
    (certificate,) = Certificate.objects.all()
    assert certificate.completion_thread == completion.thread
    assert (certificate.printed_name, certificate.title, certificate.version) == (
        "Amira Haddad",
        "A small course",
        "1.0.0",
    )
    assert (certificate.valid_from, certificate.valid_until) == (
        date(2026, 3, 3),
        date(2027, 3, 3),
    )
    assert certificate.printed["editions"] == ["The guide 2026"]


def test_passing_leaves_a_trail_and_tells_the_learner(
    right_attempt, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        attempt = finish_attempt(attempt=right_attempt, at=LATER)

    certificate, learner = Certificate.objects.get(), attempt.enrolment.learner
    assert trail(attempt.enrolment.organisation_id) == [
        ("passed", "attempt", attempt.pk, learner.pk),
        ("issued", "certificate", certificate.pk, learner.pk),
    ]
    (message,) = Message.objects.all()
    assert (message.key, message.recipient) == (f"certificate:{certificate.number}", learner)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["amira@elm-park.example"],
        "Safeguarding training: your record was updated",
    )
    assert sent.body.strip() == (
        "Hello Amira Haddad,\n\nYou have finished a course, and your certificate is ready. "
        "Sign in to read it, print it or save it as a PDF:\n"
        f"http://testserver/learn/certificates/{certificate.number}.html\n\n"
        "It is valid until 3 March 2027. "
        "Your employer can see in their records that you have finished.\n\n"
        "Everything you have completed stays in your record: http://testserver/learn/record/\n"
        "You need do nothing else."
    )


def test_failing_leaves_the_course_open_and_issues_nothing(attempt):
    answer_all(attempt, "wait")

    attempt = finish_attempt(attempt=attempt, at=NOON)

    assert attempt.passed is False
    assert (attempt.score_numerator, attempt.score_denominator) == (0, 2)
    assert list(Completion.objects.all()) == []
    assert list(Certificate.objects.all()) == []
    assert list(Message.objects.all()) == []
    assert verbs_about(attempt) == ["failed"]


@pytest.mark.parametrize(("wrong", "passed"), [("plain", True), ("danger", False)])
def test_half_is_enough_unless_a_critical_question_is_wrong(attempt, wrong, passed):
    answer_one_wrong(attempt, wrong)

    attempt = finish_attempt(attempt=attempt, at=NOON)

    assert (attempt.score_numerator, attempt.score_denominator) == (1, 2)
    assert attempt.passed is passed
    credits_ = {
        r.item.identifier.split("-")[0]: r.credit_numerator for r in attempt.responses.all()
    }
    assert credits_ == {"plain": 1, "danger": 1} | {wrong: 0}


def test_the_day_of_completion_is_the_day_in_london(right_attempt):
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    finish_attempt(attempt=right_attempt, at=half_past_midnight)

    assert Completion.objects.get().completed_on == date(2026, 7, 1)
    assert Certificate.objects.get().valid_until == date(2027, 7, 1)


@pytest.mark.parametrize("option", ["tell-lead", "wait"])
def test_a_second_time_returns_the_outcome_and_writes_nothing(attempt, option):
    answer_all(attempt, option)
    first = finish_attempt(attempt=attempt, at=NOON)
    before = everything()

    second = finish_attempt(attempt=attempt, at=LATER)

    assert (second, second.handed_in_at, second.passed) == (first, NOON, option == "tell-lead")
    assert everything() == before


def test_with_a_question_unanswered_handing_in_is_refused(attempt):
    last = attempt.responses.last()
    answer_all(attempt)
    Response.objects.filter(pk=last.pk).update(chosen={})
    before = everything()

    with pytest.raises(AnswersMissing):
        finish_attempt(attempt=attempt, at=NOON)

    assert everything() == before


def test_a_version_that_lost_its_quiz_is_refused(right_attempt):
    Assessment.objects.all().delete()
    forget()
    before = everything()

    with pytest.raises(ValueError, match="with a quiz"):
        finish_attempt(attempt=right_attempt, at=NOON)

    assert everything() == before


@pytest.mark.parametrize(
    ("option", "verb"), [("tell-lead", "passed"), ("tell-lead", "issued"), ("wait", "failed")]
)
def test_without_its_audit_events_nothing_is_written(attempt, option, verb, monkeypatch):
    answer_all(attempt, option)
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        finish_attempt(attempt=attempt, at=NOON)

    assert everything() == before
    assert Attempt.objects.get().handed_in_at is None
