from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from courses.accounts.models import User
from courses.assessment.models import Attempt
from courses.catalogue.services import publish, save_draft
from courses.certification.models import Certificate
from courses.common.dates import local_date
from courses.learning.models import Completion
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.give_pass import Given, affected_by, give_pass
from tests.people import NOON
from tests.small_course import (
    answer_all,
    enrol,
    finish_lessons,
    make_small_course,
    open_attempt,
    small_draft,
)
from tests.tables import everything, verbs_about

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)


def rekeyed(draft):
    """Return ``draft`` with "wait" as the right answer of every question of the quiz."""
    items = tuple(
        replace(
            one,
            options=tuple(replace(o, correct=o.identifier == "wait") for o in one.options),
        )
        if one.in_quiz
        else one
        for one in draft.items
    )
    return replace(draft, items=items)


@pytest.fixture
def first(elm):
    """Return version 1.0.0 of Elm Park's own course."""
    return make_small_course(owner_id=elm.organisation.pk)


@pytest.fixture
def second(elm, first):
    """Return version 2.0.0, which corrects the key."""
    draft = rekeyed(small_draft(version="2.0.0"))
    version = save_draft(draft=draft, owner_id=elm.organisation.pk)
    publish(version=version, at=LATER, actor_id=None)
    return version


def sat(elm, user, version, option, *, at=NOON):
    began = enrol(user, elm.organisation, version)
    finish_lessons(began)
    attempt = open_attempt(began, at=at)
    answer_all(attempt, option, at=at)
    return finish_attempt(attempt=attempt, at=at)


def affected(elm, version):
    return affected_by(version, organisation=elm.organisation, learners=User.objects.values("pk"))


def give(elm, version, *attempts, learners=None):
    return give_pass(
        version=version,
        organisation=elm.organisation,
        learners=learners or User.objects.values("pk"),
        attempts=[one.pk for one in attempts],
        reason="The key was corrected",
        at=LATER,
        actor_id=elm.lewis.pk,
    )


def test_who_would_pass_is_listed_and_who_passed_stays_passed(elm, first, second):
    missed = sat(elm, elm.amira, first, "wait")
    sat(elm, elm.noor, first, "ask")
    sat(elm, elm.lewis, first, "tell-lead")

    found = affected(elm, second)

    assert (found.touched, found.keep) == (3, 1)
    assert [(one.attempt_id, one.passed, one.would) for one in found.gain] == [
        (missed.pk, False, True)
    ]


def test_the_pass_is_added_as_of_its_day_and_the_try_stays_as_it_was(elm, first, second):
    attempt = sat(elm, elm.amira, first, "wait")
    before = list(Attempt.objects.values())

    assert give(elm, second, attempt) == Given(1, 0)

    assert list(Attempt.objects.values()) == before
    done = Completion.objects.get()
    assert (done.completed_at, done.recorded_at, done.recorded_by_id) == (NOON, LATER, elm.lewis.pk)
    assert (done.version, done.evidence) == (first, "The key was corrected")
    certificate = Certificate.objects.get()
    assert (certificate.learner, certificate.valid_from) == (elm.amira, local_date(NOON))
    assert verbs_about(attempt) == ["failed", "gave-pass"]
    assert verbs_about(certificate) == ["issued"]
    assert affected(elm, second).gain == ()


def test_a_repeat_and_a_try_that_gains_nothing_write_nothing(elm, first, second):
    gained = sat(elm, elm.amira, first, "wait")
    nothing = sat(elm, elm.noor, first, "ask")
    foreign = sat(elm, elm.grace, first, "wait")
    give(elm, second, gained)
    before = everything()

    only = User.objects.exclude(pk=elm.grace.pk).values("pk")
    assert give(elm, second, gained, nothing, foreign, learners=only) == Given(0, 0)

    assert everything() == before


def test_who_sits_another_try_waits_and_who_passed_since_is_not_listed(elm, first, second):
    attempt = sat(elm, elm.amira, first, "wait")
    again = open_attempt(attempt.enrolment, at=NOON + timedelta(hours=1))

    assert give(elm, second, attempt) == Given(0, 1)
    answer_all(again)
    finish_attempt(attempt=again, at=NOON + timedelta(hours=2))

    assert affected(elm, second).gain == ()


def test_a_version_that_corrects_nothing_touches_nothing(elm, first):
    sat(elm, elm.amira, first, "wait")
    same = save_draft(draft=small_draft(version="1.1.0"), owner_id=elm.organisation.pk)

    assert affected(elm, same).touched == 0


def test_the_number_of_queries_is_that_of_one_result(elm, first, second, django_assert_num_queries):
    sat(elm, elm.amira, first, "wait")
    with django_assert_num_queries(7):
        assert affected(elm, second).touched == 1
    sat(elm, elm.noor, first, "wait")
    sat(elm, elm.grace, first, "wait")

    with django_assert_num_queries(7):
        assert affected(elm, second).touched == 3


def test_no_pass_is_given_where_the_trail_cannot_be_written(elm, first, second):
    attempt = sat(elm, elm.amira, first, "wait")
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        give(elm, second, attempt)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
