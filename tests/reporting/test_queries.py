"""People of a filter: the list the database gives is the list the pure rule gives."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts.models import Role, Team
from courses.common.scope import Scope
from courses.compliance.queries import rules_of
from courses.compliance.ranks import rank_of_finding
from courses.compliance.services import set_requirement
from courses.learning.models import LessonProgress
from courses.learning.services import record_outside
from courses.reporting.figures import RANKS, meets
from courses.reporting.queries import (
    Places,
    all_rows,
    everybody,
    ids_of,
    people_wanted,
    places_in,
    rows_of,
)
from courses.reporting.statuses import Wanted
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import enrol


@pytest.fixture
def whole(elm, harbour):
    """Return the scope of somebody who leads all of Elm Park."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


@pytest.fixture
def rules(elm, small_course):
    """Return the rules of Elm Park: the small course every year."""
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    return rules_of([elm.organisation.pk])[elm.organisation.pk]


@pytest.fixture
def staff(elm, small_course):
    """Put the people of Elm Park in different states."""

    for user, days in ((elm.amira, 10), (elm.grace, 345), (elm.ash, 285)):
        record_outside(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=small_course.course,
            completed_on=TODAY - timedelta(days=days),
            minutes=60,
            evidence="Seen",
            at=NOON,
            actor_id=None,
        )
    begun = enrol(elm.noor, elm.organisation, small_course)
    LessonProgress.objects.create(
        enrolment=begun,
        lesson=small_course.lessons.first(),
        opened_at=NOON,
        placed_at=NOON,
    )


@pytest.fixture(params=[False, True], ids=["afresh", "kept"])
def kept(request, elm):
    """Answer from everybody's facts, then from kept standings."""
    if request.param:
        refresh_standings(organisation=elm.organisation, at=NOON + timedelta(hours=1))


def names(people):
    return [membership.user.name for membership in people]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("overdue", ["Lewis Grant", "Noor Siddiqui"]),
        ("to_do", ["Lewis Grant", "Noor Siddiqui"]),
        ("not_started", ["Lewis Grant"]),
        ("up_to_date", ["Amira Haddad", "Ash Turner", "Grace Whitfield"]),
        ("renewal_open", ["Grace Whitfield"]),
        ("in_date", ["Amira Haddad", "Ash Turner"]),
        ("expiring_30", ["Grace Whitfield"]),
        ("expiring_60", []),
        ("expiring_90", ["Ash Turner"]),
        ("due", []),
        ("due_soon", []),
        ("exempt", []),
        ("not_required", []),
    ],
)
def test_each_status_finds_its_people(whole, rules, staff, kept, status, found):
    assert names(people_wanted(whole, Wanted(status=status), rules=rules)) == found


@pytest.mark.parametrize("status", sorted(RANKS))
def test_the_list_is_as_long_as_the_figures_count(whole, rules, staff, kept, status):
    people = everybody(whole, rules=rules)

    number = sum(meets(person, status) for person in people)

    assert people_wanted(whole, Wanted(status=status), rules=rules).count() == number


def test_of_a_past_day_the_lists_are_the_same_kept_as_afresh(elm, whole, rules, staff):
    past = replace(whole, on=TODAY - timedelta(days=20))

    def lists():
        return {
            status: names(people_wanted(past, Wanted(status=status), rules=rules))
            for status in RANKS
        }

    afresh = lists()
    refresh_standings(organisation=elm.organisation, at=NOON + timedelta(hours=1))

    assert lists() == afresh
    assert afresh["up_to_date"] == ["Ash Turner", "Grace Whitfield"]


def test_who_has_changed_since_is_worked_out_afresh(
    elm, whole, rules, staff, small_course, django_assert_num_queries
):
    refresh_standings(organisation=elm.organisation, at=NOON + timedelta(hours=1))
    for user in (elm.lewis, elm.amira):  # one to another state, one to the same
        record_outside(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=small_course.course,
            completed_on=TODAY,
            minutes=60,
            evidence="Seen",
            at=NOON + timedelta(hours=2),
            actor_id=None,
        )

    # what is kept and who has changed, which of them are overdue, the list
    with django_assert_num_queries(3):
        assert names(people_wanted(whole, Wanted(status="overdue"), rules=rules)) == [
            "Noor Siddiqui"
        ]
    assert names(people_wanted(whole, Wanted(status="in_date"), rules=rules)) == [
        "Amira Haddad",
        "Ash Turner",
        "Lewis Grant",
    ]
    assert names(people_wanted(whole, Wanted(status="not_required"), rules=rules)) == []
    past = replace(whole, known_at=NOON + timedelta(hours=1))
    assert names(people_wanted(past, Wanted(status="overdue"), rules=rules)) == [
        "Lewis Grant",
        "Noor Siddiqui",
    ]


def test_without_a_rule_everybody_is_not_required_and_nothing_else(whole):
    found = {
        status: people_wanted(whole, Wanted(status=status), rules=[]).count() for status in RANKS
    }

    assert {status: number for status, number in found.items() if number} == {"not_required": 5}


def test_a_course_narrows_the_status_to_itself(elm, whole, rules, staff, kept, small_course):
    wanted = Wanted(status="overdue", course_id=small_course.course_id)

    assert names(people_wanted(whole, wanted, rules=rules)) == ["Lewis Grant", "Noor Siddiqui"]
    assert names(people_wanted(whole, Wanted(status="overdue", course_id=0), rules=rules)) == []


def test_places_are_those_where_people_of_the_scope_work(elm, whole, django_assert_num_queries):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    elm.membership(elm.amira).periods.update(team=team)
    Role.objects.create(organisation=elm.organisation, slug="nobody", name="Nobody's job")
    here = {elm.teacher.pk: ("class-teacher", "Class teacher")}

    with django_assert_num_queries(1):
        found = places_in(whole)

    sites = {elm.north.pk: ("north", "North"), elm.south.pk: ("south", "South")}
    assert found == Places(sites, {team.pk: "Year 5"}, here)
    south = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.south.pk}))
    assert places_in(south) == Places({elm.south.pk: ("south", "South")}, {}, here)
    assert places_in(Scope(elm.organisation.pk, TODAY)) == Places()


@pytest.mark.parametrize("people", [1, 3])
def test_rows_take_four_queries_however_many(
    elm, whole, rules, staff, people, django_assert_num_queries
):
    memberships = [elm.membership(user) for user in (elm.noor, elm.amira, elm.lewis)][:people]

    with django_assert_num_queries(4):
        rows = rows_of(memberships, scope=whole, rules=rules)

    assert len(rows) == people
    assert [s.has_begun for s in rows[0].standings.values()] == [True]
    assert rows[0].places == ((elm.north.pk, elm.teacher.pk, None),)


def test_the_database_and_the_rows_agree(whole, rules, staff):
    people = people_wanted(whole, Wanted(), rules=rules)
    rows = all_rows(ids_of(people), scope=whole, rules=rules)

    read = [
        {c: rank_of_finding(s.finding, on=TODAY) for c, s in row.standings.items()} for row in rows
    ]

    def key(ranks):
        return sorted(ranks.items())

    assert sorted(read, key=key) == sorted(
        (dict(person.ranks) for person in everybody(whole, rules=rules)), key=key
    )


def test_a_place_outside_the_scope_is_not_told(elm, whole, rules):
    south = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.south.pk}))

    (row,) = rows_of([elm.membership(elm.amira)], scope=south, rules=rules)

    assert row.places == ()


def test_more_people_than_a_batch_holds_all_come(elm, whole, rules):
    for n in range(3):
        make_member(elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example")
    people = people_wanted(whole, Wanted(), rules=rules)

    rows = list(all_rows(ids_of(people), scope=whole, rules=rules, batch=3))

    assert [row.membership.pk for row in rows] == [one.pk for one in people]


def test_everybody_takes_three_queries(whole, rules, staff, elm, django_assert_num_queries):
    with django_assert_num_queries(3):
        people = list(everybody(whole, rules=rules))

    assert len(people) == 5
    assert [person.places for person in people] == [
        {(site.pk, elm.teacher.pk, None)}
        for site in (elm.north, elm.north, elm.north, elm.south, elm.south)
    ]
