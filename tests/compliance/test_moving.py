"""Who would stand otherwise, working elsewhere or tagged otherwise: in which course, from when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.catalogue.models import Course
from courses.compliance.audience import Audience, Period, Tagged
from courses.compliance.moving import (
    MOST,
    CourseRules,
    CourseTurning,
    elsewhere,
    most_people,
    most_under,
    rehearse_moving,
    rules_following,
    tagged_as,
)
from courses.compliance.queries import rules_of
from courses.compliance.revising import Outcome
from courses.compliance.services import set_requirement
from courses.compliance.status import Finding, State
from tests.people import NOON, STARTED, TODAY

DAY = timedelta(days=1)
FREE = Finding(State.NOT_REQUIRED, None, ("no-rule-applies",))


@pytest.fixture
def rules(elm, small_course):
    """Return the rules: everybody's course twice, at North too, and another's for a team."""
    more = {"organisation": elm.organisation, "at": NOON, "effective_from": STARTED}
    for audience in (Audience(), Audience(sites=(elm.north.pk,))):
        set_requirement(**more, course=small_course.course, due_days=0, audience=audience)
    den = Course.objects.create(slug="den", owner=elm.organisation)
    set_requirement(**more, course=den, due_days=9, audience=Audience(teams=(7,)))
    return rules_of([elm.organisation.pk])[elm.organisation.pk]


def test_all_rules_about_a_course_count_where_one_of_them_follows(rules):
    found = [
        [(one.title, len(one.following), len(one.others)) for one in rules_following(rules, named)]
        for named in (lambda one: one.sites, lambda one: one.teams, lambda one: one.tags)
    ]

    assert found == [[("A small course", 1, 1)], [("den", 1, 0)], []]


def test_the_more_rules_the_fewer_people_are_worked_out_while_a_lead_waits(rules):
    everything, site = (rules_following(rules, named) for named in (bool, lambda one: one.sites))

    assert [most_people(everything), most_people(site)] == [MOST // 3, MOST // 2]
    assert most_people([CourseRules(1, "den", tuple(rules) * MOST, ())]) == 1
    assert most_people([]) > 100_000


def test_more_rules_are_for_fewer_people():
    assert [most_under(rules) for rules in (1, 2, 3, MOST + 1)] == [25_000, 12_500, 8_333, 1]


@pytest.mark.parametrize("number", [1, 3])
def test_in_each_course_from_the_first_day_on_which_it_is_another(
    elm, rules, number, django_assert_num_queries
):
    members = [elm.membership(one) for one in (elm.amira, elm.noor, elm.grace)[:number]]
    names = [one.user.name for one in members]
    later = TODAY + 9 * DAY

    def moved(facts):
        there = Period(later, None, 1, elm.south.pk, 7)
        return replace(facts, periods={one: (*old, there) for one, old in facts.periods.items()})

    with django_assert_num_queries(3):
        found = rehearse_moving(members, rules=rules_following(rules, bool), on=TODAY, moved=moved)

    due = Finding(State.DUE_SOON, later + 9 * DAY, ("never-completed",))
    den = rules[-1].course_id
    assert found == Outcome(
        TODAY,
        tuple(
            CourseTurning(one.pk, name, FREE, due, later, course_id=den, title="den")
            for one, name in zip(members, names, strict=True)
        ),
        0,
    )
    assert found.people == number


def test_without_rules_nothing_is_read_and_nobody_changes(elm, django_assert_num_queries):
    members = [elm.membership(elm.amira)]

    with django_assert_num_queries(0):
        found = rehearse_moving(members, rules=[], on=TODAY, moved=lambda facts: facts)

    assert found == Outcome(TODAY, (), 1)


def test_another_course_or_day_is_another_outcome():
    one = CourseTurning(1, "A", FREE, FREE, TODAY, course_id=2, title="den")
    others = [replace(one, course_id=3), replace(one, on=TODAY + DAY)]

    marks = {Outcome(TODAY, (each,), 0).mark for each in (one, *others)}

    assert len(marks) == 3
    assert Outcome(TODAY, (replace(one, name="B", title="eel"),), 0).mark in marks


def test_what_is_ended_goes_and_what_is_made_comes():
    kept, gone = Period(STARTED, None, 1, 2, None), Period(STARTED, None, 1, 3, 4)
    made = Period(TODAY, None, 1, 3, 5)

    assert elsewhere((kept, gone), ended=[gone], made=[made]) == (kept, made)


def test_tags_are_those_wanted_from_the_day_on_and_earlier_days_keep_theirs():
    past = Tagged(STARTED, TODAY - DAY, 1)
    kept, gone = Tagged(STARTED, None, 2), Tagged(STARTED, None, 3)
    fresh = Tagged(TODAY, None, 4)

    found = tagged_as({1, 2}, (past, kept, gone, fresh), TODAY)

    assert found == (past, kept, replace(gone, valid_until=TODAY - DAY), Tagged(TODAY, None, 1))
