"""Taking the quiz with all questions on one page."""

import re

import pytest

from courses.assessment.models import Response
from tests.small_course import answer_all, chosen
from tests.web.reading import errors_of, heading_of, text_of, ticked, title_of


@pytest.fixture
def sheet(attempt):
    """Return the address of all questions of Amira's open attempt."""
    return f"/learn/{attempt.enrolment.registration}/quiz/1/questions/"


def stored():
    return list(Response.objects.order_by("position").values_list("chosen", flat=True))


def test_every_question_is_there_with_a_legend_and_nothing_chosen(amira, sheet):
    page = amira.get(sheet)

    html = page.content.decode()
    assert heading_of(page) == "All questions"
    assert html.count("<fieldset") == html.count("<legend") == 2
    assert "Question 1 of 2" in text_of(page)
    assert text_of(page).count("Not answered") == 2
    assert re.findall(r"<input[^>]* checked", html) == []
    # What the script that saves by itself looks for.
    assert "sheet.js" in html
    assert all(part in html for part in ("data-saves", 'id="answered"', 'data-number="2"'))
    assert "Your last answers are not saved yet." in html


def test_what_is_saved_says_its_time_and_is_chosen(amira, attempt, sheet):
    answer_all(attempt, "wait")

    page = amira.get(sheet)

    assert "2 of 2 have an answer that is saved." in text_of(page)
    assert text_of(page).count("Saved 12:00") == 2
    assert [one.form["answer"].value() for one in page.context["questions"]] == ["wait"] * 2


@pytest.mark.parametrize(
    ("then", "leads_to"),
    [("", "answers/"), ("stay", "questions/"), ("go-on", "questions/"), ("leave", None)],
)
def test_half_a_page_is_saved_and_each_button_leads_on(amira, sheet, then, leads_to):
    answer = amira.post(sheet, {"q2-answer": "wait", "then": then})

    address = sheet.replace("questions/", leads_to) if leads_to else "/learn/"
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert stored() == [{}, chosen("wait")]


def test_staying_says_how_many_are_answered(amira, sheet):
    page = amira.post(sheet, {"q1-answer": "wait", "then": "stay"}, follow=True)

    assert "Saved. 1 of 2 questions have an answer." in text_of(page)


def test_what_cannot_be_kept_is_shown_above_and_the_rest_is_saved(amira, sheet):
    page = amira.post(sheet, {"q1-answer": "no-such", "q2-answer": "ask"})

    assert title_of(page).startswith("Error: Quiz: all questions")
    ((link, words),) = errors_of(page)
    assert words.startswith("Question 1: Select a valid choice")
    assert f'id="{link.removeprefix("#")}"' in page.content.decode()
    assert "The other answers on this page are saved." in text_of(page)
    assert stored() == [{}, chosen("ask")]


def test_both_ways_open_the_same_attempt(amira, attempt, sheet):
    first = attempt.responses.get(position=1).item.identifier
    amira.post(sheet, {"q1-answer": "ask"})

    alone = amira.get(sheet.replace("questions", first))
    amira.post(sheet.replace("questions", first), {"answer": "wait"})
    together = amira.get(sheet)

    assert ticked(alone) == ["ask"]
    assert f'href="{sheet}"' in alone.content.decode()
    assert together.context["questions"][0].form["answer"].value() == "wait"
    assert f'href="{sheet.replace("questions", first)}"' in together.content.decode()


def test_all_answers_lead_back_to_the_page_they_came_from(amira, attempt, sheet):
    quiz = sheet.removesuffix("1/questions/")
    amira.post(quiz, {"key": str(attempt.start_key), "pages": "all"})

    page = amira.get(sheet.replace("questions", "answers")).content.decode()

    assert f'href="{sheet}#question-2"' in page


def test_after_handing_in_it_leads_to_the_result_and_changes_nothing(amira, passed):
    sheet = f"/learn/{passed.enrolment.registration}/quiz/1/questions/"
    before = stored()

    answers = [amira.get(sheet), amira.post(sheet, {"q1-answer": "wait"})]

    assert {one["Location"] for one in answers} == {sheet.replace("questions", "result")}
    assert stored() == before


def test_an_answer_that_comes_while_it_is_handed_in_leads_to_the_result(amira, attempt, sheet):
    answer_all(attempt)
    Response.objects.update(credit_numerator=1, credit_denominator=1)

    answer = amira.post(sheet, {"q1-answer": "wait"})

    assert answer["Location"] == sheet.replace("questions", "result")


@pytest.mark.parametrize("answered", [0, 2])
def test_the_page_takes_5_queries(amira, attempt, sheet, answered, django_assert_num_queries):
    for position in range(1, answered + 1):
        Response.objects.filter(position=position).update(chosen=chosen())

    with django_assert_num_queries(5):
        amira.get(sheet)
