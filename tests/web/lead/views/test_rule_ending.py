"""A rule gets its last day, in the browser."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from courses.compliance.models import Requirement
from tests.people import NOON
from tests.web.reading import errors_of, text_of

LIST = "/lead/elm-park/requirements/"


@pytest.fixture
def lewis(elm, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


def confirmed(page):
    """Return the hidden fields of the page that checks, confirmed."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {**dict(found), "confirmed": "1"}


def test_a_rule_gets_its_last_day_once_it_was_shown_who_would_change(lewis, rule, today):
    url = f"{LIST}{rule.rule}/end/"
    asked = lewis.get(url)
    checked = lewis.post(url, {"last_day": today.isoformat()})
    assert Requirement.objects.current().get() == rule
    changed = lewis.post(url, confirmed(checked) | {"change": "1"})
    ended = lewis.post(url, confirmed(checked))
    again = lewis.post(url, confirmed(checked))

    assert "Everyone must complete" in text_of(asked)
    shown = text_of(checked)
    assert "If you save this, 5 people change on" in shown
    assert "5 people need not hold it." in shown
    assert "Amira Haddad Overdue since 1 October 2024 Not required" in shown
    assert f'name="last_day_year" value="{today.year}"' in changed.content.decode()
    assert (ended.status_code, ended["Location"], again.status_code) == (303, LIST, 303)
    current = Requirement.objects.current().get()
    assert current.effective_until == today
    words = text_of(lewis.get(LIST))
    assert "The rule has its last day." in words
    assert "Last day:" in words


def test_where_somebody_changed_meanwhile_it_is_shown_again(lewis, rule, today, trained, elm):
    url = f"{LIST}{rule.rule}/end/"
    checked = lewis.post(url, {"last_day": today.isoformat()})
    trained(elm.amira, 3)

    again = lewis.post(url, confirmed(checked))

    assert "Something has changed since you looked" in text_of(again)
    assert Requirement.objects.current().get() == rule
    assert lewis.post(url, confirmed(again)).status_code == 303


def test_a_rule_that_has_not_begun_is_rehearsed_on_its_first_day(lewis, rule, today):
    first = today + timedelta(days=20)
    Requirement.objects.update(effective_from=first, due_days=0)

    checked = lewis.post(f"{LIST}{rule.rule}/end/", {"last_day": today.isoformat()})

    assert f"5 people change on {first.day} {first:%B %Y}." in text_of(checked)


@pytest.mark.parametrize(
    ("last_day", "message"),
    [
        ("", "Enter the last day"),
        ("2026-02-30", "Enter a real date"),
        ("2090-01-01", "Enter a day within five years from now"),
        ("2020-01-01", "Enter today or a later day: the past keeps its status"),
    ],
)
def test_an_impossible_last_day_is_explained(lewis, rule, last_day, message):
    answer = lewis.post(f"{LIST}{rule.rule}/end/", {"last_day": last_day})

    assert errors_of(answer) == [("#id_last_day_0", message)]
    assert Requirement.objects.current().get() == rule


def test_a_day_that_passed_while_it_was_confirmed_is_explained(lewis, rule, today, monkeypatch):
    url = f"{LIST}{rule.rule}/end/"
    checked = lewis.post(url, {"last_day": today.isoformat()})
    after_midnight = SimpleNamespace(now=lambda: timezone.now() + timedelta(days=1))
    monkeypatch.setattr("courses.web.lead.views.rule_ending.timezone", after_midnight)

    answer = lewis.post(url, confirmed(checked))

    message = "Enter today or a later day: the past keeps its status"
    assert errors_of(answer) == [("#id_last_day_0", message)]
    assert Requirement.objects.current().get() == rule


def test_a_rule_that_somebody_else_has_changed_is_looked_at_again(lewis, rule, today, monkeypatch):
    url = f"{LIST}{rule.rule}/end/"
    monkeypatch.setattr("courses.web.lead.views.rule_ending.rule_in", lambda _scope, _rule: rule)
    Requirement.objects.update(superseded_at=NOON)
    checked = lewis.post(url, {"last_day": today.isoformat()})

    answer = lewis.post(url, confirmed(checked))

    assert "Somebody else has changed this rule." in text_of(answer)
