"""What is sent after the sign-in has ended waits for its sender, and is theirs alone."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from courses.assessment.models import Response
from courses.learning.models import CheckAnswer, Enrolment
from courses.web.unsent import KEY
from tests.people import NOON, PASSWORD
from tests.small_course import chosen
from tests.usecases.timed import timed_attempt
from tests.web.reading import text_of, ticked

BACK = "You were signed out before this was saved. What you chose is still here: save it now."


@pytest.fixture
def idle(elm, harbour, amira):
    """Return Amira's browser, signed in too long ago."""
    amira.cookies.pop(settings.LAST_USE_COOKIE_NAME)
    return amira


def sign_in(client, user, next_page=""):
    """Sign in by the page, and return where it leads."""
    answer = client.post(
        "/account/login/",
        {"login": user.email, "password": PASSWORD, "next": next_page},
    )
    return answer["Location"]


def went(answer):
    return answer.status_code, answer["Location"]


def at(attempt, name):
    return f"/learn/{attempt.enrolment.registration}/quiz/{attempt.number}/{name}"


def first_of(attempt):
    return attempt.responses.get(position=1).item.identifier


def test_an_answer_is_there_after_signing_in_and_saved_by_its_button(idle, elm, attempt):
    page = at(attempt, f"{first_of(attempt)}/")

    sent = idle.post(page, {"answer": "ask"})
    back = sign_in(idle, elm.amira, page)
    shown = idle.get(back)

    assert went(sent) == (302, f"/account/login/?next={page}")
    assert back == page
    assert BACK in text_of(shown)
    assert ticked(shown) == ["ask"]
    assert [one.chosen for one in attempt.responses.all()] == [{}, {}]
    idle.post(page, {"answer": "ask"})
    assert Response.objects.get(position=1).chosen == chosen("ask")
    assert BACK not in text_of(idle.get(page))


def test_what_was_saved_since_is_not_overlaid(idle, elm, attempt):
    page = at(attempt, f"{first_of(attempt)}/")
    idle.post(page, {"answer": "ask"})
    sign_in(idle, elm.amira)
    idle.post(at(attempt, "questions/"), {"q1-answer": "wait"})

    shown = idle.get(page)

    assert ticked(shown) == ["wait"]
    assert BACK not in text_of(shown)


def test_a_page_of_all_questions_is_there_too(idle, elm, attempt):
    page = at(attempt, "questions/")

    sent = idle.post(page, {"q1-answer": "ask", "q2-answer": "no-such", "then": "leave"})
    shown = idle.get(sign_in(idle, elm.amira, page))

    assert went(sent) == (302, f"/account/login/?next={page}")
    values = [one.form["answer"].value() for one in shown.context["questions"]]
    assert values == ["ask", "no-such"]
    assert BACK in text_of(shown)
    idle.post(page, {"q1-answer": "ask"})
    assert BACK not in text_of(idle.get(page))


@pytest.mark.parametrize("on_one", [True, False])
def test_a_press_for_more_time_leads_back_with_its_answer(idle, elm, ready, on_one):
    attempt = timed_attempt(ready)
    name = first_of(attempt)
    page = at(attempt, f"{name}/" if on_one else "questions/")
    asked = at(attempt, "more-time/") + (f"?question={name}" if on_one else "")

    sent = idle.post(asked, {"answer": "ask", "q1-answer": "ask", "extensions": "0"})

    assert went(sent) == (302, f"/account/login/?next={page}")


def test_a_name_that_is_no_question_leads_to_all_of_them(idle, attempt):
    sent = idle.post(at(attempt, "more-time/?question=../../"), {"extensions": "0"})

    assert went(sent) == (302, f"/account/login/?next={at(attempt, 'questions/')}")


def test_a_check_of_a_lesson_is_still_chosen(idle, elm, enrolment):
    lesson = f"/learn/{enrolment.registration}/lessons/first/"

    sent = idle.post(f"{lesson}checks/first-check/", {"first-check-answer": "wait"})
    sign_in(idle, elm.amira)
    shown = idle.get(lesson)

    assert went(sent) == (302, f"/account/login/?next={lesson}%23first-check")
    page = " ".join(shown.content.decode().split())
    assert BACK in text_of(shown)
    assert "Not saved yet: you were signed out." in text_of(shown)
    assert "<title>Error" not in page
    assert page.split('value="wait"')[1].split(">")[0].strip().endswith("checked")
    assert list(CheckAnswer.objects.all()) == []
    idle.post(f"{lesson}checks/first-check/", {"first-check-answer": "wait"})
    assert CheckAnswer.objects.get().latest_chosen == chosen("wait")
    saved = text_of(idle.get(lesson))
    assert ("Not quite" in saved, BACK in saved, "Not saved yet" in saved) == (True, False, False)


def test_checks_that_came_with_finishing_the_lesson_are_ticked_again(idle, elm, enrolment):
    lesson = f"/learn/{enrolment.registration}/lessons/first/"
    idle.post(f"{lesson}finish/", {"first-check-answer": "wait"})
    sign_in(idle, elm.amira)

    page = idle.get(lesson)

    assert (BACK in text_of(page), "Not saved yet" in text_of(page)) == (True, True)
    assert page.content.decode().split('value="wait"')[1].split(">")[0].strip().endswith("checked")
    assert list(CheckAnswer.objects.all()) == []


def test_a_check_that_is_none_shows_the_lesson_as_it_is(idle, elm, enrolment):
    lesson = f"/learn/{enrolment.registration}/lessons/first/"
    idle.post(f"{lesson}checks/notice/", {"notice-answer": "wait"})
    sign_in(idle, elm.amira)

    assert idle.get(lesson).status_code == 200
    assert idle.get(lesson.replace("first", "no-such")).status_code == 404


def test_a_lesson_that_is_none_stays_missing(idle, elm, enrolment):
    lesson = f"/learn/{enrolment.registration}/lessons/no-such/"
    idle.post(f"{lesson}checks/first-check/", {"first-check-answer": "wait"})
    sign_in(idle, elm.amira)

    assert idle.get(lesson).status_code == 404


@pytest.mark.parametrize(
    ("name", "back"),
    [("quiz/1/hand-in/", "quiz/1/answers/"), ("lessons/first/finish/", "lessons/first/")],
)
def test_a_button_without_a_page_of_its_own_leads_to_where_it_stands(idle, attempt, name, back):
    course = f"/learn/{attempt.enrolment.registration}/"

    assert went(idle.post(course + name)) == (302, f"/account/login/?next={course}{back}")


def test_the_next_person_at_the_device_sees_none_of_it(idle, elm, attempt):
    page = at(attempt, f"{first_of(attempt)}/")
    idle.post(page, {"answer": "ask"})
    sign_in(idle, elm.noor)

    assert idle.get(page).status_code == 404


@pytest.mark.parametrize("data", [{}, {"then": "stay"}, {"answer": "x" * 20_001}])
def test_nothing_and_too_much_are_not_kept(idle, elm, attempt, data):
    page = at(attempt, f"{first_of(attempt)}/")
    idle.post(page, data)
    sign_in(idle, elm.amira)

    assert BACK not in text_of(idle.get(page))


def test_other_pages_are_asked_for_again_as_ever(elm, harbour):
    answer = Client().post("/learn/settings/", {"pages": "all"})

    assert went(answer) == (302, "/account/login/?next=/learn/settings/")


def test_an_answer_kept_from_before_signing_in_waits_on_where_it_could_not_be_saved(
    amira, enrolment
):
    address = f"/learn/{enrolment.registration}/lessons/first/"
    held = {"path": address, "part": "first-check", "data": "a=b", "at": NOON.isoformat()}
    session = amira.session
    session[KEY] = held
    session.save()
    closing = []

    def close_meanwhile(execute, sql, *rest):
        if sql.startswith("SAVEPOINT") and not closing:
            closing.append(sql)
            Enrolment.objects.update(closed_at=NOON)
        return execute(sql, *rest)

    with connection.execute_wrapper(close_meanwhile):
        answer = amira.post(f"{address}checks/first-check/", {"first-check-answer": "tell-lead"})

    assert answer["Location"] == f"/learn/{enrolment.registration}/"
    assert amira.session[KEY] == held
