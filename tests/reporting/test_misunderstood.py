"""Figures of first answers: whose count, what is wrong, and what other kinds of question say."""

from datetime import timedelta

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Site, Team
from courses.accounts.staff import periods_from
from courses.assessment import queries as assessment
from courses.assessment.models import Response
from courses.catalogue.models import Item
from courses.common.scope import Scope
from courses.reporting.figures import Share
from courses.reporting.misunderstood import Sat, answered_by, listed, questions_in
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.leave_site import leave_site
from courses.usecases.move_staff import move_staff
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt


@pytest.fixture
def sat(elm, small_course):
    """Return how to let people take the quiz, each with the same answers at every attempt."""

    def call(number, *options, site=None, at=NOON, first=0):
        users = []
        for n in range(first, first + number):
            user = make_member(
                elm.organisation,
                site or elm.north,
                elm.teacher,
                f"P {n}",
                email=f"{n}@x.example",
            )
            enrolment = enrol(user, elm.organisation, small_course)
            finish_lessons(enrolment)
            for number_of, option in enumerate(options):
                attempt = open_attempt(enrolment, seed=f"sitting {number_of}")
                answer_all(attempt, option)
                finish_attempt(attempt=attempt, at=at)
            users.append(user)
        return users

    return call


@pytest.fixture
def whole(elm):
    """Return the whole of Elm Park."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


def make_third(elm):
    return Site.objects.create(organisation=elm.organisation, slug="west", name="West")


def counted(scope, version, **more):
    found = questions_in(scope, version_id=version.pk, **more)
    return [(q.answered.people, q.answered.right) for q in found]


def test_only_first_attempts_count(whole, small_course, sat):
    sat(10, "wait", "tell-lead")

    found = questions_in(whole, version_id=small_course.pk)

    assert counted(whole, small_course) == [(10, 0), (10, 0)]
    assert {q.wrong.identifier for q in found} == {"wait"}
    assert [dict(q.chosen) for q in found] == [{"wait": 10}] * 2
    assert Response.objects.filter(credit_numerator=1).count() == 20


def test_a_figure_moves_only_when_ten_more_have_answered(whole, small_course, sat):
    sat(10, "wait")
    sat(9, "tell-lead", first=10, at=NOON + timedelta(days=1))
    assert counted(whole, small_course) == [(10, 0), (10, 0)]

    sat(1, "tell-lead", first=19, at=NOON + timedelta(days=2))
    assert counted(whole, small_course) == [(20, 10), (20, 10)]


@pytest.mark.parametrize(("most", "expected"), [(10, (10, 0)), (20, (20, 10))])
def test_of_very_many_those_who_handed_in_first_count(
    whole, small_course, sat, monkeypatch, most, expected
):
    monkeypatch.setattr(assessment, "MOST_COUNTED", most)
    sat(10, "wait")
    sat(10, "tell-lead", first=10, at=NOON + timedelta(days=1))
    sat(10, "wait", first=20, at=NOON + timedelta(days=2))

    assert counted(whole, small_course) == [expected] * 2


def test_somebody_who_takes_it_again_a_year_later_counts_once(whole, small_course, sat, elm):
    users = sat(10, "tell-lead")
    again = enrol_staff(
        learner=users[0],
        organisation=elm.organisation,
        course=small_course.course,
        reason="required",
        at=NOON,
    )
    finish_lessons(again)
    attempt = open_attempt(again, seed="tell-lead")
    answer_all(attempt, "wait")
    finish_attempt(attempt=attempt, at=NOON)

    assert counted(whole, small_course) == [(10, 10), (10, 10)]


def test_answers_under_another_organisation_are_not_counted(elm, harbour, small_course, sat):
    sat(10, "wait")
    there = Scope(harbour.organisation.pk, TODAY, whole=True)

    assert questions_in(there, version_id=small_course.pk) == []
    assert questions_in(Scope(elm.organisation.pk, TODAY), version_id=small_course.pk) == []


def groups(scope, version, by="site"):
    (first, *_others) = questions_in(scope, version_id=version.pk, by=by)
    return dict(first.groups)


def test_a_breakdown_leaves_out_a_small_group(elm, whole, small_course, sat):
    sat(10, "wait")
    sat(10, "tell-lead", first=10, site=elm.south)
    sat(5, "tell-lead", first=20, site=make_third(elm), at=NOON + timedelta(days=1))

    assert groups(whole, small_course) == {"North": Share(0, 10), "South": Share(10, 10)}
    assert groups(whole, small_course, by="role") == {elm.teacher.name: Share(10, 20)}
    assert groups(whole, small_course, by="nonsense") == {}
    assert groups(whole, small_course, by="team") == {}


def test_a_group_and_everybody_never_differ_by_one_person(elm, whole, small_course, sat):
    """The last of the first twenty is of North, with eleven there; South has its tenth later."""
    sat(10, "wait")
    sat(9, "wait", first=10, site=elm.south)
    sat(1, "tell-lead", first=19, at=NOON + timedelta(days=1))
    sat(1, "wait", first=20, site=elm.south, at=NOON + timedelta(days=2))

    assert counted(whole, small_course) == [(20, 1), (20, 1)]
    assert groups(whole, small_course) == {"North": Share(0, 10)}


def test_a_team_of_nearly_the_people_of_a_site_is_left_out(elm, whole, small_course, sat):
    team = Team.objects.create(organisation=elm.organisation, name="Infants")
    users = sat(10, "wait")
    users += sat(10, "tell-lead", first=10, site=elm.south)

    def move(chosen):
        MembershipPeriod.objects.update(team=None)
        MembershipPeriod.objects.filter(membership__user__in=chosen).update(team=team)
        return groups(whole, small_course, by="team")

    assert move(users[:10]) == {"Infants": Share(0, 10)}
    assert move(users[1:11]) == {}
    assert move(users[5:15]) == {"Infants": Share(5, 10)}


def test_a_place_counts_those_who_count_in_the_whole(elm, whole, small_course, sat):
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))
    sat(9, "wait")
    sat(1, "wait", first=9, site=elm.south)
    sat(1, "tell-lead", first=10, at=NOON + timedelta(days=1))
    assert (counted(whole, small_course), counted(north, small_course)) == ([(10, 0)] * 2, [])

    sat(9, "wait", first=11, site=elm.south, at=NOON + timedelta(days=2))
    assert counted(whole, small_course) == [(20, 1)] * 2
    assert counted(north, small_course) == [(10, 1)] * 2


def test_no_move_and_no_last_day_entered_later_changes_a_figure(elm, whole, small_course, sat):
    users = sat(1, "tell-lead")
    sat(9, "wait", first=1)
    sat(1, "wait", first=10, at=NOON + timedelta(days=1))
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))

    def looks():
        return counted(whole, small_course), counted(north, small_course)

    before = looks()
    assert before == ([(10, 1)] * 2, [(10, 1)] * 2)

    later = {"at": NOON + timedelta(days=2), "actor_id": elm.lewis.pk}
    member = elm.membership(users[0])
    (period,) = periods_from(member, on=TODAY)
    places = {"role": elm.teacher, "site": elm.south, "team": None}
    move_staff(period=period, **places, from_day=STARTED, **later)
    assert looks() == before
    leave_site(membership=member, last_day=STARTED, **later)
    assert looks() == before
    assert groups(whole, small_course) == {"North": Share(1, 10)}


def test_somebody_of_two_groups_is_counted_in_neither(elm, whole, small_course, sat):
    users = sat(10, "wait")
    assert groups(whole, small_course) == {"North": Share(0, 10)}

    MembershipPeriod.objects.create(
        membership=elm.membership(users[0]),
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=TODAY,
        recorded_at=NOON,
    )
    assert groups(whole, small_course) == {}


@pytest.mark.parametrize("people", [10, 30])
def test_it_costs_three_queries_without_beliefs_and_one_for_a_breakdown(
    elm, whole, small_course, sat, people, django_assert_num_queries
):
    sat(people, "wait")

    with django_assert_num_queries(3):
        questions_in(whole, version_id=small_course.pk)
    with django_assert_num_queries(4):
        questions_in(whole, version_id=small_course.pk, by="site")
    north = Scope(whole.organisation_id, TODAY, site_ids=frozenset({elm.north.pk}))
    with django_assert_num_queries(4):
        questions_in(north, version_id=small_course.pk, by="site")


def test_of_an_order_no_single_option_is_the_wrong_one(small_course):
    item = Item.objects.filter(version=small_course).first()
    item.kind = Item.Kind.ORDER

    found, chosen = answered_by(item, [Sat(1, False, ("wait",), 0.5)] * 10)

    assert (found.people, found.right, found.wrong, chosen) == (10, 0, {}, {})


def test_what_was_stored_oddly_is_passed_over():
    assert listed({"chosen": "wait"}) == ()
    assert listed({}) == ()
    assert listed({"chosen": ["wait", 3]}) == ("wait",)
