"""Extra time at quizzes: by a lead, and by one's own word."""

from datetime import timedelta

import pytest

from courses.accounts.membership import Membership
from courses.accounts.models import Preference
from courses.accounts.wishes import QuizWishes
from courses.assessment.models import Attempt
from courses.audit.models import AuditEvent
from courses.usecases import give_extra_time as giving
from courses.usecases.give_extra_time import give_extra_time, wish_for_quiz
from courses.usecases.take_more_time import take_more_time
from tests.people import NOON
from tests.small_course import enrol, finish_lessons, make_small_course
from tests.tables import everything, trail
from tests.usecases.timed import timed_attempt

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def timed(all_read):
    """Return Amira's open attempt of half an hour, nothing answered."""
    return timed_attempt(all_read)


@pytest.fixture
def amira(elm):
    """Return Amira's membership."""
    return elm.membership(elm.amira)


def give(member, percent, reason="They asked for it", actor_id=None):
    return give_extra_time(
        membership=member, percent=percent, reason=reason, at=LATER, actor_id=actor_id
    )


def times(attempt):
    found = Attempt.objects.get(pk=attempt.pk)
    return found.extra_minutes, found.ends_at - found.started_at


def test_it_is_kept_with_its_reason_and_one_line_in_the_trail(elm, amira):
    assert give(amira, 50, actor_id=elm.lewis.pk) is True

    kept = Membership.objects.get(pk=amira.pk)
    assert (kept.extra_time_percent, kept.extra_time_reason) == (50, "They asked for it")
    assert trail(elm.organisation.pk) == [("gave-extra-time", "membership", amira.pk, elm.lewis.pk)]
    assert AuditEvent.objects.get().details == {"v": 1, "percent": 50}


def test_a_repeat_writes_nothing(amira):
    give(amira, 50)
    before = everything()

    assert give(amira, 50) is False
    assert everything() == before


def test_without_extra_time_there_is_no_reason(amira):
    give(amira, 50)

    assert give(amira, 0) is True
    kept = Membership.objects.get(pk=amira.pk)
    assert (kept.extra_time_percent, kept.extra_time_reason) == (0, "")


def test_an_attempt_under_way_gets_longer_and_never_shorter(amira, timed):
    found = []
    for percent in (50, 100, 25, 0):
        give(amira, percent)
        found.append(times(timed))

    assert found == [
        (15, timedelta(minutes=45)),
        (30, timedelta(minutes=60)),
        (30, timedelta(minutes=60)),
        (30, timedelta(minutes=60)),
    ]


def test_what_one_took_oneself_stays_on_top(amira, timed):
    take_more_time(attempt=timed, seen=0, given={}, at=LATER)

    give(amira, 50)

    assert times(timed) == (23, timedelta(minutes=53))


def test_an_attempt_elsewhere_or_of_somebody_else_stays_as_it_is(
    elm, harbour, amira, timed, small_course
):
    there = enrol(elm.amira, harbour.organisation, small_course)
    other = enrol(elm.noor, elm.organisation, small_course)
    for one in (there, other):
        finish_lessons(one)
    elsewhere, noors = timed_attempt(there), timed_attempt(other)

    give(amira, 100)

    assert [times(one)[0] for one in (timed, elsewhere, noors)] == [30, 0, 0]


def test_ones_own_word_counts_in_every_organisation(elm, harbour, timed, small_course):
    there = enrol(elm.amira, harbour.organisation, small_course)
    finish_lessons(there)
    elsewhere = timed_attempt(there, minutes=20)

    wish_for_quiz(user=elm.amira, wishes=QuizWishes(extra_time_percent=50))

    assert Preference.objects.get().extra_time_percent == 50
    assert [times(one)[0] for one in (timed, elsewhere)] == [15, 10]
    assert list(AuditEvent.objects.all()) == []


def test_taking_ones_word_back_shortens_nothing_under_way(elm, timed):
    wish_for_quiz(user=elm.amira, wishes=QuizWishes(extra_time_percent=100))

    wish_for_quiz(user=elm.amira, wishes=QuizWishes(on_one_page=True))

    assert times(timed) == (30, timedelta(minutes=60))
    kept = Preference.objects.get()
    assert (kept.quiz_on_one_page, kept.extra_time_percent) == (True, 0)


def test_an_attempt_begun_afterwards_has_it_from_the_start(amira, all_read):
    give(amira, 50)

    attempt = timed_attempt(all_read)

    assert (attempt.minutes_allowed, attempt.extra_minutes) == (30, 15)
    assert attempt.ends_at == NOON + timedelta(minutes=45)


def test_if_the_trail_cannot_be_written_nothing_is(amira, timed, monkeypatch):
    def broken(**_event):
        raise RuntimeError("no trail")

    before = everything()
    monkeypatch.setattr(giving, "record", broken)

    with pytest.raises(RuntimeError):
        give(amira, 50)

    assert everything() == before


def test_an_attempt_without_a_limit_is_not_touched(amira, attempt):
    give(amira, 100)

    found = Attempt.objects.get()
    assert (found.extra_minutes, found.ends_at) == (0, None)


@pytest.mark.parametrize("courses", [1, 3])
def test_it_takes_as_many_queries_however_many_courses_are_open(
    elm, amira, harbour, courses, django_assert_num_queries
):
    for number in range(courses):
        version = make_small_course(slug=f"course-{number}", owner_id=elm.organisation.pk)
        one = enrol(elm.amira, elm.organisation, version)
        finish_lessons(one)
    give(amira, 25)

    with django_assert_num_queries(9):
        give(amira, 50)
