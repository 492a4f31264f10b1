"""The forms of reminders: what is typed, and what is refused with words that help."""

from datetime import date, time, timedelta

import pytest

from courses.notifications.plan import USUAL, Plan
from courses.web.lead.reminder_forms import (
    PauseForm,
    PlanForm,
    QuietDaysForm,
    WordsForm,
    as_initial,
)
from tests.people import TODAY

PLAN = {
    "before": "30, 14, 3",
    "every_days": "14",
    "repeats": "4",
    "quiet_from": "20:00",
    "quiet_until": "07:00",
    "digest_on": "never",
}


def test_what_the_form_shows_of_a_plan_comes_back_as_it_was():
    for plan in (USUAL, Plan(before=(21,), quiet_from=time(17, 30), digest_on=4)):
        form = PlanForm(as_initial(plan))

        assert form.errors == {}
        assert form.cleaned_data["before"] == ", ".join(map(str, plan.before))
        assert form.cleaned_data["quiet_from"] == plan.quiet_from
        assert form.cleaned_data["digest_on"] == plan.digest_on


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8pm", time(20)),
        ("7.30 am", time(7, 30)),
        ("20:15", time(20, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("midnight", time(0)),
        ("noon", time(12)),
        ("7", time(7)),
    ],
)
def test_a_time_is_typed_as_people_do(typed, meant):
    assert PlanForm(PLAN | {"quiet_from": typed}).fields["quiet_from"].clean(typed) == meant


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"before": ""}, "before", "Enter at least one number of days"),
        ({"before": ", ,"}, "before", "Enter whole numbers with commas, such as 30, 14, 3"),
        ({"before": "30 14"}, "before", "Enter whole numbers with commas, such as 30, 14, 3"),
        ({"before": "1,2,3,4,5,6,7"}, "before", "Enter at most six numbers"),
        ({"before": "181"}, "before", "Enter at most 180 days before"),
        ({"every_days": "0"}, "every_days", "Enter 1 day or more"),
        ({"quiet_from": "25:00"}, "quiet_from", "Enter a time, such as 8pm or 20:00"),
        ({"quiet_from": "13pm"}, "quiet_from", "Enter a time, such as 8pm or 20:00"),
        ({"quiet_from": "late"}, "quiet_from", "Enter a time, such as 8pm or 20:00"),
        ({"quiet_until": ""}, "quiet_until", "Enter a time, such as 8pm or 20:00"),
    ],
)
def test_what_cannot_be_is_explained(changes, field, words):
    assert PlanForm(PLAN | changes).errors == {field: [words]}


def test_an_unknown_placeholder_is_an_error_of_its_field():
    form = WordsForm({"opening": "Hello {first_name}", "closing": "{courses} for {name}"})

    known = "{name}, {organisation}, {courses}, {first_day}"
    assert form.errors == {"opening": [f"{{first_name}} stands for nothing. Use only {known}"]}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, None),
        (TODAY - timedelta(days=1), "Enter today or a later day"),
        (TODAY + timedelta(days=367), "Enter a day within a year from now"),
    ],
)
def test_a_pause_ends_within_a_year(day, words):
    form = PauseForm({"paused_until": day.isoformat()})
    form.is_valid()
    form.check(TODAY)

    assert form.errors == ({"paused_until": [words]} if words else {})


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (TODAY, TODAY, None),
        (TODAY, TODAY - timedelta(days=1), "The last day is before the first. Enter a later day"),
        (date(2026, 1, 1), date(2026, 1, 2), "These days are over. Enter days to come"),
        (TODAY, TODAY + timedelta(days=367), "Enter at most a year"),
    ],
)
def test_quiet_days_end_after_they_begin(first, last, words):
    data = {"name": "Rest", "first_day": first.isoformat(), "last_day": last.isoformat()}
    form = QuietDaysForm(data)
    form.is_valid()
    form.check(TODAY)

    assert form.errors == ({"last_day": [words]} if words else {})


def test_nothing_is_said_of_days_that_are_missing():
    pause, days = PauseForm({}), QuietDaysForm({"name": "Rest", "first_day": "2026-02-30"})
    for form in (pause, days):
        form.is_valid()
        form.check(TODAY)

    assert pause.errors == {"paused_until": ["Enter the last day"]}
    assert days.errors == {
        "first_day": ["Enter a real date"],
        "last_day": ["Enter the last day"],
    }
