"""The form of a rule: by when it is due, and what it comes to."""

from datetime import date

import pytest

from courses.accounts.models import Team
from courses.accounts.places import places_in
from courses.common.scope import Scope
from courses.web.lead.rule_forms import ConfirmRuleForm, RuleForm
from tests.people import TODAY


@pytest.fixture
def places(elm, harbour):
    """Return every place of Elm Park."""
    Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)
    return places_in(Scope(elm.organisation.pk, TODAY, whole=True))


@pytest.fixture
def form(places):
    """Return how to fill in the form."""

    def fill(**changes):
        data = {
            "who": "everyone",
            "course": "small",
            "due": "days",
            "due_days": "28",
            "due_on": "2026-09-01",
            "valid_months": "",
            "renew_window_days": "60",
            "effective_from": "2026-03-03",
        }
        return RuleForm(
            data | changes, places=places, courses={"small": "A small course"}, whole=True
        )

    return fill


def test_only_the_due_day_of_the_chosen_kind_counts(form):
    by_days, on_a_day = form(), form(due="day")

    assert (by_days.errors, on_a_day.errors) == ({}, {})
    assert by_days.due_fields() == {"due_days": 28, "due_on": None}
    assert on_a_day.due_fields() == {"due_days": None, "due_on": date(2026, 9, 1)}


def test_without_a_first_day_nothing_else_is_claimed_about_days(form):
    missing = form(effective_from="", due="day")
    missing.is_valid()
    missing.check_start(TODAY)

    assert missing.errors == {"effective_from": ["Enter the day"]}


def test_the_page_that_confirms_carries_everything_hidden(places):
    confirm = ConfirmRuleForm(places=places, courses={}, whole=True)

    assert all(field.is_hidden for field in confirm)
    assert [(str(b.label), b.name) for b in confirm.buttons()] == [
        ("Save the rule", "confirmed"),
        ("Change the rule", "change"),
    ]
