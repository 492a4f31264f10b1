"""A quiz with a time limit, page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.models import Preference
from courses.assessment.models import Attempt, Response
from courses.catalogue.models import Item
from courses.usecases.close_attempts import close_attempts
from courses.web.learner.quiz_time import moment
from tests.memory import forget
from tests.small_course import answer_all, chosen
from tests.tables import everything
from tests.usecases.timed import limited, timed_attempt
from tests.web.reading import errors_of, heading_of, text_of, title_of


@pytest.fixture
def timed(ready):
    """Return Amira's open attempt with half an hour and nearly a minute left."""
    return timed_attempt(ready, at=timezone.now() + timedelta(seconds=55))


@pytest.fixture
def over(ready):
    """Return Amira's attempt whose time ended half an hour ago, one question answered."""
    begun = timezone.now() - timedelta(hours=1)
    attempt = timed_attempt(ready, at=begun)
    Response.objects.filter(position=1).update(chosen=chosen(), saved_at=begun)
    return attempt


def at(attempt, name=""):
    return f"/learn/{attempt.enrolment.registration}/quiz/{attempt.number}/{name}"


def first_of(attempt):
    return attempt.responses.get(position=1).item.identifier


def test_the_start_says_how_long_with_ones_extra_time(elm, amira, ready):
    limited(ready, minutes=30, tries=2)
    page = f"/learn/{ready.registration}/quiz/"
    plain = text_of(amira.get(page))
    Preference.objects.create(user=elm.amira, extra_time_percent=50)

    text = text_of(amira.get(page))

    assert "30 minutes, from when you start. You can take more time if you need it." in plain
    assert "45 minutes (30 + 15 extra), from when you start." in text
    assert "You have 2 attempts left." in text
    assert "No time limit." not in text


def test_a_name_that_no_question_can_have_is_not_found(amira, timed):
    assert amira.post(f"{at(timed, 'more-time/')}?question=%00").status_code == 404


@pytest.mark.parametrize("name", ["", "questions/", "answers/"])
def test_every_page_says_what_is_left_and_until_when(amira, timed, name):
    answer = amira.get(at(timed, name or f"{first_of(timed)}/"))

    until = moment(timed.ends_at, at=timezone.now())
    assert f"30 minutes left, until {until}" in text_of(answer)
    assert 'src="/static/courses/time.js"' in answer.content.decode()


def test_without_a_limit_no_page_speaks_of_time(amira, attempt):
    for name in (f"{first_of(attempt)}/", "questions/", "answers/"):
        answer = amira.get(at(attempt, name))
        assert "left, until" not in text_of(answer)
        assert "time.js" not in answer.content.decode()


def test_a_press_on_a_question_saves_it_and_says_the_new_time(amira, timed):
    first = first_of(timed)

    answer = amira.post(
        f"{at(timed, 'more-time/')}?question={first}", {"answer": "ask", "extensions": "0"}
    )

    assert (answer.status_code, answer["Location"]) == (303, at(timed, f"{first}/"))
    text = text_of(amira.get(answer["Location"]))
    assert "You have 8 more minutes. Your answers are saved." in text
    assert "38 minutes left" in text
    assert "38 minutes (30 + 8 extra)" in text
    assert Response.objects.get(position=1).chosen == chosen("ask")


def test_a_press_without_an_answer_is_no_mistake(amira, timed):
    first = first_of(timed)

    answer = amira.post(f"{at(timed, 'more-time/')}?question={first}", {"extensions": "0"})

    assert answer["Location"] == at(timed, f"{first}/")
    assert Attempt.objects.get().extensions == 1


def test_a_half_answer_is_shown_again_with_the_time_added(amira, timed):
    Item.objects.update(kind=Item.Kind.ORDER)
    forget()
    first = first_of(timed)

    page = amira.post(
        f"{at(timed, 'more-time/')}?question={first}", {"wait": "2", "extensions": "0"}
    )

    assert title_of(page).startswith("Error: Question 1 of 2")
    assert page.context["form"]["wait"].value() == "2"
    assert "38 minutes left" in text_of(page)


def test_a_press_on_all_questions_saves_them(amira, timed):
    answer = amira.post(at(timed, "more-time/"), {"q2-answer": "ask", "extensions": "0"})

    assert (answer.status_code, answer["Location"]) == (303, at(timed, "questions/"))
    assert Response.objects.get(position=2).chosen == chosen("ask")
    assert Attempt.objects.get().extra_minutes == 8


def test_what_cannot_be_kept_on_all_questions_is_shown_with_the_time_added(amira, timed):
    page = amira.post(
        at(timed, "more-time/"), {"q1-answer": "no-such", "q2-answer": "ask", "extensions": "0"}
    )

    ((_link, words),) = errors_of(page)
    assert words.startswith("Question 1: Select a valid choice")
    assert "38 minutes left" in text_of(page)


@pytest.mark.parametrize("said", ["", "x", "7", "99999999", "-1"])
def test_a_press_of_no_page_of_ours_adds_nothing(amira, timed, said):
    answer = amira.post(at(timed, "more-time/"), {"extensions": said})

    assert (answer.status_code, answer["Location"]) == (303, at(timed, "questions/"))
    assert Attempt.objects.get().extensions == 0


def test_a_question_that_was_not_drawn_is_not_there(amira, timed):
    assert amira.post(f"{at(timed, 'more-time/')}?question=no-such").status_code == 404


@pytest.mark.parametrize("query", ["", "?question="])
def test_after_handing_in_a_press_leads_to_the_result(amira, passed, query):
    name = first_of(passed) if query else ""

    answer = amira.post(f"{at(passed, 'more-time/')}{query}{name}", {"extensions": "0"})

    assert answer["Location"] == at(passed, "result/")


@pytest.mark.parametrize("query", ["", "?question="])
def test_a_press_while_it_is_handed_in_leads_to_the_result(amira, timed, query):
    name = first_of(timed) if query else ""
    Response.objects.update(credit_numerator=1, credit_denominator=1)

    answer = amira.post(
        f"{at(timed, 'more-time/')}{query}{name}",
        {"answer": "ask", "q1-answer": "ask", "extensions": "0"},
    )

    assert answer["Location"] == at(timed, "result/")
    assert Attempt.objects.get().extensions == 0


def test_after_the_end_every_page_leads_to_what_counts(amira, over):
    ways = {amira.get(at(over, name))["Location"] for name in (f"{first_of(over)}/", "questions/")}
    before = everything()

    page = amira.get(at(over, "answers/"))

    assert ways == {at(over, "answers/")}
    assert heading_of(page) == "The time is over"
    assert "1 of 2 questions has an answer that was saved by then. It counts." in text_of(page)
    assert "A question without one counts as not right." in text_of(page)
    assert everything() == before


def test_the_start_leads_to_what_counts(amira, over):
    page = amira.get(f"/learn/{over.enrolment.registration}/quiz/")

    assert "The time of your attempt ended at" in text_of(page)
    assert f'href="{at(over, "answers/")}"' in page.content.decode()


@pytest.mark.parametrize("way", ["one", "all", "more-one", "more-all"])
def test_an_answer_that_comes_too_late_is_not_saved_and_not_lost_from_view(amira, over, way):
    second = over.responses.get(position=2).item.identifier
    names = {
        "one": f"{second}/",
        "all": "questions/",
        "more-one": f"more-time/?question={second}",
        "more-all": "more-time/",
    }

    page = amira.post(
        at(over, names[way]), {"answer": "wait", "q2-answer": "wait", "extensions": "0"}
    )

    assert (page.status_code, heading_of(page)) == (200, "The time is over")
    assert f"2. What do you do first ({second})? Wait for proof." in text_of(page)
    assert [one.chosen for one in over.responses.all()] == [chosen(), {}]


def test_what_came_too_late_is_shown_although_the_run_was_quicker(amira, over):
    second = over.responses.get(position=2).item.identifier
    close_attempts(at=timezone.now())

    page = amira.post(at(over, f"{second}/"), {"answer": "wait"})

    assert "What came too late" in text_of(page)
    assert amira.post(at(over, "hand-in/"))["Location"] == at(over, "result/")


def test_it_is_handed_in_as_it_stands_and_the_result_says_so(amira, over):
    answer = amira.post(at(over, "hand-in/"))
    result = text_of(amira.get(at(over, "result/")))

    assert answer["Location"] == at(over, "result/")
    end = timezone.localtime(over.ends_at)
    assert f"Your time ended at {end:%H:%M}" in result
    assert "What was saved by then was counted." in result
    assert "no answer" in result
    assert Attempt.objects.get().score_numerator == 1


def test_handed_in_in_time_the_result_speaks_of_no_end(amira, timed):
    answer_all(timed)

    amira.post(at(timed, "hand-in/"))

    assert "Your time ended" not in text_of(amira.get(at(timed, "result/")))


def test_tries_that_the_organisation_counts_run_out(amira, failed):
    limited(failed.enrolment, tries=1)

    assert "You have used all the attempts" in text_of(amira.get(at(failed, "result/")))
