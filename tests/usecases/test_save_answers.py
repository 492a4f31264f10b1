"""Saving several answers of one attempt at once."""

from datetime import timedelta

import pytest

from courses.assessment import services as assessment
from courses.assessment.models import Response
from courses.assessment.services import AttemptFinished
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.save_answers import save_answers
from tests.people import NOON
from tests.small_course import chosen
from tests.tables import everything
from tests.usecases.racing import at_once

LATER = NOON + timedelta(minutes=2)


def stored():
    return list(Response.objects.order_by("position").values_list("chosen", "saved_at"))


def test_every_answer_given_is_saved_with_its_time(attempt, django_assert_num_queries):
    first, second = attempt.responses.all()
    given = {first: chosen("wait"), second: chosen("ask")}

    with django_assert_num_queries(5):
        save_answers(attempt=attempt, given=given, at=LATER)

    assert stored() == [(chosen("wait"), LATER), (chosen("ask"), LATER)]


def test_what_is_not_given_stays_as_it_was(right_attempt):
    first, _second = right_attempt.responses.all()

    save_answers(attempt=right_attempt, given={first: chosen("wait")}, at=LATER)

    assert stored() == [(chosen("wait"), LATER), (chosen("tell-lead"), NOON)]


def test_nothing_given_asks_for_no_row_and_writes_none(attempt, django_assert_num_queries):
    with django_assert_num_queries(2):  # a savepoint and its end
        save_answers(attempt=attempt, given={}, at=LATER)

    assert stored() == [({}, None)] * 2


def test_after_handing_in_nothing_is_saved(right_attempt):
    first, _second = right_attempt.responses.all()
    finish_attempt(attempt=right_attempt, at=NOON)
    before = everything()

    with pytest.raises(AttemptFinished):
        save_answers(attempt=right_attempt, given={first: chosen("wait")}, at=LATER)

    assert everything() == before


def test_an_answer_that_was_marked_is_refused_with_all_others(right_attempt):
    first, second = right_attempt.responses.all()
    Response.objects.filter(pk=second.pk).update(credit_numerator=1, credit_denominator=1)
    before = everything()

    with pytest.raises(AttemptFinished):
        save_answers(
            attempt=right_attempt, given={first: chosen("wait"), second: chosen("ask")}, at=LATER
        )

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_answers_saved_during_hand_in_are_marked_as_stored_or_refused(right_attempt):
    first, second = right_attempt.responses.all()

    def saving(option, responses):
        def save():
            for turn in range(10_000):
                given = {one: chosen(option if turn % 2 else "tell-lead") for one in responses}
                save_answers(attempt=right_attempt, given=given, at=NOON)

        return save

    def one_by_one():
        for _turn in range(10_000):
            assessment.answer_item(response=second, chosen=chosen("ask"), at=NOON)

    def hand_in():
        return finish_attempt(attempt=right_attempt, at=NOON)

    jobs = [saving("wait", [first, second]), saving("ask", [second, first]), one_by_one]

    *saved, handed_in, again = at_once([*jobs, hand_in, hand_in])

    assert [type(outcome) for outcome in saved] == [AttemptFinished] * len(jobs)
    assert handed_in == again == right_attempt
    assert all(
        (one.credit_numerator, one.credit_denominator)
        == (int(one.chosen == chosen("tell-lead")), 1)
        for one in Response.objects.all()
    )
