"""Handing in what nobody came back to once its time was over."""

from datetime import timedelta

import pytest

from courses.assessment import services as assessment
from courses.assessment.models import Attempt
from courses.certification.models import Certificate
from courses.learning.models import Completion
from courses.usecases import close_attempts as closing
from courses.usecases.close_attempts import close_attempts
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.tables import everything, verbs_about
from tests.usecases.racing import at_once, browsers, posting
from tests.usecases.timed import timed_attempt

END = NOON + timedelta(minutes=30)
AFTER = END + timedelta(minutes=10)


@pytest.fixture
def timed(all_read):
    """Return Amira's open attempt of half an hour, nothing answered."""
    return timed_attempt(all_read)


def test_an_attempt_whose_time_is_over_is_handed_in_as_it_stood(timed):
    answer_all(timed)

    assert close_attempts(at=AFTER) == 1

    attempt = Attempt.objects.get()
    assert (attempt.passed, attempt.handed_in_at, attempt.ran_out) == (True, END, True)
    completion = Completion.objects.get()
    assert (completion.completed_at, completion.recorded_at) == (END, AFTER)
    assert Certificate.objects.get().issued_at == AFTER
    assert verbs_about(attempt) == ["passed"]


def test_what_has_no_answer_counts_as_not_right(timed):
    assert close_attempts(at=AFTER) == 1

    attempt = Attempt.objects.get()
    assert (attempt.passed, attempt.score_numerator, attempt.score_denominator) == (False, 0, 2)
    assert verbs_about(attempt) == ["failed"]


@pytest.mark.parametrize("seconds", [-60, 0, 29])
def test_until_half_a_minute_after_the_end_it_is_left_alone(timed, seconds):
    before = everything()

    assert close_attempts(at=END + timedelta(seconds=seconds)) == 0
    assert everything() == before


def test_a_second_run_writes_nothing(timed):
    close_attempts(at=AFTER)
    before = everything()

    assert close_attempts(at=AFTER) == 0
    assert everything() == before


def test_without_a_time_limit_an_attempt_stays_open_for_ever(attempt):
    assert close_attempts(at=NOON + timedelta(days=4000)) == 0
    assert Attempt.objects.get().handed_in_at is None


def test_what_was_given_more_time_meanwhile_stays_open(timed, monkeypatch):
    stale = [Attempt.objects.get()]
    Attempt.objects.update(ends_at=AFTER, extra_minutes=10)
    monkeypatch.setattr(closing, "attempts_over", lambda at: stale)

    assert close_attempts(at=AFTER) == 0
    assert Attempt.objects.get().handed_in_at is None


@pytest.mark.parametrize("people", [1, 3])
def test_one_query_finds_them_all(elm, timed, small_course, people, django_assert_num_queries):
    for user in [elm.lewis, elm.noor][: people - 1]:
        other = enrol(user, elm.organisation, small_course)
        finish_lessons(other)
        open_attempt(other)

    with django_assert_num_queries(1):
        found = closing.attempts_over(at=AFTER)

    assert len(found) == people


@pytest.mark.django_db(transaction=True)
def test_the_run_and_the_person_hand_it_in_once(timed):
    answer_all(timed)
    page = f"/learn/{timed.enrolment.registration}/quiz/1/"
    clients = browsers(timed.enrolment.learner, 3)
    jobs = [posting(client, f"{page}hand-in/") for client in clients]

    results = at_once(
        [
            *jobs,
            lambda: close_attempts(at=AFTER),
            lambda: close_attempts(at=AFTER),
            lambda: finish_attempt(attempt=timed, at=AFTER),
        ]
    )

    assert results[:3] == [(303, f"{page}result/")] * 3
    assert not any(isinstance(one, Exception) for one in results)
    assert (Completion.objects.count(), Certificate.objects.count()) == (1, 1)
    assert Attempt.objects.get().handed_in_at == END
    assert verbs_about(timed) == ["passed"]


@pytest.mark.django_db(transaction=True)
def test_more_time_and_the_end_at_once_leave_one_of_the_two(timed):
    def longer():
        return assessment.take_more_time(attempt=timed, seen=0, at=END)

    first, second, _closed = at_once([longer, longer, lambda: close_attempts(at=AFTER)])

    attempt = Attempt.objects.get()
    assert [first, second].count(True) <= 1
    assert attempt.extensions == [first, second].count(True)
    assert attempt.ends_at == END + timedelta(minutes=8 * attempt.extensions)
    if attempt.handed_in_at:
        assert attempt.handed_in_at == attempt.ends_at
