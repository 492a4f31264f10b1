"""Who is in a status: of random people by what is kept what the pure rule finds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Team
from courses.catalogue.models import Course
from courses.common.scope import Scope
from courses.compliance.kept import kept_on
from courses.compliance.kept_tables import StandingMark
from courses.compliance.queries import rules_of
from courses.compliance.services import set_requirement
from courses.learning.models import Enrolment, LessonProgress
from courses.learning.services import record_outside
from courses.reporting.counting import counted_in
from courses.reporting.figures import RANKS, meets
from courses.reporting.queries import people_wanted, person_of, rows_of
from courses.reporting.statuses import MET, Wanted, changed_in
from courses.usecases.refresh_standings import refresh_standings
from tests.compliance.histories import DAYS, cases
from tests.compliance.stored import Stored
from tests.people import NOON, STARTED, TODAY

HOUR = timedelta(hours=1)


def begin(membership, course, version):
    """Let a person open a lesson of ``version`` for ``course``; no other course has any."""
    enrolment = Enrolment.objects.create(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course_id=course,
        version=version,
        enrolled_at=NOON,
    )
    LessonProgress.objects.create(
        enrolment=enrolment, lesson=version.lessons.first(), opened_at=NOON, placed_at=NOON
    )


def change(membership, course, day):
    """Give a person another place, and a completion of ``course``, after all was worked out."""
    elsewhere = membership.organisation.sites.order_by("-pk")[0]
    MembershipPeriod.objects.create(
        membership=membership,
        organisation_id=membership.organisation_id,
        site=elsewhere,
        role=membership.organisation.roles.all()[0],
        valid_from=day,
        recorded_at=NOON + 2 * HOUR,
    )
    record_outside(
        learner_id=membership.user_id,
        organisation_id=membership.organisation_id,
        course=Course.objects.get(pk=course),
        completed_on=day - timedelta(days=3),
        minutes=60,
        evidence="Seen",
        at=NOON + 2 * HOUR,
        actor_id=None,
    )


def by_facts(scope, rules, status, course=None):
    """Return the members in ``status`` by the pure rule."""
    asked = [rule for rule in rules if course in (None, rule.course_id)]
    rows = rows_of(list(people_wanted(scope, Wanted(), rules=rules)), scope=scope, rules=asked)
    return {row.membership.pk for row in rows if meets(person_of(row, on=scope.on), status)}


def listed(scope, rules, status, course=None):
    """Return the members in ``status`` as the list has them."""
    wanted = Wanted(status=status, course_id=course)
    return {one.pk for one in people_wanted(scope, wanted, rules=rules)}


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    drawn=st.lists(cases(), min_size=2, max_size=3),
    day=DAYS,
    statuses=st.sets(st.sampled_from(sorted(RANKS)), min_size=3, max_size=3),
    begun=st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6),
    changed=st.sets(st.integers(0, 3), max_size=2),
    back=st.sampled_from([1, 30, 400]),
)
def test_of_random_people_it_is_what_the_rule_finds_of_those_changed_since_too(
    elm, small_course, drawn, day, statuses, begun, changed, back
):
    with transaction.atomic():
        stored = Stored(elm, drawn)
        here = elm.organisation.pk
        rules = rules_of([here])[here]
        people = [membership for membership, _rule in stored.people]
        courses = sorted({rule.course_id for rule in rules})
        pairs = {(p % len(people), c % len(courses)) for p, c in begun} if courses else ()
        for person, course in pairs:
            begin(people[person], courses[course], small_course)
        refresh_standings(organisation=elm.organisation, at=NOON + (day - TODAY))
        StandingMark.objects.update(known_at=NOON + HOUR)
        for person in {one % len(people) for one in changed} if courses else ():
            change(people[person], courses[0], day)
        whole = Scope(here, day, whole=True)
        scopes = [whole, *(replace(whole, whole=False, **one) for one in parts_of(elm))]
        assert kept_on(here, on=day).has_numbers

        earlier = replace(whole, on=day - timedelta(days=back))
        for status in statuses | {"not_started", "up_to_date"}:
            assert listed(whole, rules, status) == by_facts(whole, rules, status), status
            assert listed(earlier, rules, status) == by_facts(earlier, rules, status), status
            for course in courses[:1]:
                found = listed(whole, rules, status, course)
                assert found == by_facts(whole, rules, status, course), status
        kept = [counted(scope, rules) for scope in scopes]
        StandingMark.objects.all().delete()
        assert kept == [counted(scope, rules) for scope in scopes]

        transaction.set_rollback(True)


def counted(scope, rules):
    """Return the figures, and the places but for the tags, which the figures have no need of."""
    figures, places = counted_in(scope, rules=rules)
    return figures, replace(places, tags={})


def parts_of(elm):
    """Return what scopes of a part of Elm Park open."""
    teams = Team.objects.filter(organisation=elm.organisation).values_list("pk", flat=True)
    return {"site_ids": frozenset({elm.south.pk})}, {"team_ids": frozenset(teams)}


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return the one rule of Elm Park, which four people have begun, kept an hour later."""
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    for user in (elm.amira, elm.noor, elm.ash, elm.grace):
        begin(elm.membership(user), small_course.course_id, small_course)
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    return rules_of([elm.organisation.pk])[elm.organisation.pk]


@pytest.mark.parametrize("people", [1, 3])
def test_who_has_not_started_takes_three_queries_whoever_has_changed(
    elm, rules, small_course, people, django_assert_num_queries
):
    whole = Scope(elm.organisation.pk, TODAY, whole=True)
    lewis = elm.membership(elm.lewis).pk
    with django_assert_num_queries(3):  # what is kept, who has begun everything, the list
        assert listed(whole, rules, "not_started") == {lewis}

    for user in (elm.amira, elm.noor, elm.lewis)[:people]:
        change(elm.membership(user), small_course.course_id, TODAY)
    with django_assert_num_queries(3):
        found = listed(whole, rules, "not_started")

    assert found == ({lewis} if people == 1 else set())


@pytest.mark.parametrize("people", [0, 1], ids=["nobody changed", "one changed"])
def test_of_a_day_that_is_past_everybody_is_looked_through_once(
    elm, rules, small_course, people, django_assert_num_queries
):
    past = Scope(elm.organisation.pk, TODAY - timedelta(days=1), whole=True)
    for user in (elm.amira,)[:people]:
        change(elm.membership(user), small_course.course_id, TODAY)

    with django_assert_num_queries(3) as asked:  # what is kept, who is in the status, the list
        found = listed(past, rules, "overdue")

    assert found == by_facts(past, rules, "overdue") != set()
    assert sum("courses_keptstanding" in query["sql"] for query in asked) == 1


def test_the_query_of_whoever_has_changed_is_written_once_for_a_day(elm, rules):
    here = elm.organisation.pk
    one = changed_in(Wanted(status="overdue"), tuple(rules), here, TODAY, MET)

    assert changed_in(Wanted(status="overdue"), tuple(rules), here, TODAY, MET) is one
    tomorrow = TODAY + timedelta(days=1)
    assert changed_in(Wanted(status="overdue"), tuple(rules), here, tomorrow, MET) is not one


def test_where_no_rule_names_the_course_nobody_who_has_changed_is_found(elm, rules, small_course):
    change(elm.membership(elm.lewis), small_course.course_id, TODAY)
    whole = Scope(elm.organisation.pk, TODAY, whole=True)

    assert listed(whole, rules, "overdue", course=0) == set()
    assert listed(whole, rules, "not_required", course=0) == by_facts(whole, [], "not_required")
