"""Counts of a scope: from kept standings the same as from everybody's facts."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Role, Team
from courses.catalogue.models import Course
from courses.common.history import revise
from courses.common.scope import Scope
from courses.compliance.models import Exemption, KeptStanding, Requirement
from courses.compliance.people_kept import MOST_COURSES
from courses.compliance.queries import rules_of
from courses.compliance.services import set_requirement
from courses.learning.models import LessonProgress
from courses.learning.services import record_outside
from courses.reporting.counting import counted_in
from courses.reporting.figures import Share
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import enrol

HOUR = timedelta(hours=1)


def trained(elm, user, course, days, at=NOON):
    record_outside(
        learner_id=user.pk,
        organisation_id=elm.organisation.pk,
        course=course,
        completed_on=TODAY - timedelta(days=days),
        minutes=60,
        evidence="Seen",
        at=at,
        actor_id=None,
    )


@pytest.fixture
def fire(db):
    """Return a course beside the small one."""
    return Course.objects.create(slug="fire")


@pytest.fixture
def rules(elm, small_course, fire):
    """Return two rules of Elm Park, put its people in every state, one of them in two jobs."""
    for course, months in ((small_course.course, 12), (fire, None)):
        set_requirement(
            organisation=elm.organisation,
            course=course,
            effective_from=STARTED,
            due_days=28,
            valid_months=months,
            at=NOON,
        )
    for user, days in ((elm.amira, 10), (elm.grace, 345), (elm.ash, 310), (elm.lewis, 285)):
        trained(elm, user, small_course.course, days)
    for user in (elm.amira, elm.grace, elm.ash):
        trained(elm, user, fire, 400)
    begun = enrol(elm.noor, elm.organisation, small_course)
    LessonProgress.objects.create(
        enrolment=begun, lesson=small_course.lessons.first(), opened_at=NOON, placed_at=NOON
    )
    new = make_member(
        elm.organisation, elm.north, elm.teacher, "New One", email="new@x.example",
        valid_from=TODAY - timedelta(days=5),
    )  # fmt: skip
    away = make_member(elm.organisation, elm.south, elm.teacher, "Away One", email="aw@x.example")
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    helper = Role.objects.create(organisation=elm.organisation, slug="helper", name="Helper")
    for user in (elm.amira, new):
        MembershipPeriod.objects.create(
            membership=elm.membership(user),
            organisation=elm.organisation,
            site=elm.south,
            role=helper,
            team=team,
            valid_from=STARTED,
            recorded_at=NOON,
        )
    for rule in Requirement.objects.all():
        Exemption.objects.create(
            membership=elm.membership(away),
            organisation=elm.organisation,
            rule=rule.rule,
            reason="Away",
            valid_from=STARTED,
            valid_until=TODAY,
            recorded_at=NOON,
        )
    return rules_of([elm.organisation.pk])[elm.organisation.pk]


def scopes(elm):
    here = elm.organisation.pk
    team = Team.objects.get(name="Year 5").pk
    return [
        Scope(here, TODAY, whole=True),
        Scope(here, TODAY, site_ids=frozenset({elm.south.pk})),
        Scope(here, TODAY, team_ids=frozenset({team})),
        Scope(here, TODAY - timedelta(days=400), whole=True),
        Scope(here, TODAY + timedelta(days=40), whole=True),
    ]


def counted(elm, rules):
    return [counted_in(scope, rules=rules) for scope in scopes(elm)]


def test_kept_and_afresh_the_figures_are_the_same(elm, rules):
    afresh = counted(elm, rules)
    one = counted(elm, rules[:1])
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)

    assert counted(elm, rules) == afresh
    assert counted(elm, rules[:1]) == one
    figures, places = afresh[0]
    assert (figures.all.people, figures.all.asked, figures.all.to_do) == (7, 6, 3)
    assert (figures.all.overdue, figures.all.due_soon, figures.not_started) == (3, 0, 3)
    assert figures.all.expiring == (1, 1, 1)
    assert set(figures.courses.values()) == {Share(4, 6), Share(3, 6)}
    assert sorted(name for _slug, name in places.roles.values()) == ["Class teacher", "Helper"]


def test_who_has_changed_since_counts_as_they_are_now(elm, rules, fire, small_course):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    trained(elm, elm.noor, small_course.course, 3, at=NOON + 2 * HOUR)
    trained(elm, elm.amira, fire, 3, at=NOON + 2 * HOUR)
    period = MembershipPeriod.objects.get(membership=elm.membership(elm.lewis))
    revise(period, at=NOON + 2 * HOUR, actor_id=None, valid_until=TODAY - timedelta(days=9))
    kept = counted(elm, rules)

    refresh_standings(organisation=elm.organisation, at=NOON + 3 * HOUR)
    assert counted(elm, rules) == kept
    assert kept[0][0].all.people == 6


def test_two_periods_at_one_place_are_one_person(elm, rules, fire):
    period = MembershipPeriod.objects.get(membership=elm.membership(elm.lewis))
    period.pk, period.thread = None, uuid4()
    period.save(force_insert=True)
    afresh = counted(elm, rules)

    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)

    assert counted(elm, rules) == afresh


def test_of_more_courses_than_are_counted_together_everybodys_facts_are_asked(
    elm, rules, monkeypatch
):
    afresh = counted(elm, rules)
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    KeptStanding.objects.all().delete()
    many = [*rules, *(replace(rules[0], course_id=-n) for n in range(MOST_COURSES - 1))]

    figures, _places = counted_in(scopes(elm)[0], rules=many)

    assert figures.all.people == afresh[0][0].all.people


@pytest.mark.parametrize("people", [1, 3])
def test_the_figures_take_the_same_queries_however_many(
    elm, rules, fire, people, django_assert_num_queries
):
    refresh_standings(organisation=elm.organisation, at=NOON + HOUR)
    whole = scopes(elm)[0]

    with django_assert_num_queries(3):  # who has changed, the counts, what is begun
        counted_in(whole, rules=rules)

    for user in (elm.amira, elm.noor, elm.lewis)[:people]:
        trained(elm, user, fire, 1, at=NOON + 2 * HOUR)
    with django_assert_num_queries(6):  # and three for the facts of those
        counted_in(whole, rules=rules)
