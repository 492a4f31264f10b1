"""The form of a rule: whom it may name, and what it comes to."""

from datetime import date

import pytest

from courses.accounts.models import Team
from courses.accounts.places import places_in
from courses.common.scope import Scope
from courses.web.lead.rule_forms import ConfirmRuleForm, RuleForm, audiences
from tests.people import TODAY


@pytest.fixture
def places(elm, harbour):
    """Return every place of Elm Park."""
    Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)
    return places_in(Scope(elm.organisation.pk, TODAY, whole=True))


def flat(groups):
    return [
        name
        for value, label in groups
        for name in ([one for _, one in label] if isinstance(label, list) else [str(label)])
    ]


def test_over_the_whole_organisation_a_rule_may_name_anybody(places):
    assert flat(audiences(places, whole=True)) == [
        "Everyone",
        "North",
        "South",
        "Year 5",
        "Class teacher",
    ]


def test_over_a_part_it_names_neither_everyone_nor_a_job(places):
    assert flat(audiences(places, whole=False)) == ["North", "South", "Year 5"]


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


def test_the_rule_names_just_the_chosen_place(form, elm):
    site = form(who=f"site:{elm.north.pk}")
    job_there = form(who=f"role:{elm.teacher.pk}", at=f"site:{elm.north.pk}")

    assert (site.errors, job_there.errors) == ({}, {})
    kinds = ("role", "site", "team")
    assert [site.place(kind) for kind in kinds] == [None, elm.north.pk, None]
    assert [job_there.place(kind) for kind in kinds] == [elm.teacher.pk, elm.north.pk, None]


def test_a_place_of_another_organisation_is_no_choice(form, harbour):
    refused = form(who=f"site:{harbour.quay.pk}")

    assert refused.errors == {"who": ["Choose who must hold the course"]}


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
