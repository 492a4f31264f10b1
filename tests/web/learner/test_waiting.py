"""A course before its day, in the learner's browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.learning.openings import set_opening
from courses.usecases.set_requirement import set_requirement
from tests.tables import everything
from tests.web.reading import heading_of, text_of

TODAY = local_date(timezone.now())
LATER = TODAY + timedelta(days=30)
BEGIN = "/learn/begin/elm-park/small-course/"


@pytest.fixture
def opens_later(elm, harbour, small_course):
    """Let the small course open in 30 days at Elm Park, where a rule asks for it from then on."""
    set_opening(organisation=elm.organisation, course=small_course.course, opens_on=LATER)
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=TODAY,
        due_days=60,
        valid_months=12,
        at=timezone.now(),
    )


def test_to_do_says_when_it_opens_and_offers_no_button(opens_later, elm, sign_in):
    amira = sign_in(elm.amira)

    page = amira.get("/learn/")

    text = text_of(page)
    assert ("Not open yet" in text, "Opens on" in text, "(in 30 days)" in text) == (True,) * 3
    assert ("Nothing to do." in text, "Add to calendar" in text) == (True, False)
    assert "Start:" not in text
    assert BEGIN not in page.content.decode()


def test_it_can_be_begun_by_no_address(opens_later, elm, sign_in):
    Enrolment.objects.all().delete()
    amira = sign_in(elm.amira)
    before = everything()

    refused = amira.post(BEGIN, follow=True)

    assert "This course is not open yet. It opens on" in text_of(refused)
    assert everything() == before


def test_of_a_course_that_was_given_beforehand_its_page_alone_is_open(
    opens_later, elm, enrolment, sign_in
):
    amira, home = sign_in(elm.amira), f"/learn/{enrolment.registration}/"
    before = everything()

    page = amira.get(home)
    visited = [
        amira.get(f"{home}{rest}")
        for rest in ("lessons/first/", "whole/", "pretest/", "quiz/", "scenarios/the-gate/")
    ]
    visited += [
        amira.post(f"{home}{rest}")
        for rest in ("lessons/first/checks/first-check/", "lessons/first/finish/", "quiz/")
    ]

    assert heading_of(page) == "A small course"
    assert "Not open yet: it opens on" in text_of(page)
    assert "govuk-button--start" not in page.content.decode()
    assert {(one.status_code, one["Location"]) for one in visited} == {(303, home)}
    assert everything() == before
    assert f'href="{home}"' in amira.get("/learn/").content.decode()


def test_whoever_has_begun_goes_on(opens_later, elm, ready, sign_in):
    amira = sign_in(elm.amira)

    assert "Go to the quiz" in text_of(amira.get(f"/learn/{ready.registration}/"))
