"""The due days for a calendar."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON
from tests.tables import everything

FILE = "/learn/due-days.ics"


@pytest.fixture
def due(elm, harbour, small_course):
    """Return the day, some weeks off, by which everybody at Elm Park must finish."""
    today = local_date(timezone.now())
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=today,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    return today + timedelta(days=28)


def test_the_file_holds_the_day_and_no_name_of_a_course(due, amira, small_course):
    before = everything()

    answer = amira.get(FILE)

    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="safeguarding-training.ics"'
    assert re.findall("DATE:([0-9]{8})", text)[0] == f"{due:%Y%m%d}"
    assert [word for word in ("small", "Elm", "Amira") if word in text] == []
    assert everything() == before


def test_the_entry_keeps_its_name_and_differs_between_people(due, elm, amira, sign_in):
    names = [
        re.findall("UID:(.*)", client.get(FILE).content.decode())
        for client in (amira, amira, sign_in(elm.noor))
    ]

    assert (names[0] == names[1], names[0] == names[2]) == (True, False)


def test_the_list_leads_to_it_where_something_is_due(due, amira):
    assert f'href="{FILE}"' in amira.get("/learn/").content.decode()


def test_with_nothing_due_it_leads_to_the_list_which_does_not_offer_it(amira):
    answer = amira.get(FILE)

    assert (answer.status_code, answer["Location"]) == (303, "/learn/")
    assert FILE not in amira.get("/learn/").content.decode()
