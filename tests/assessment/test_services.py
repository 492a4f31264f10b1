"""Writing attempts and answers."""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import transaction

from courses.assessment import services
from courses.assessment.editions import pool_of
from courses.assessment.models import Attempt, Response
from courses.assessment.scoring import Marked, mark
from courses.assessment.selection import Drawn
from courses.assessment.services import AttemptFinished, answer_item
from tests.people import NOON
from tests.small_course import chosen

LATER = NOON + timedelta(minutes=5)
DRAWN = (
    Drawn("danger-b", ("wait", "ask", "tell-lead")),
    Drawn("plain-a", ("tell-lead", "ask", "wait")),
)


def close(attempt, *credits_):
    responses = list(attempt.responses.select_related("item"))
    marked = [
        Marked(response.item.identifier, credit, response.item.critical)
        for response, credit in zip(responses, credits_, strict=True)
    ]
    outcome = mark(marked, mastery=Fraction(1, 2))
    return services.finish(
        attempt=attempt, responses=responses, marked=marked, mark=outcome, at=LATER
    )


def test_starting_writes_one_response_an_item_in_the_order_drawn(
    enrolment, django_assert_num_queries
):
    items, key = pool_of(enrolment.version), uuid4()

    with transaction.atomic(), django_assert_num_queries(2):
        attempt = services.start(
            enrolment=enrolment,
            number=3,
            seed="c",
            start_key=key,
            drawn=DRAWN,
            items=items,
            at=NOON,
        )

    (kept,) = Attempt.objects.all()
    assert (kept, kept.number, kept.seed, kept.start_key) == (attempt, 3, "c", key)
    rows = [(r.position, r.item.identifier, r.option_order) for r in attempt.responses.all()]
    assert rows == [
        (1, "danger-b", {"v": 1, "options": ["wait", "ask", "tell-lead"]}),
        (2, "plain-a", {"v": 1, "options": ["tell-lead", "ask", "wait"]}),
    ]


def test_an_answer_is_saved_by_one_statement_and_may_change(attempt, django_assert_num_queries):
    first, second = attempt.responses.all()

    with django_assert_num_queries(1):
        answer_item(response=first, chosen=chosen("wait"), at=NOON)
    answer_item(response=first, chosen=chosen("tell-lead"), at=LATER)

    rows = Response.objects.values_list("pk", "chosen", "saved_at")
    assert list(rows) == [(first.pk, chosen("tell-lead"), LATER), (second.pk, {}, None)]


def test_once_handed_in_an_answer_no_longer_changes(attempt):
    first, second = attempt.responses.all()
    answer_item(response=first, chosen=chosen("wait"), at=NOON)
    close(attempt, Fraction(0), Fraction(1))

    with pytest.raises(AttemptFinished):
        answer_item(response=first, chosen=chosen("tell-lead"), at=LATER)

    rows = Response.objects.values_list("pk", "chosen", "saved_at")
    assert list(rows) == [(first.pk, chosen("wait"), NOON), (second.pk, {}, None)]


def test_finishing_keeps_each_credit_and_the_score(attempt, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(4):  # the rows are read here
        finished = close(attempt, Fraction(1, 3), Fraction(1))

    (kept,) = Attempt.objects.all()
    assert (kept, kept.handed_in_at) == (finished, LATER)
    assert (kept.score_numerator, kept.score_denominator, kept.passed) == (4, 6, True)
    rows = Response.objects.values_list("credit_numerator", "credit_denominator")
    assert list(rows) == [(1, 3), (1, 1)]


def test_locking_returns_the_attempt_as_it_is_now(attempt, django_assert_num_queries):
    Attempt.objects.update(seed="changed")

    with transaction.atomic(), django_assert_num_queries(2):
        now = services.lock(attempt=attempt)
        assert (now.seed, now.enrolment.learner.name) == ("changed", "Amira Haddad")
        assert now.enrolment.version.title == "A small course"


def test_what_is_marked_comes_with_items_and_options_in_one_query(
    attempt, django_assert_num_queries
):
    pool_of(attempt.enrolment.version)
    with transaction.atomic(), django_assert_num_queries(1):
        responses = services.responses_to_mark(attempt=attempt)
        found = [(r.position, r.item.kind, len(r.item.options.all())) for r in responses]

    assert found == [(1, "choice", 3), (2, "choice", 3)]
