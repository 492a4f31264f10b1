"""Filters in the address: what they keep, what they say, and what is wrong in them."""

from datetime import timedelta

import pytest

from courses.compliance.models import Requirement
from courses.compliance.status import State
from courses.reporting.figures import RANKS
from courses.web.lead.filters import STATUSES

PEOPLE = "/lead/elm-park/people/"


def test_every_status_a_list_may_be_asked_for_has_its_word():
    assert set(STATUSES) == set(RANKS)
    assert set(map(str, State)) < set(STATUSES)


def test_each_filter_is_a_chip_whose_address_leaves_it_out(lewis, team):
    answer = lewis.get(f"{PEOPLE}?status=overdue&site=north&team={team.pk}&job=class-teacher")

    assert [(c.name, c.value, c.url) for c in answer.context["asked"].chips] == [
        ("Status", "Overdue", f"{PEOPLE}?site=north&team={team.pk}&job=class-teacher"),
        ("Site", "North", f"{PEOPLE}?status=overdue&team={team.pk}&job=class-teacher"),
        ("Team", "Year 5", f"{PEOPLE}?status=overdue&site=north&job=class-teacher"),
        ("Job", "Class teacher", f"{PEOPLE}?status=overdue&site=north&team={team.pk}"),
    ]


def test_the_only_chip_leads_to_the_bare_list(lewis):
    (chip,) = lewis.get(f"{PEOPLE}?search=amira&page=").context["asked"].chips

    assert (chip.name, chip.value, chip.url) == (
        "Name, email address or staff number",
        "amira",
        PEOPLE,
    )


def test_a_past_day_is_one_filter_of_three_fields(lewis, today):
    day = today - timedelta(days=1)
    query = f"as_at_day={day.day}&as_at_month={day.month}&as_at_year={day.year}&site=north"

    asked = lewis.get(f"{PEOPLE}?{query}").context["asked"]

    assert (asked.as_at, asked.scope.on) == (day, day)
    assert [(chip.field, chip.url) for chip in asked.chips] == [
        ("site", f"{PEOPLE}?{query.removesuffix('&site=north')}"),
        ("as_at", f"{PEOPLE}?site=north"),
    ]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("as_at_day=31&as_at_month=2&as_at_year=2026", "Enter a real date, such as 3 3 2026"),
        ("as_at=tomorrow", "Enter a real date, such as 3 3 2026"),
        ("as_at=2999-01-01", "Enter today or a day in the past"),
        ("as_at=1899-12-31", "Enter a day from the year 1900 on"),
        ("status=bogus", "Choose a status from the list"),
        ("team=bogus", "Choose a team from the list"),
        ("job=bogus", "Choose a job from the list"),
    ],
)
def test_what_is_wrong_is_named_and_filters_nothing(lewis, query, message):
    answer = lewis.get(f"{PEOPLE}?{query}")

    assert answer.context["asked"].form.errors == {
        query.split("=")[0].removesuffix("_day"): [message]
    }
    assert (answer.context["total"], answer.context["asked"].chips) == (5, [])
    assert message in answer.content.decode()


def test_today_is_no_past_day(lewis, today):
    assert lewis.get(f"{PEOPLE}?as_at={today.isoformat()}").context["asked"].as_at is None


def test_a_rule_that_has_ended_offers_its_course_no_more(lewis, today):
    Requirement.objects.update(effective_until=today - timedelta(days=1))

    now = lewis.get(PEOPLE).context["asked"]
    then = lewis.get(f"{PEOPLE}?as_at={(today - timedelta(days=1)).isoformat()}").context["asked"]

    assert (list(now.courses.values()), list(then.courses.values())) == ([], ["A small course"])


def test_the_filters_are_kept_for_files_and_other_pages(lewis):
    asked = lewis.get(f"{PEOPLE}?site=north&search=a+b&page=x&team=").context["asked"]

    assert asked.query == "?site=north&search=a+b"
    assert lewis.get(PEOPLE).context["asked"].query == ""


def test_one_chosen_course_is_the_only_one_shown(lewis, small_course):
    asked = lewis.get(f"{PEOPLE}?course=small-course").context["asked"]

    assert asked.courses == {small_course.course_id: "A small course"}
    assert asked.wanted.course_id == small_course.course_id
