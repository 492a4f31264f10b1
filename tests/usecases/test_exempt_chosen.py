"""Excusing the people a lead has chosen, and taking that back."""

from datetime import timedelta

import pytest

from courses.accounts.membership import Grant
from courses.compliance.audience import Audience
from courses.compliance.models import Exemption
from courses.compliance.services import end, set_requirement
from courses.usecases.exempt_staff import end_exemption
from courses.usecases.take_action_back import take_action_back
from tests.people import NOON, STARTED, TODAY
from tests.usecases.choosing import act, left_of, names

DAY = timedelta(days=1)
UNTIL = TODAY + 30 * DAY


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return two rules about the small course: for everybody, and for teachers at North."""
    fields = {"course": small_course.course, "effective_from": STARTED, "due_days": 28}
    more = {"organisation": elm.organisation, "valid_months": 12, "at": NOON}
    return [
        set_requirement(**fields, **more, audience=Audience(sites=sites))
        for sites in ((), (elm.north.pk,))
    ]


@pytest.fixture
def excuse(elm, small_course):
    """Excuse these people of Elm Park from the small course."""

    def call(*users, **more):
        details = {
            "course": small_course.course_id,
            "reason": "On long leave",
            "last_day": UNTIL.isoformat(),
        }
        return act(elm, "exempt", *users, **(details | more))

    return call


def current():
    rows = Exemption.objects.current().order_by("membership__user__folded_name", "pk")
    return list(rows.values_list("membership__user__name", "valid_until"))


def test_each_is_excused_from_every_rule_to_the_end_of_the_day(rules, excuse, elm):
    action = excuse(elm.amira, elm.ash)

    assert names(action.result.done) == ["Amira Haddad", "Ash Turner"]
    assert current() == [("Amira Haddad", UNTIL)] * 2 + [("Ash Turner", UNTIL)] * 2
    assert set(Exemption.objects.values_list("recorded_by_id", flat=True)) == {elm.lewis.pk}


def test_excused_alike_already_nothing_is_written_twice(rules, excuse, elm):
    excuse(elm.amira)

    again = excuse(elm.amira, elm.noor)
    longer = excuse(elm.amira, last_day=(UNTIL + DAY).isoformat())

    assert left_of(again) == {"excused-already": ["Amira Haddad"]}
    assert names(again.result.done) == ["Noor Siddiqui"]
    assert names(longer.result.done) == ["Amira Haddad"]


def test_a_lead_excuses_not_themselves_while_another_could(rules, excuse, elm):
    action = excuse(elm.lewis, elm.amira)
    assert left_of(action) == {"own-record": ["Lewis Grant"]}
    assert names(action.result.done) == ["Amira Haddad"]

    Grant.objects.exclude(membership__user=elm.lewis).delete()
    assert names(excuse(elm.lewis).result.done) == ["Lewis Grant"]


def test_carried_out_after_the_last_day_nobody_is_excused(rules, excuse, elm):
    action = excuse(elm.amira, elm.noor, last_day=(TODAY - DAY).isoformat())

    assert (action.state, current()) == ("done", [])
    assert left_of(action) == {"day-passed": ["Amira Haddad", "Noor Siddiqui"]}


def test_whom_no_rule_asks_is_left_out(rules, excuse, elm):
    end(requirement=rules[0], last_day=TODAY - DAY, at=NOON, actor_id=None)

    action = excuse(elm.amira, elm.ash)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(action) == {"not-asked": ["Ash Turner"]}


def test_taken_back_nobody_is_excused_by_it_any_more(rules, excuse, elm):
    action = excuse(elm.amira, elm.noor)

    back = take_action_back(action=action, at=NOON + DAY / 2)

    assert (back.state, back.result.kept) == ("undone", 0)
    assert current() == []


def test_taking_back_leaves_alone_whoever_was_changed_since(rules, excuse, elm, small_course):
    action = excuse(elm.amira, elm.noor)
    end_exemption(
        membership=elm.membership(elm.amira), course=small_course.course, at=NOON + 2 * DAY / 24
    )

    back = take_action_back(action=action, at=NOON + DAY / 2)

    assert back.result.kept == 1
    assert current() == []
