"""The day looked at, and whether what came in later counts."""

from datetime import timedelta

import pytest

from courses.common.dates import day_ends
from courses.web.lead.days import DayForm
from tests.people import TODAY


@pytest.mark.parametrize(
    ("data", "day", "moment"),
    [
        ({}, None, None),
        ({"known_at": "that-day"}, None, None),
        ({"as_at": "2026-03-03", "known_at": "that-day"}, None, None),
        ({"as_at": "2026-03-01"}, TODAY - timedelta(days=2), None),
        (
            {"as_at": "2026-03-01", "known_at": "that-day"},
            TODAY - timedelta(days=2),
            day_ends(TODAY - timedelta(days=2)),
        ),
    ],
)
def test_only_of_a_past_day_may_what_came_later_be_left_out(data, day, moment):
    form = DayForm(today=TODAY, data=data)

    assert form.is_valid()
    assert (form.day, form.moment) == (day, moment)


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"as_at": "2026-03-04"}, "as_at", "Enter today or a day in the past"),
        (
            {"as_at": "2026-03-01", "known_at": "2026-03-01"},
            "known_at",
            "Choose what to count from the list",
        ),
    ],
)
def test_what_is_wrong_is_said_and_counts_for_nothing(data, field, message):
    form = DayForm(today=TODAY, data=data)

    assert form.errors == {field: [message]}
    assert form.moment is None


PEOPLE = "/lead/elm-park/people/"


def test_the_banner_names_the_day_and_what_counts(lewis, today):
    past = today - timedelta(days=3)
    words = f"{past.day} {past:%B %Y}"

    known = lewis.get(f"{PEOPLE}?as_at={past}&known_at=that-day").content.decode()
    everything = lewis.get(f"{PEOPLE}?as_at={past}").content.decode()

    told = f"You are looking at {words}, using only what was recorded by the end of {words}."
    assert (told in known, told in everything) == (True, False)
    told = f"You are looking at {words}, using everything we know today."
    assert (told in known, told in everything) == (False, True)


def test_a_list_as_known_then_leads_to_people_as_known_then(lewis, today):
    past = today - timedelta(days=3)

    answer = lewis.get(f"{PEOPLE}?as_at={past}&known_at=that-day")

    asked = answer.context["asked"]
    assert asked.day == {"as_at": past.isoformat(), "known_at": "that-day"}
    assert [(chip.field, chip.url) for chip in asked.chips] == [
        ("as_at", PEOPLE),
        ("known_at", f"{PEOPLE}?as_at={past}"),
    ]
    urls = {person.url.partition("?")[2] for person in answer.context["people"]}
    assert urls == {f"as_at={past}&known_at=that-day"}
