"""Fixtures of the pages: who is signed in, and how far their course is."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.services import add_local_contact
from courses.usecases.finish_attempt import finish_attempt
from courses.web.frames import NAME, PART
from courses.web.pieces import BLANKS
from tests.people import TODAY
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt

LEFT_OPEN = re.compile("|".join([*BLANKS.values(), PART, NAME]).encode())


@pytest.fixture(autouse=True)
def every_blank_is_filled(monkeypatch):
    """Let no page of any test be sent with a blank still open: a form there would be dead."""
    ask = Client.request

    def ask_and_look(client, **request):
        answer = ask(client, **request)
        if not answer.streaming:
            assert LEFT_OPEN.findall(answer.content) == []
        return answer

    monkeypatch.setattr(Client, "request", ask_and_look)


@pytest.fixture
def sign_in():
    """Return how to get a client that has somebody signed in."""

    def signed_in(user, **options):
        client = Client(**options)
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def amira(elm, sign_in):
    """Return Amira's browser, signed in."""
    return sign_in(elm.amira)


@pytest.fixture
def enrolment(elm, harbour, small_course):
    """Return Amira's enrolment in the small course, nothing done yet."""
    return enrol(elm.amira, elm.organisation, small_course)


@pytest.fixture
def ready(enrolment):
    """Return Amira's enrolment with every lesson finished."""
    finish_lessons(enrolment)
    return enrolment


@pytest.fixture
def attempt(ready):
    """Return Amira's open attempt, nothing answered."""
    return open_attempt(ready)


@pytest.fixture
def passed(attempt):
    """Return Amira's attempt, handed in today and passed."""
    answer_all(attempt)
    return finish_attempt(attempt=attempt, at=timezone.now())


@pytest.fixture
def failed(attempt):
    """Return Amira's attempt, handed in today and not passed yet."""
    answer_all(attempt, "wait")
    return finish_attempt(attempt=attempt, at=timezone.now())


@pytest.fixture
def mo_khan(elm):
    """Return the safeguarding lead of the site North, whom nobody else should ring."""
    return add_local_contact(
        organisation=elm.organisation,
        site=elm.north,
        slot="safeguarding-lead",
        name="Mo Khan",
        purpose="Safeguarding lead",
        phone="01632 960001",
        checked_on=TODAY,
        review_by=TODAY,
    )
