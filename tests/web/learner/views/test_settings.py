"""A person's own settings for quizzes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import Membership
from courses.accounts.models import Preference
from courses.assessment.models import Attempt
from tests.usecases.timed import timed_attempt
from tests.web.reading import errors_of, heading_of, text_of, title_of

PAGE = "/learn/settings/"


def test_the_usual_is_chosen_and_no_row_is_written(amira):
    page = amira.get(PAGE)

    form = page.context["form"]
    assert heading_of(page) == "Your settings for quizzes"
    assert (form["pages"].value(), form["extra_time"].value()) == ("one", 0)
    assert "No extra time, so your own choice is what counts." in text_of(page)
    assert list(Preference.objects.all()) == []


def test_what_is_chosen_is_kept_for_every_device(amira, elm, sign_in):
    answer = amira.post(PAGE, {"pages": "all", "extra_time": "50"})
    elsewhere = sign_in(elm.amira).get(PAGE).context["form"]

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert (elsewhere["pages"].value(), elsewhere["extra_time"].value()) == ("all", 50)
    assert "Your settings are saved." in text_of(amira.get(PAGE))


def test_an_attempt_under_way_gets_the_time(amira, ready):
    attempt = timed_attempt(ready, at=timezone.now())

    amira.post(PAGE, {"pages": "one", "extra_time": "100"})

    assert Attempt.objects.get().ends_at == attempt.ends_at + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, 2),
        ({"pages": "all", "extra_time": "1000"}, 1),
        ({"pages": "some", "extra_time": "25"}, 1),
    ],
)
def test_what_is_none_of_the_answers_is_refused_and_nothing_is_kept(amira, data, fields):
    page = amira.post(PAGE, data)

    assert title_of(page).startswith("Error: ")
    assert [words for _link, words in errors_of(page)] == ["Choose one of the answers"] * fields
    assert list(Preference.objects.all()) == []


def test_what_a_lead_gave_is_told(amira, elm):
    Membership.objects.filter(user=elm.amira).update(extra_time_percent=25)

    assert "Elm Park: 25% extra time." in text_of(amira.get(PAGE))
