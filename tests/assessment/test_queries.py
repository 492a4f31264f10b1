"""Questions about the quiz."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.assessment import queries
from courses.assessment.editions import pool_items, pool_of
from courses.assessment.models import Response
from courses.assessment.services import answer_item
from courses.catalogue.models import Item
from courses.usecases.close_attempts import close_attempts
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, STARTED, TODAY
from tests.small_course import answer_all, chosen, enrol, finish_lessons, open_attempt
from tests.usecases.timed import timed_attempt


def fail_once(enrolment, seed="a", at=NOON):
    attempt = open_attempt(enrolment, seed=seed, at=at)
    answer_all(attempt, "wait")
    return finish_attempt(attempt=attempt, at=at)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pool_takes_two_queries_however_large(enrolment, rows, django_assert_num_queries):
    kept = Item.objects.filter(in_quiz=True).order_by("identifier").values_list("pk")[:rows]
    Item.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).update(in_quiz=False)

    with django_assert_num_queries(2):
        assert len(pool_items(pool_of(enrolment.version).values())) == rows


def test_what_was_asked_is_told_with_the_attempt_that_asked_it_last(
    enrolment, elm, small_course, django_assert_num_queries
):
    other = enrol(elm.noor, elm.organisation, small_course)
    finish_lessons(other)
    fail_once(other)
    asked = {}
    for number in (1, 2, 3):
        attempt = fail_once(enrolment, seed=str(number))
        asked |= {r.item.identifier: number for r in attempt.responses.all()}

    with django_assert_num_queries(1):
        assert queries.seen_by(enrolment) == asked
    assert sorted(asked.values()) == [2, 2, 3, 3]


@pytest.mark.parametrize("rows", [1, 3])
def test_attempts_come_newest_first_in_one_query(enrolment, rows, django_assert_num_queries):
    made = [fail_once(enrolment, seed=str(n)) for n in range(rows)]

    with django_assert_num_queries(1):
        assert queries.attempts_of(enrolment) == made[::-1]


def test_an_attempt_is_found_at_its_address_by_its_learner_alone(
    attempt, elm, harbour, django_assert_num_queries
):
    registration = attempt.enrolment.registration

    def at(learner, registration=registration, number=1):
        return queries.attempt_at(learner=learner, registration=registration, number=number)

    with django_assert_num_queries(1):
        found = at(elm.amira)
        assert (found, found.enrolment.organisation) == (attempt, elm.organisation)
        assert found.enrolment.version.title == "A small course"
    assert at(elm.amira, number=2) is None
    assert at(elm.amira, registration=uuid4()) is None
    assert at(elm.lewis) is None
    assert at(harbour.callum) is None


@pytest.mark.parametrize("rows", [1, 2])
def test_responses_come_in_order_with_what_a_page_shows(attempt, rows, django_assert_num_queries):
    Response.objects.filter(position__gt=rows).delete()
    pool_of(attempt.enrolment.version)

    with django_assert_num_queries(1):
        found = [
            (r.position, r.item.outcome.identifier, r.item.anchor.lesson.identifier)
            for r in queries.responses_of(attempt)
            if len(r.item.options.all()) == 3
        ]

    by_outcome = {"pass-on": "first", "danger": "second"}
    assert [position for position, _, _ in found] == list(range(1, rows + 1))
    assert all(lesson == by_outcome[outcome] for _, outcome, lesson in found)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_learners_record_lists_what_was_handed_in_newest_first(
    enrolment, elm, small_course, rows, django_assert_num_queries
):
    other = enrol(elm.noor, elm.organisation, small_course)
    finish_lessons(other)
    fail_once(other)
    made = [fail_once(enrolment, seed=str(n), at=NOON + timedelta(hours=n)) for n in range(rows)]
    open_attempt(enrolment)

    with django_assert_num_queries(1):
        found = queries.attempts_by_learner(learner=elm.amira)
        assert [attempt.enrolment.version.title for attempt in found] == ["A small course"] * rows

    assert found == made[::-1]


def test_the_sheet_of_an_attempt_takes_one_query(attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        sheet = queries.sheet_of(attempt)

    assert [(one.position, one.item, one.is_answered) for one in sheet] == [
        (one.position, one.item.identifier, False) for one in attempt.responses.order_by("position")
    ]


def test_an_attempt_is_gone_on_with_where_one_works_and_kept_where_one_left(
    attempt, elm, django_assert_num_queries
):
    at = {
        "learner": elm.amira,
        "registration": attempt.enrolment.registration,
        "number": attempt.number,
    }
    with django_assert_num_queries(1):
        assert queries.attempt_here(**at, on=TODAY) == attempt
    assert queries.attempt_here(**{**at, "learner": elm.lewis}, on=TODAY) is None
    assert queries.attempt_here(**{**at, "number": 2}, on=TODAY) is None

    assert queries.attempt_here(**at, on=STARTED - timedelta(days=1)) is None
    assert queries.attempt_at(**at) == attempt


def test_a_question_that_had_no_answer_when_time_ended_is_in_no_figure(elm, enrolment):
    attempt = timed_attempt(enrolment)
    answered = attempt.responses.get(position=1)
    answer_item(response=answered, chosen=chosen("wait"), at=NOON)
    close_attempts(at=NOON + timedelta(hours=1))

    (found,) = queries.first_answers(
        organisation_id=elm.organisation.pk, version_id=enrolment.version_id
    )

    assert (found.item_id, found.is_right) == (answered.item_id, False)
    assert found.chosen == chosen("wait")
