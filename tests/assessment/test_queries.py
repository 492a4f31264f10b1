"""Questions about the quiz."""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from courses.assessment import queries
from courses.assessment.models import Response
from courses.assessment.selection import PoolItem, SectionRule
from courses.catalogue.models import Assessment, Item
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt


def fail_once(enrolment, seed="a", at=NOON):
    attempt = open_attempt(enrolment, seed=seed, at=at)
    answer_all(attempt, "wait")
    return finish_attempt(attempt=attempt, at=at)


def test_the_quiz_comes_with_its_blueprint(enrolment, django_assert_num_queries):
    with django_assert_num_queries(3):
        quiz = queries.quiz_of(enrolment.version_id)
        rules = queries.rules_of(quiz)
        count = queries.question_count(quiz)

    assert rules == [
        SectionRule(frozenset({"pass-on"}), 1, 0),
        SectionRule(frozenset({"danger"}), 1, 1),
    ]
    assert (count, queries.mastery_of(quiz)) == (2, Fraction(1, 2))


def test_a_version_without_a_quiz_has_none(enrolment):
    Assessment.objects.all().delete()

    assert queries.quiz_of(enrolment.version_id) is None


def test_the_pool_is_what_the_quiz_may_ask_and_no_check(enrolment, django_assert_num_queries):
    with django_assert_num_queries(2):
        pool = queries.pool_of(enrolment.version)
        items = queries.pool_items(pool.values())

    options = ("tell-lead", "wait", "ask")
    assert sorted(items, key=lambda item: item.identifier) == [
        PoolItem("danger-a", "danger", True, True, options),
        PoolItem("danger-b", "danger", True, True, options),
        PoolItem("plain-a", "pass-on", False, True, options),
        PoolItem("plain-b", "pass-on", False, True, options),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pool_takes_two_queries_however_large(enrolment, rows, django_assert_num_queries):
    kept = Item.objects.filter(in_quiz=True).order_by("identifier").values_list("pk")[:rows]
    Item.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).update(in_quiz=False)

    with django_assert_num_queries(2):
        assert len(queries.pool_items(queries.pool_of(enrolment.version).values())) == rows


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

    with django_assert_num_queries(2):
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


@pytest.mark.parametrize("rows", [1, 2])
def test_a_question_needs_the_sheet_and_its_own_options(attempt, rows, django_assert_num_queries):
    Response.objects.filter(position__gt=rows).delete()

    with django_assert_num_queries(3):
        sheet = queries.sheet_of(attempt)
        response = queries.response_at(attempt=attempt, item=sheet[0].item)
        options = [option.identifier for option in queries.options_of(response.item)]

    stored = attempt.responses.order_by("position")
    assert [(one.position, one.item, one.is_answered) for one in sheet] == [
        (one.position, one.item.identifier, False) for one in stored
    ]
    assert response == stored[0]
    assert sorted(options) == ["ask", "tell-lead", "wait"]


def test_a_question_that_was_not_drawn_has_no_response(attempt):
    assert queries.response_at(attempt=attempt, item="not-drawn") is None
