"""What a rule would do before it is saved, and which rules a scope shows."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from courses.accounts.models import Team
from courses.common.scope import Scope
from courses.compliance.audience import Audience
from courses.compliance.queries import standings_of
from courses.compliance.rehearsal import (
    Rehearsal,
    may_change,
    rehearse,
    rule_in,
    rules_in,
    rules_on_bundled,
    same_audience,
)
from courses.compliance.services import end, revise_rule, set_requirement
from courses.compliance.status import Revision, State
from courses.learning.services import record_outside
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_small_course

RULE = Revision(
    effective_from=TODAY,
    effective_until=None,
    due_days=28,
    due_on=None,
    valid_months=12,
    renew_window_days=60,
)


@pytest.fixture
def rehearsed(elm, harbour, small_course):
    """Return how to rehearse a rule at Elm Park."""

    def call(revision=RULE, on=TODAY):
        return rehearse(
            organisation=elm.organisation, course=small_course.course, revision=revision, on=on
        )

    return call


def test_everybody_of_the_day_is_counted_where_they_would_stand(
    rehearsed, elm, small_course, django_assert_num_queries
):
    record_outside(
        learner_id=elm.amira.pk,
        organisation_id=elm.organisation.pk,
        course=small_course.course,
        completed_on=TODAY - timedelta(days=30),
        minutes=60,
        evidence="Seen",
        at=NOON,
        actor_id=None,
    )

    with django_assert_num_queries(3):
        found = rehearsed()

    assert found.states == {State.DUE_SOON: 4, State.IN_DATE: 1}
    assert (found.people, found.on) == (5, TODAY)
    assert rehearsed(replace(RULE, effective_from=STARTED)).states == {
        State.OVERDUE: 4,
        State.IN_DATE: 1,
    }


def test_only_whom_the_rule_names(rehearsed, elm):
    assert rehearsed(replace(RULE, audience=Audience(sites=(elm.south.pk,)))).people == 2
    assert rehearsed(replace(RULE, audience=Audience(roles=(0,)))).people == 0


def test_the_saved_rule_does_just_what_was_rehearsed(rehearsed, elm, small_course):
    found = rehearsed()
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=TODAY,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    members = [elm.membership(user) for user in (elm.amira, elm.lewis, elm.noor, elm.ash)]

    states = {finding.state for finding in standings_of(members, on=TODAY).values()}

    assert states == set(found.states)


def test_another_outcome_has_another_mark():
    first = Rehearsal(TODAY, {State.OVERDUE: 4, State.IN_DATE: 1})

    assert first.mark == Rehearsal(TODAY, {State.IN_DATE: 1, State.OVERDUE: 4}).mark
    assert first.mark != Rehearsal(TODAY, {State.OVERDUE: 5}).mark
    assert first.mark != Rehearsal(STARTED, first.states).mark


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return rules for everyone, for North, for South, for a team, and one of Harbour Trust."""
    team = Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)

    def make(organisation=elm.organisation, **place):
        return set_requirement(
            organisation=organisation,
            course=small_course.course,
            effective_from=STARTED,
            due_days=28,
            valid_months=12,
            at=NOON,
            **place,
        )

    return {
        "everyone": make(),
        "north": make(audience=Audience(sites=(elm.north.pk,))),
        "south": make(audience=Audience(sites=(elm.south.pk,))),
        "team": make(audience=Audience(teams=(team.pk,))),
        "harbour": make(harbour.organisation),
        "year 5": team,
    }


def test_a_lead_of_one_site_sees_its_rules_and_everybodys_and_changes_its_own(elm, rules):
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))
    of_team = Scope(elm.organisation.pk, TODAY, team_ids=frozenset({rules["year 5"].pk}))

    assert rules_in(north) == [rules["everyone"], rules["north"]]
    assert rules_in(of_team) == [rules["everyone"], rules["team"]]
    assert [may_change(north, rule) for rule in rules_in(north)] == [False, True]
    assert [may_change(of_team, rule) for rule in rules_in(of_team)] == [False, True]
    assert rule_in(north, rules["everyone"].rule) == rules["everyone"]
    assert rule_in(north, rules["north"].rule) == rules["north"]
    assert rule_in(north, rules["south"].rule) is None


def test_over_the_whole_organisation_all_its_rules_and_no_other(elm, rules):
    whole = Scope(elm.organisation.pk, TODAY, whole=True)

    assert rules_in(whole) == [rules[name] for name in ("everyone", "north", "south", "team")]
    assert rule_in(whole, rules["everyone"].rule) == rules["everyone"]
    assert rule_in(whole, rules["harbour"].rule) is None


def test_a_rule_that_is_over_is_listed_no_more(elm, rules):
    end(requirement=rules["north"], last_day=TODAY - timedelta(days=1), at=NOON, actor_id=None)
    whole = Scope(elm.organisation.pk, TODAY, whole=True)

    assert rule_in(whole, rules["north"].rule) is None


def test_a_rule_for_the_same_people_is_found_while_it_holds(elm, rules, small_course):
    def there(*sites, effective_from=TODAY):
        return same_audience(
            organisation=elm.organisation,
            course=small_course.course,
            audience=Audience(sites=sites),
            effective_from=effective_from,
        )

    assert there() == rules["everyone"]
    assert there(elm.north.pk) == rules["north"]
    end(requirement=rules["north"], last_day=TODAY, at=NOON, actor_id=None)
    assert there(elm.north.pk, effective_from=TODAY + timedelta(days=1)) is None


def test_rules_on_the_bundled_course_are_counted_once_while_they_hold(elm, harbour, small_course):
    slug = small_course.course.slug
    own = make_small_course(owner_id=elm.organisation.pk)
    rule = partial(set_requirement, effective_from=STARTED, due_days=28, valid_months=12, at=NOON)
    kept = rule(organisation=elm.organisation, course=small_course.course)
    over = rule(organisation=elm.organisation, course=small_course.course)
    rule(organisation=elm.organisation, course=own.course)
    rule(organisation=harbour.organisation, course=small_course.course)
    end(requirement=over, last_day=TODAY - timedelta(days=1), at=NOON, actor_id=None)
    revise_rule(
        requirement=kept,
        effective_from=TODAY + timedelta(days=1),
        changes={"due_days": 14, "due_on": None, "valid_months": 12, "renew_window_days": 60},
        at=NOON,
        actor_id=None,
    )

    assert rules_on_bundled(organisation=elm.organisation, slug=slug, on=TODAY) == 1
    assert rules_on_bundled(organisation=elm.organisation, slug="another", on=TODAY) == 0
