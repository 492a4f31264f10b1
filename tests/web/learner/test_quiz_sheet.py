"""All questions on one page: what is new, what was left alone, what is wrong."""

from datetime import timedelta

import pytest

from courses.assessment.models import Response
from courses.assessment.queries import responses_of
from courses.catalogue.models import Item
from courses.web.learner.quiz_sheet import SeenForm, as_text, asked, sent
from tests.memory import forget
from tests.people import NOON
from tests.small_course import answer_all, chosen


def test_an_answer_as_text_is_the_same_for_the_same_answer():
    assert as_text({}) == ""
    assert as_text({"v": 1, "pairs": {"b": "2", "a": "1"}}) == as_text(
        {"pairs": {"a": "1", "b": "2"}, "v": 1}
    )


def test_what_was_chosen_first_is_new(attempt):
    first, second = responses_of(attempt)

    found = sent([first, second], {"q1-answer": "wait"})

    assert (found.given, found.has_errors) == ({first: chosen("wait")}, False)
    assert [question.form.is_bound for question in found.questions] == [True, False]


def test_what_stands_as_it_was_is_not_new(attempt):
    answer_all(attempt)
    responses = responses_of(attempt)
    seen = {f"seen-{one.position}": as_text(one.chosen) for one in responses}

    found = sent(responses, {"q1-answer": "tell-lead", "q2-answer": "wait", **seen})

    assert found.given == {responses[1]: chosen("wait")}


def test_what_another_window_changed_since_is_left_alone(attempt):
    answer_all(attempt)
    seen = {f"seen-{one.position}": as_text(one.chosen) for one in responses_of(attempt)}
    Response.objects.update(chosen=chosen("ask"))
    responses = responses_of(attempt)

    found = sent(responses, {"q1-answer": "tell-lead", "q2-answer": "wait", **seen})

    assert found.given == {responses[1]: chosen("wait")}


def test_an_empty_question_takes_no_answer_away(attempt):
    answer_all(attempt)

    found = sent(responses_of(attempt), {})

    assert (found.given, found.has_errors) == ({}, False)
    assert [question.is_answered for question in found.questions] == [True, True]


def test_an_option_of_another_question_is_an_error_and_the_rest_is_given(attempt):
    first, second = responses_of(attempt)

    found = sent([first, second], {"q1-answer": "no-such", "q2-answer": "wait"})

    assert (found.given, found.has_errors) == ({second: chosen("wait")}, True)


@pytest.mark.parametrize(
    ("data", "given", "has_errors"),
    [
        ({"q1-wait": "1"}, None, True),
        ({"q1-wait": "", "q1-ask": "", "q1-tell-lead": ""}, None, False),
        ({"q1-wait": "1", "q1-ask": "2", "q1-tell-lead": "3"}, ["wait", "ask", "tell-lead"], False),
    ],
)
def test_lines_count_once_each_has_its_place(attempt, data, given, has_errors):
    Item.objects.update(kind=Item.Kind.ORDER)
    forget()
    first = responses_of(attempt)[0]

    found = sent([first], data)

    assert found.given == ({first: {"v": 1, "chosen": given}} if given else {})
    assert found.has_errors is has_errors
    assert found.questions[0].has_lines is True


def test_a_question_says_when_it_was_saved(attempt):
    at = NOON + timedelta(minutes=4)
    answer_all(attempt, at=at)
    Response.objects.filter(position=2).update(chosen={})

    first, second = asked(responses_of(attempt))

    assert (first.saved_at, second.saved_at) == (at, None)
    assert (first.position, first.is_answered, second.is_answered) == (1, True, False)


def test_the_page_carries_what_each_answer_was(attempt):
    answer_all(attempt, "wait")

    form = SeenForm(responses_of(attempt))

    assert [field.initial for field in form.fields.values()] == [as_text(chosen("wait"))] * 2
    assert {type(field.widget).__name__ for field in form.fields.values()} == {"HiddenInput"}
