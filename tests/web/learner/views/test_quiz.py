"""Taking the quiz: questions, check your answers, hand in."""

import re

import pytest

from courses.assessment.models import Attempt, Response
from courses.audit.models import AuditChain
from courses.certification.models import Certificate
from courses.learning.models import Completion
from tests.small_course import answer_all, chosen
from tests.tables import verbs_about
from tests.web.reading import errors_of, heading_of, text_of, title_of


@pytest.fixture
def address(attempt):
    """Return the address of Amira's open attempt."""
    return f"/learn/{attempt.enrolment.registration}/quiz/1/"


def questions(attempt):
    """Return the identifiers of the questions in their order."""
    return list(attempt.responses.order_by("position").values_list("item__identifier", flat=True))


def test_a_question_stands_alone_with_its_number(amira, attempt, address):
    first, _second = questions(attempt)

    answer = amira.get(f"{address}{first}/")

    assert heading_of(answer).endswith(f"What do you do first ({first})?")
    assert title_of(answer).startswith("Question 1 of 2")
    order = attempt.responses.get(position=1).option_order["options"]
    assert re.findall(r'name="answer" value="([\w-]+)"', answer.content.decode()) == order


def test_an_answer_is_saved_and_leads_on(amira, attempt, address):
    first, second = questions(attempt)

    answers = [amira.post(f"{address}{name}/", {"answer": "wait"}) for name in (first, second)]

    assert [one["Location"] for one in answers] == [f"{address}{second}/", f"{address}answers/"]
    assert [one.chosen for one in attempt.responses.order_by("position")] == [chosen("wait")] * 2


def test_a_change_leads_back_to_all_answers(amira, attempt, address):
    first, _second = questions(attempt)

    answer = amira.post(f"{address}{first}/?change=1", {"answer": "ask"})

    assert (answer.status_code, answer["Location"]) == (303, f"{address}answers/")


def test_nothing_selected_is_said_above_and_at_the_field(amira, attempt, address):
    first, _second = questions(attempt)

    answer = amira.post(f"{address}{first}/", {})

    assert title_of(answer).startswith("Error: Question 1 of 2")
    ((link, words),) = errors_of(answer)
    assert words == "Select an answer"
    assert f'id="{link.removeprefix("#")}"' in answer.content.decode()
    assert [one.chosen for one in Response.objects.all()] == [{}, {}]


def test_an_option_of_another_item_is_refused(amira, attempt, address):
    first, _second = questions(attempt)

    answer = amira.post(f"{address}{first}/", {"answer": "second-phone"})

    assert "second-phone is not one of the available choices" in text_of(answer)
    assert [one.chosen for one in Response.objects.all()] == [{}, {}]


def test_an_item_that_was_not_drawn_is_not_there(amira, attempt, address):
    drawn = questions(attempt)
    other = next(name for name in ("plain-a", "plain-b") if name not in drawn)

    answer = amira.post(f"{address}{other}/", {"answer": "tell-lead"})

    assert (answer.status_code, heading_of(answer)) == (404, "Page not found")


def test_all_answers_are_shown_before_handing_in(amira, attempt, address):
    first, second = questions(attempt)
    amira.post(f"{address}{first}/", {"answer": "wait"})

    answer = amira.get(f"{address}answers/")

    text = text_of(answer)
    assert heading_of(answer) == "Check your answers"
    assert f"1. What do you do first ({first})? Wait for proof. Change question 1" in text
    assert f"2. What do you do first ({second})? Not answered Answer question 2" in text


def test_an_unfinished_attempt_is_not_handed_in(amira, attempt, address):
    first, second = questions(attempt)
    amira.post(f"{address}{first}/", {"answer": "wait"})

    answer = amira.post(f"{address}hand-in/")

    assert title_of(answer).startswith("Error: Check your answers")
    assert errors_of(answer) == [(f"{address}{second}/?change=1", "Answer question 2")]
    assert Attempt.objects.get().handed_in_at is None


def test_handing_in_twice_is_one_completion(amira, attempt, address):
    answer_all(attempt)
    answers = [amira.post(f"{address}hand-in/")["Location"] for _time in range(2)]

    assert answers == [f"{address}result/"] * 2
    assert (Completion.objects.count(), Certificate.objects.count()) == (1, 1)
    assert verbs_about(attempt) == ["passed"]


@pytest.mark.parametrize("page", ["answers/", "question"])
def test_after_handing_in_every_page_leads_to_the_result(amira, passed, page):
    address = f"/learn/{passed.enrolment.registration}/quiz/1/"
    path = f"{address}{questions(passed)[0]}/" if page == "question" else f"{address}{page}"

    assert amira.get(path)["Location"] == f"{address}result/"


def test_an_answer_after_handing_in_changes_nothing(amira, passed):
    address = f"/learn/{passed.enrolment.registration}/quiz/1/"
    before = list(Response.objects.order_by("pk").values())

    answer = amira.post(f"{address}{questions(passed)[0]}/", {"answer": "wait"})

    assert (answer.status_code, answer["Location"]) == (303, f"{address}result/")
    assert list(Response.objects.order_by("pk").values()) == before


def test_handing_in_takes_24_queries_savepoints_counted(
    elm, amira, attempt, address, django_assert_num_queries
):
    answer_all(attempt)
    # The first event of an organisation makes its chain; here it has one, as after an enrolment.
    AuditChain.objects.create(organisation_id=elm.organisation.pk)

    with django_assert_num_queries(24):
        amira.post(f"{address}hand-in/")

    assert Attempt.objects.get().passed is True


def test_an_answer_that_comes_while_it_is_handed_in_leads_to_the_result(amira, attempt, address):
    first, _second = questions(attempt)
    Response.objects.update(credit_numerator=1, credit_denominator=1)

    answer = amira.post(f"{address}{first}/", {"answer": "wait"})

    assert (answer.status_code, answer["Location"]) == (303, f"{address}result/")
