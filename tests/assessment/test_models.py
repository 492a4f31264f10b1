"""What the tables of attempts and responses refuse."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courses.assessment.models import Attempt, Response
from courses.catalogue.models import Item
from tests.people import NOON


def another(attempt, **changes):
    fields = {
        "enrolment": attempt.enrolment,
        "number": 2,
        "seed": "b",
        "start_key": uuid4(),
        "started_at": NOON,
        "handed_in_at": NOON,
        "score_numerator": 1,
        "score_denominator": 2,
        "passed": True,
    }
    return Attempt(**(fields | changes))


OPEN = {"handed_in_at": None, "score_numerator": None, "score_denominator": None, "passed": None}


def test_a_second_attempt_that_breaks_no_rule_is_kept(attempt):
    second = another(attempt)
    second.save()

    assert list(Attempt.objects.order_by("pk")) == [attempt, second]


# SQLite names the columns of a unique index, PostgreSQL the constraint.
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": 1}, r"attempt_numbers_are_unique|enrolment_id, .*number"),
        (OPEN, r"one_open_attempt_per_enrolment|attempt.enrolment_id"),
        ({"passed": None}, "handed_in_has_a_score"),
        ({"score_numerator": None}, "handed_in_has_a_score"),
        ({"score_denominator": 0}, "handed_in_has_a_score"),
        ({**OPEN, "score_numerator": 1}, "handed_in_has_a_score"),
        ({**OPEN, "passed": False}, "handed_in_has_a_score"),
    ],
)
def test_an_attempt_that_the_table_refuses(attempt, changes, refusal):
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        another(attempt, **changes).save()

    assert list(Attempt.objects.all()) == [attempt]


def test_a_start_key_opens_one_attempt(attempt):
    with (
        pytest.raises(IntegrityError, match=r"one_attempt_per_start_key|start_key"),
        transaction.atomic(),
    ):
        another(attempt, start_key=attempt.start_key).save()

    assert list(Attempt.objects.all()) == [attempt]


@pytest.mark.parametrize(
    ("same", "refusal"),
    [
        ("item", r"one_response_per_item|item_id"),
        ("position", r"one_response_per_position|position"),
    ],
)
def test_an_attempt_asks_an_item_once_and_one_item_a_place(attempt, same, refusal):
    first = attempt.responses.first()
    left = Item.objects.filter(in_quiz=True).exclude(pk__in=attempt.responses.values("item"))
    row = Response(attempt=attempt, item=left.first(), position=3)
    setattr(row, same, getattr(first, same))

    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        row.save()

    assert attempt.responses.count() == 2


def test_responses_come_in_the_order_in_which_they_are_asked(attempt):
    Response.objects.filter(position=1).update(position=9)

    assert [response.position for response in Response.objects.all()] == [2, 9]


def test_rows_name_themselves(attempt):
    response = attempt.responses.first()

    assert (str(attempt), str(response)) == (f"attempt {attempt.pk}", f"response {response.pk}")
