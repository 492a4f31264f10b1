"""The list of starters: who is on it, in which light, in two queries however many they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.common.scope import Scope
from courses.compliance.audience import Audience
from courses.compliance.queries import rules_of
from courses.compliance.services import exempt, set_requirement
from courses.compliance.supervising import supervise
from courses.reporting.starters import at_start, starters_in, starters_sorted
from courses.usecases.record_training import record_training
from tests.people import NOON, STARTED, TODAY, make_member
from tests.small_course import make_rule, make_small_course

DAY = timedelta(days=1)


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return the rule that everybody holds the course by their first day."""
    return make_rule(elm.organisation, small_course, due_days=0)


@pytest.fixture
def scope(elm):
    """Return the whole of Elm Park on the day."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


@pytest.fixture
def starter(elm):
    """Return how to make somebody who starts some days from today."""

    def call(name, days, site=None, **more):
        user = make_member(
            elm.organisation,
            site or elm.north,
            elm.teacher,
            name,
            valid_from=TODAY + days * DAY,
            **more,
        )
        return elm.membership(user)

    return call


def lights(scope, **more):
    """Return (first word of the name, start, light) of the list."""
    rules = rules_of([scope.organisation_id])[scope.organisation_id]
    names = dict(MembershipPeriod.objects.values_list("membership", "membership__user__name"))
    return [
        (names[one.membership_id].split()[0], (one.started_on - TODAY).days, str(one.light))
        for one in starters_in(scope, rules=rules, **more)
    ]


def test_starters_stand_in_the_order_of_their_first_day(rule, scope, starter, small_course):
    starter("Ben", -60)
    done = starter("Cara", 5)
    starter("Dev", 60)
    for days in (-61, 61):
        starter(f"Out{abs(days)}{'past' if days < 0 else 'soon'} Other", days)
    record_training(
        membership=done,
        course=small_course.course,
        completed_on=TODAY,
        minutes=30,
        evidence="Seen",
        at=NOON,
    )

    assert lights(scope) == [
        ("Dev", 60, "not-yet"),
        ("Cara", 5, "complete"),
        ("Ben", -60, "not-yet"),
    ]


def test_whoever_renewed_it_by_the_shorter_course_has_it(elm, scope, starter, small_course):
    shorter = make_small_course(slug="shorter").course
    make_rule(elm.organisation, small_course, due_days=0, refresher=shorter)
    renewed, alone = starter("Back Again", -5), starter("Shorter Alone", -6)
    for member, course, day in (
        (renewed, small_course.course, TODAY - 460 * DAY),
        (renewed, shorter, TODAY - 60 * DAY),
        (alone, shorter, TODAY - 60 * DAY),
    ):
        record_training(
            membership=member,
            course=course,
            completed_on=day,
            minutes=30,
            evidence="Seen",
            at=NOON,
        )

    assert lights(scope) == [("Back", -5, "complete"), ("Shorter", -6, "not-yet")]


def test_starters_are_sorted_by_name_training_and_day(
    rule, scope, starter, small_course, django_assert_num_queries
):
    amy, zed = starter("Ámy", 1), starter("Zed", 3)
    done = starter("Cara", 2)
    record_training(
        membership=done,
        course=small_course.course,
        completed_on=TODAY,
        minutes=30,
        evidence="Seen",
        at=NOON,
    )
    rules = rules_of([scope.organisation_id])[scope.organisation_id]
    found = starters_in(scope, rules=rules)

    def ids(order):
        return [one.membership_id for one in starters_sorted(found, order)]

    with django_assert_num_queries(2):
        by_name = [ids("name"), ids("-name")]
    with django_assert_num_queries(0):
        others = {order: ids(order) for order in ("start", "-start", "training", "-training")}
    assert by_name == [[amy.pk, done.pk, zed.pk], [zed.pk, done.pk, amy.pk]]
    assert others == {
        "start": [amy.pk, done.pk, zed.pk],
        "-start": [zed.pk, done.pk, amy.pk],
        "training": [amy.pk, zed.pk, done.pk],
        "-training": [done.pk, zed.pk, amy.pk],
    }


def test_training_that_runs_out_before_the_first_day_does_not_count(
    rule, scope, starter, small_course
):
    coming = starter("Cara", 30)
    record_training(
        membership=coming,
        course=small_course.course,
        completed_on=TODAY - 350 * DAY,
        minutes=30,
        evidence="Seen",
        at=NOON,
    )

    assert lights(scope) == [("Cara", 30, "not-yet")]


def test_supervision_turns_to_not_yet_by_itself_and_stays_listed_for_sixty_days(
    rule, scope, starter, elm
):
    member = starter("Ben", -70)
    supervise(
        membership=member,
        supervisor=elm.membership(elm.noor),
        reason="Started at short notice",
        valid_from=TODAY - 20 * DAY,
        valid_until=TODAY,
        at=NOON,
        actor_id=None,
    )

    assert lights(scope) == [("Ben", -70, "supervised")]
    assert lights(replace(scope, on=TODAY + DAY)) == [("Ben", -70, "not-yet")]
    assert lights(replace(scope, on=TODAY + 60 * DAY)) == [("Ben", -70, "not-yet")]
    assert lights(replace(scope, on=TODAY + 61 * DAY)) == []


def test_on_a_past_day_what_held_then_counts_whatever_came_after_it(rule, scope, starter, elm):
    watched, excused = starter("Ben", -1), starter("Cara", -2)
    spans = [(TODAY, TODAY + 4 * DAY), (TODAY + 5 * DAY, TODAY + 20 * DAY)]
    for first, last in spans:
        supervise(
            membership=watched,
            supervisor=elm.membership(elm.noor),
            reason="Started at short notice",
            valid_from=first,
            valid_until=last,
            at=NOON,
            actor_id=None,
        )
    for first, last in (spans[0], (TODAY + 9 * DAY, TODAY + 30 * DAY)):
        exempt(
            membership=excused,
            rule=rule.rule,
            reason="On long leave",
            valid_from=first,
            valid_until=last,
            at=NOON,
        )

    shown = [
        [light for *_who, light in lights(replace(scope, on=TODAY + n * DAY))] for n in (0, 4, 5, 9)
    ]

    assert shown == [
        ["supervised", "complete"],
        ["supervised", "complete"],
        ["supervised", "not-yet"],
        ["supervised", "complete"],
    ]


def test_a_move_makes_no_starter_and_whoever_is_excused_lacks_nothing(rule, scope, starter, elm):
    amira = elm.membership(elm.amira)
    amira.periods.update(valid_until=TODAY - DAY)
    MembershipPeriod.objects.create(
        membership=amira,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.south,
        valid_from=TODAY,
        recorded_at=NOON,
    )
    excused = starter("Ben", -1)
    exempt(
        membership=excused,
        rule=rule.rule,
        reason="On long leave",
        valid_from=TODAY,
        valid_until=TODAY + DAY,
        at=NOON,
    )

    assert lights(scope) == [("Ben", -1, "complete")]


def test_a_lead_of_one_site_sees_who_starts_there(rule, scope, starter, elm):
    starter("Ben", 5)
    starter("Cara", 5, site=elm.south)
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))

    assert lights(north) == [("Ben", 5, "not-yet")]
    assert lights(Scope(elm.organisation.pk, TODAY)) == []


def test_whoever_left_or_is_asked_for_nothing_is_not_listed(scope, starter, elm, small_course):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=0,
        valid_months=None,
        audience=Audience(sites=(elm.north.pk,)),
        at=NOON,
    )
    starter("Ben", -9, valid_until=TODAY - DAY)
    starter("Cara", -9, site=elm.south)

    assert lights(scope) == []
    assert lights(scope, only=elm.membership(elm.sam).pk) == []


def test_one_person_is_judged_alike_starter_or_not(rule, scope, elm):
    amira = elm.membership(elm.amira)
    rules = rules_of([elm.organisation.pk])[elm.organisation.pk]

    (one,) = starters_in(scope, rules=rules, only=amira.pk)

    assert (one.started_on, str(one.light), one.is_listed) == (STARTED, "not-yet", False)
    assert starters_in(scope, rules=rules) == []


@pytest.mark.parametrize("people", [1, 3])
def test_it_costs_one_query(rule, scope, starter, people, django_assert_num_queries):
    for number in range(people):
        starter(f"Person{number} Other", -number)
    rules = rules_of([scope.organisation_id])[scope.organisation_id]

    with django_assert_num_queries(1):
        assert len(starters_in(scope, rules=rules)) == people


def test_without_a_rule_for_the_first_day_nothing_is_asked(
    scope, starter, elm, small_course, django_assert_num_queries
):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=1,
        valid_months=None,
        at=NOON,
    )
    starter("Ben", 5)
    rules = rules_of([scope.organisation_id])[scope.organisation_id]

    assert at_start(rules) == []
    with django_assert_num_queries(0):
        assert starters_in(scope, rules=rules) == []
