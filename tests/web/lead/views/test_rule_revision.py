"""Revising a rule in the browser: what contradicts itself, who would change, saving it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.compliance.audience import EVERYONE, Audience
from courses.compliance.models import Requirement
from courses.learning.models import CourseOpening
from courses.web.lead.views import rule_revision
from courses.web.presenters import day_in_words
from tests.web.reading import errors_of, text_of


@pytest.fixture
def address(rule):
    """Return the address that revises the rule."""
    return f"/lead/elm-park/requirements/{rule.rule}/revise/"


@pytest.fixture
def answers(today):
    """Return how to answer: every 24 months from today on, unless told otherwise."""

    def given(**changes):
        fields = {
            "who": "everyone",
            "due": "days",
            "due_days": "28",
            "valid_months": "24",
            "renew_window_days": "60",
            "effective_from": today.isoformat(),
        }
        return fields | changes

    return given


def mark_of(answer) -> str:
    """Return the hidden mark of a rehearsal."""
    return answer.context["form"].initial["mark"]


def test_who_would_change_is_shown_by_name_before_it_is_saved(
    elm, lewis, address, answers, trained, today
):
    trained(elm.amira, 500)
    first = text_of(lewis.get(address))
    check = lewis.post(address, answers())
    saved_yet = Requirement.objects.count()
    done = lewis.post(address, answers(confirmed="1", mark=mark_of(check)))

    shown = text_of(check)
    assert "The rule now Everyone must complete" in first
    assert f"If you save this, 1 person changes on {day_in_words(today)}." in shown
    assert "4 stay as they are." in shown
    assert "Amira Haddad Overdue since" in shown
    assert (saved_yet, done.status_code) == (1, 303)
    newest = Requirement.objects.current().latest("effective_from")
    assert (newest.effective_from, newest.valid_months) == (today, 24)


def test_what_moved_since_is_rehearsed_again(elm, lewis, address, answers, trained):
    mark = mark_of(lewis.post(address, answers()))
    trained(elm.amira, 500)

    answer = lewis.post(address, answers(confirmed="1", mark=mark))

    assert "Something has changed since you looked" in text_of(answer)
    assert Requirement.objects.count() == 1


def test_the_answers_are_kept_for_another_change(lewis, address, answers):
    answer = lewis.post(address, answers(change="1", valid_months="36"))

    assert 'value="36"' in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"due_days": ""}, ("#id_due_days", "Enter how many days after they start")),
        ({"due": "day"}, ("#id_due_on_0", "Enter the day on which it is due")),
        (
            {"due": "day", "due_on": "2020-01-01"},
            ("#id_due_on_0", "The due day is before the change holds. Enter a later day"),
        ),
        (
            {"due": "day", "due_on": "2099-01-01"},
            ("#id_due_on_0", "Enter a due day within five years of the first day"),
        ),
        (
            {"valid_months": "2"},
            (
                "#id_renew_window_days",
                "Renewal would never close: enter fewer days than it is valid",
            ),
        ),
        (
            {"refresher": "small-course"},
            ("#id_refresher", "Choose another course than the one to be held"),
        ),
        (
            {"effective_from": "2099-01-01"},
            ("#id_effective_from_0", "Enter a day within two years from now"),
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(lewis, address, answers, changes, error):
    assert errors_of(lewis.post(address, answers(**changes))) == [error]
    assert Requirement.objects.count() == 1


def test_the_past_keeps_its_status(lewis, address, answers, today):
    yesterday = (today - timedelta(days=1)).isoformat()

    ((link, words),) = errors_of(lewis.post(address, answers(effective_from=yesterday)))

    told = f"Enter {day_in_words(today)} or a later day: the past keeps its status"
    assert (link, words) == ("#id_effective_from_0", told)


def test_a_day_for_all_is_taken(lewis, address, answers, today):
    later = (today + timedelta(days=20)).isoformat()

    shown = text_of(lewis.post(address, answers(due="day", due_on=later)))

    assert f"by {day_in_words(today + timedelta(days=20))}" in shown


def test_from_a_day_on_it_may_name_others_and_the_days_before_keep_theirs(
    elm, lewis, address, answers, today
):
    later = today + timedelta(days=40)
    asked = answers(
        who="some",
        sites=[str(elm.north.pk)],
        effective_from=later.isoformat(),
        renewal="anniversary",
    )
    check = lewis.post(address, asked)
    lewis.post(address, {**asked, "confirmed": "1", "mark": mark_of(check)})

    first, second = Requirement.objects.current().order_by("effective_from")
    assert "Everyone at North must complete" in text_of(check)
    assert "by the anniversary of their first time" in text_of(check)
    assert (first.audience, first.effective_until) == (EVERYONE, later - timedelta(days=1))
    assert (second.audience.sites, second.effective_from) == ((elm.north.pk,), later)
    assert second.renewal == "anniversary"


def test_what_it_asks_for_now_is_filled_in(elm, lewis, rule, address):
    Requirement.objects.update(
        audience=Audience(roles=(elm.teacher.pk,), sites=(elm.north.pk,)),
        renewal="fixed_day",
        fixed_month=2,
        fixed_day=29,
        grace_days=7,
    )

    first = lewis.get(address).context["form"].initial

    named = [first[name] for name in ("who", "roles", "sites")]
    assert named == ["some", [str(elm.teacher.pk)], [str(elm.north.pk)]]
    assert (first["renewal"], first["fixed_on"], first["grace_days"]) == (
        "fixed_day",
        "29 February",
        7,
    )


def test_a_rule_of_all_is_not_revised_by_the_lead_of_a_part(noor, address, answers):
    told = "This rule holds for the whole organisation; a lead of all of it can revise it."

    assert told in text_of(noor.get(address))
    assert told in text_of(noor.post(address, answers()))
    assert Requirement.objects.count() == 1


def test_a_missing_rule_is_not_found(lewis, rule):
    missing = f"/lead/elm-park/requirements/{rule.thread}/revise/"

    assert lewis.get(missing).status_code == 404


def test_the_list_of_rules_leads_there(lewis, address):
    assert address in lewis.get("/lead/elm-park/requirements/").content.decode()


@pytest.mark.parametrize("what", ["the rule", "the opening"])
def test_what_others_saved_meanwhile_is_an_error_of_the_form(
    lewis, address, answers, rule, today, monkeypatch, what
):
    later = today + timedelta(days=90)
    due = {"due": "day", "due_on": (today + timedelta(days=30)).isoformat()}
    check = lewis.post(address, answers(**due))
    revise = rule_revision.revise_requirement

    def late(**asked):
        if what == "the rule":
            revise(requirement=rule, effective_from=today, at=timezone.now(), valid_months=6)
        else:
            fields = {"organisation": rule.organisation, "course": rule.course}
            CourseOpening.objects.create(**fields, opens_on=later)
        return revise(**asked)

    monkeypatch.setattr(rule_revision, "revise_requirement", late)

    refused = lewis.post(address, answers(**due, confirmed="1", mark=mark_of(check)))

    shown = text_of(refused)
    words = {
        "the rule": "Somebody else has changed this rule. Look at it again",
        "the opening": "The course opens on a later day.",
    }
    assert [one in shown for one in words.values()] == [what == one for one in words]
    assert 'value="24"' in refused.content.decode()
    assert Requirement.objects.filter(due_days=None).count() == 0
