"""A rule gets its last day, in the browser."""

import pytest

from courses.compliance.models import Requirement
from tests.people import NOON
from tests.web.reading import errors_of, text_of

LIST = "/lead/elm-park/requirements/"


@pytest.fixture
def lewis(elm, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


def test_a_rule_gets_its_last_day(lewis, rule, today):
    url = f"{LIST}{rule.rule}/end/"
    asked = lewis.get(url)
    ended = lewis.post(url, {"last_day": today.isoformat()})

    assert "Everyone must complete" in text_of(asked)
    assert (ended.status_code, ended["Location"]) == (303, LIST)
    current = Requirement.objects.current().get()
    assert current.effective_until == today
    words = text_of(lewis.get(LIST))
    assert "The rule has its last day." in words
    assert "Last day:" in words


@pytest.mark.parametrize(
    ("last_day", "message"),
    [
        ("", "Enter the last day"),
        ("2026-02-30", "Enter a real date"),
        ("2020-01-01", "Enter today or a later day: the past keeps its status"),
    ],
)
def test_an_impossible_last_day_is_explained(lewis, rule, last_day, message):
    answer = lewis.post(f"{LIST}{rule.rule}/end/", {"last_day": last_day})

    assert errors_of(answer) == [("#id_last_day_0", message)]
    assert Requirement.objects.current().get() == rule


def test_a_rule_that_somebody_else_has_changed_is_looked_at_again(lewis, rule, today, monkeypatch):
    Requirement.objects.update(superseded_at=NOON)
    monkeypatch.setattr("courses.web.lead.views.requirements.rule_in", lambda _scope, _rule: rule)

    answer = lewis.post(f"{LIST}{rule.rule}/end/", {"last_day": today.isoformat()})

    assert "Somebody else has changed this rule." in text_of(answer)
