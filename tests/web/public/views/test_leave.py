"""Exit this page."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from courses.accounts.exits import ExitCount
from courses.learning.models import LessonProgress

OUT = "https://www.bbc.co.uk/weather"


def test_leaving_signs_out_and_leads_to_the_neutral_site(amira):
    key = amira.session.session_key

    answer = amira.post("/leave/")

    assert (answer.status_code, answer["Location"], answer.content) == (303, OUT, b"")
    assert list(Session.objects.filter(pk=key)) == []
    assert amira.get("/learn/").status_code == 302
    assert (answer["Clear-Site-Data"], answer["Cache-Control"]) == ('"cache"', "private, no-store")


def test_the_place_is_kept(amira, enrolment):
    amira.post(f"/learn/{enrolment.registration}/lessons/first/place/", {"block": "who"})

    amira.post("/leave/")

    assert [one.last_block for one in LessonProgress.objects.all()] == ["who"]


def test_a_stranger_is_led_away_too(db, client):
    answer = client.post("/leave/")

    assert (answer.status_code, answer["Location"]) == (303, OUT)


def test_the_use_is_counted_once_it_was_answered_and_a_strangers_is_not(amira, elm, client):
    amira.post("/leave/")
    amira.post("/leave/")
    client.post("/leave/")

    today = timezone.localdate()
    assert list(ExitCount.objects.values_list("organisation", "month", "uses")) == [
        (elm.organisation.pk, today.replace(day=1), 1)
    ]


def test_what_prevents_counting_prevents_nobody_from_leaving(amira, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_exitcount RENAME TO gone")

    answer = amira.post("/leave/")

    assert (answer.status_code, answer["Location"]) == (303, OUT)
    assert amira.get("/learn/").status_code == 302
    assert [one.getMessage() for one in caplog.records if one.levelname == "WARNING"] == [
        "exit-not-counted"
    ]


def test_where_it_leads_is_a_setting(amira, settings):
    settings.EXIT_URL = "https://www.metoffice.gov.uk/"

    assert amira.post("/leave/")["Location"] == "https://www.metoffice.gov.uk/"


@pytest.mark.parametrize("token", [None, "stale" * 6 + "st"])
def test_without_a_good_token_one_is_led_away_still_signed_in(elm, token):
    client = Client(enforce_csrf_checks=True)
    client.force_login(elm.amira)

    answer = client.post("/leave/", {"csrfmiddlewaretoken": token} if token else {})

    assert (answer.status_code, answer["Location"]) == (303, OUT)
    assert client.get("/learn/").status_code == 200


def test_the_button_of_a_question_signs_out(attempt):
    item = attempt.responses.first().item.identifier

    leave_by_the_button(attempt.enrolment, f"quiz/1/{item}/")


def test_the_button_of_a_result_signs_out(passed):
    leave_by_the_button(passed.enrolment, "quiz/1/result/")


def test_the_button_of_a_lesson_signs_out(enrolment):
    leave_by_the_button(enrolment, "lessons/first/")


def leave_by_the_button(enrolment, page):
    """Send the form of the button as the page has it; nobody is signed in afterwards."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(enrolment.learner)
    shown = client.get(f"/learn/{enrolment.registration}/{page}").content.decode()
    form = re.search(r'<form[^>]* action="/leave/".*?</form>', shown, re.DOTALL)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', form[0])

    answer = client.post("/leave/", {"csrfmiddlewaretoken": token[1]})

    assert (answer.status_code, answer["Location"]) == (303, OUT)
    assert client.get("/learn/").status_code == 302


def test_reading_the_page_shows_one_button_and_signs_nobody_out(amira):
    page = amira.get("/leave/").content.decode()

    main = page.partition('id="main-content">')[2].partition("</main>")[0]
    assert re.findall(r"<button[^>]*>([^<]*)</button>", main) == ["Exit this page"]
    assert re.findall(r'<form method="(\w+)" action="([^"]*)"', main) == [("post", "/leave/")]
    assert amira.get("/learn/").status_code == 200
