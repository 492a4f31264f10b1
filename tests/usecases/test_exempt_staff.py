"""Excusing a member from a course for a time."""

from datetime import timedelta
from functools import partial

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.audience import Audience
from courses.compliance.models import Exemption
from courses.compliance.queries import rules_of, standings_of
from courses.compliance.services import end, set_requirement
from courses.usecases.exempt_staff import DayHasPassed, NoRule, end_exemption, exempt_staff
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail

DAY = timedelta(days=1)
UNTIL = TODAY + 30 * DAY


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return two rules of Elm Park about the course: for teachers, and for everybody."""
    fields = {"course": small_course.course, "effective_from": STARTED, "due_days": 28}
    more = {"organisation": elm.organisation, "valid_months": 12, "at": NOON}
    return [
        set_requirement(**fields, **more, audience=Audience(roles=roles))
        for roles in ((elm.teacher.pk,), ())
    ]


@pytest.fixture
def excuse(elm, small_course):
    """Excuse Amira, changed as told."""

    def call(**changes):
        fields = {
            "membership": elm.membership(elm.amira),
            "course": small_course.course,
            "reason": "On long leave",
            "last_day": UNTIL,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return exempt_staff(**(fields | changes))

    return call


def state_of(elm, course, on):
    """Return Amira's state on ``on``."""
    member = elm.membership(elm.amira)
    (found,) = standings_of([member], on=on).values()
    return found.state


def test_every_rule_about_the_course_is_covered_to_the_end_of_the_last_day(
    rules, excuse, elm, small_course
):
    made = excuse()

    assert {one.rule for one in made} == {rule.rule for rule in rules}
    assert {(one.valid_from, one.valid_until, one.reason) for one in made} == {
        (TODAY, UNTIL, "On long leave")
    }
    states = [state_of(elm, small_course, day) for day in (TODAY, UNTIL, UNTIL + DAY)]
    assert states == ["exempt", "exempt", "overdue"]
    member = elm.membership(elm.amira)
    assert trail(elm.organisation.pk) == [("exempted", "membership", member.pk, elm.lewis.pk)]


def test_a_second_time_writes_nothing(rules, excuse):
    first = excuse()
    before = everything()

    assert excuse() == first
    assert everything() == before


def test_another_last_day_is_a_further_exemption(rules, excuse):
    excuse()
    excuse(last_day=UNTIL + DAY)

    assert Exemption.objects.current().count() == 4


def test_a_rule_that_is_over_needs_no_excuse(rules, excuse):
    end(requirement=rules[0], last_day=TODAY - DAY, at=NOON, actor_id=None)

    assert [one.rule for one in excuse()] == [rules[1].rule]


def test_without_a_rule_or_a_day_to_come_it_is_refused(elm, harbour, small_course, excuse):
    with pytest.raises(NoRule):
        excuse()
    with pytest.raises(DayHasPassed):
        excuse(last_day=TODAY - DAY)

    assert list(Exemption.objects.all()) == []


def test_ending_it_keeps_the_days_before(rules, excuse, elm, small_course):
    excuse(at=NOON - 9 * DAY)
    member = elm.membership(elm.amira)

    end_exemption(membership=member, course=small_course.course, at=NOON, actor_id=elm.lewis.pk)

    states = [state_of(elm, small_course, day) for day in (TODAY - DAY, TODAY)]
    assert states == ["exempt", "overdue"]
    assert [row[0] for row in trail(elm.organisation.pk)] == ["exempted", "ended-exemption"]
    before = everything()
    end_exemption(membership=member, course=small_course.course, at=NOON, actor_id=elm.lewis.pk)
    assert everything() == before


def test_one_that_began_today_is_taken_back(rules, excuse, elm, small_course):
    excuse()
    member = elm.membership(elm.amira)

    end_exemption(membership=member, course=small_course.course, at=NOON)

    assert list(Exemption.objects.current()) == []


@pytest.mark.parametrize("verb", ["exempted", "ended-exemption"])
def test_nothing_is_kept_where_the_trail_cannot_be_written(
    rules, excuse, elm, small_course, monkeypatch, verb
):
    member, course = elm.membership(elm.amira), small_course.course
    call = excuse
    if verb == "ended-exemption":
        excuse()
        call = partial(end_exemption, membership=member, course=course, at=NOON)
    monkeypatch.delitem(VERBS, verb)
    before = everything()

    with pytest.raises(UnknownVerb):
        call()

    assert everything() == before


def test_another_organisation_is_not_touched(rules, excuse, harbour):
    excuse()

    assert rules_of([harbour.organisation.pk]).get(harbour.organisation.pk, []) == []
    assert set(Exemption.objects.values_list("membership__user__name")) == {("Amira Haddad",)}
