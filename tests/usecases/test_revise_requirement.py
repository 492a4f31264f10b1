"""Revising a rule: from a day on, as rehearsed, and never the days before."""

from dataclasses import replace
from datetime import date

import pytest

from courses.audit.services import UnknownVerb
from courses.common.history import Superseded
from courses.common.vocabulary import VERBS
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.compliance.possible import ImpossibleRule
from courses.compliance.queries import standings_of
from courses.compliance.revising import rehearse_revision
from courses.compliance.status import Revision, State
from courses.learning.models import Enrolment
from courses.usecases.end_requirement import DayHasPassed
from courses.usecases.record_training import record_training
from courses.usecases.revise_requirement import BeforeItsRevision, RuleIsOver, revise_requirement
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_rule
from tests.tables import everything, trail

APRIL = date(2026, 4, 1)
EVERYBODY = ("amira", "lewis", "noor", "grace", "ash")


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return the rule that everybody at Elm Park completes the small course, once, in 28 days."""
    return make_rule(elm.organisation, small_course, valid_months=None)


@pytest.fixture
def amira_trained(elm, small_course):
    """Let Amira have completed the course in January 2025."""
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=date(2025, 1, 10),
        minutes=60,
        evidence="Certificate seen",
        at=NOON,
    )


@pytest.fixture
def revise(elm):
    """Return how Lewis revises a rule: every 12 months from April on, unless told otherwise."""

    def call(rule, **changes):
        asked = {"due_days": 28, "due_on": None, "valid_months": 12, "renew_window_days": 60}
        day = changes.pop("effective_from", APRIL)
        return revise_requirement(
            requirement=rule,
            effective_from=day,
            at=NOON,
            actor_id=elm.lewis.pk,
            **(asked | changes),
        )

    return call


def states(elm, course, on) -> dict[str, State]:
    """Return where everybody stands on a day, by name."""
    members = {name: elm.membership(getattr(elm, name)) for name in EVERYBODY}
    found = standings_of(list(members.values()), on=on)
    return {name: found[member.pk, course.pk].state for name, member in members.items()}


def test_what_was_rehearsed_is_what_happens_and_earlier_days_stay(
    elm, rule, small_course, amira_trained, revise, django_assert_num_queries
):
    asked = Revision(
        effective_from=APRIL,
        effective_until=None,
        due_days=28,
        due_on=None,
        valid_months=12,
        renew_window_days=60,
    )
    before = states(elm, small_course.course, APRIL)
    with django_assert_num_queries(8):
        outcome = rehearse_revision(requirement=rule, revision=asked, on=APRIL)

    revise(rule)

    after = states(elm, small_course.course, APRIL)
    assert [(one.name, one.before.state, one.after.state) for one in outcome.changes] == [
        ("Amira Haddad", State.IN_DATE, State.OVERDUE)
    ]
    assert outcome.same == 4
    assert {name for name in EVERYBODY if before[name] != after[name]} == {"amira"}
    assert states(elm, small_course.course, date(2026, 3, 31)) == before
    assert states(elm, small_course.course, TODAY)["amira"] == State.IN_DATE


def test_a_revision_is_a_dated_row_of_the_same_rule(elm, rule, revise):
    revised = revise(rule)

    rows = Requirement.objects.current().order_by("effective_from")
    assert list(rows.values_list("rule", "effective_from", "effective_until", "valid_months")) == [
        (rule.rule, STARTED, date(2026, 3, 31), None),
        (rule.rule, APRIL, None, 12),
    ]
    assert Requirement.objects.count() == 3
    assert trail(elm.organisation.pk)[-1] == (
        "revised-requirement",
        "requirement",
        revised.pk,
        elm.lewis.pk,
    )


def test_from_its_first_day_on_a_revision_is_put_right_itself(rule, revise):
    revised = revise(rule)

    again = revise(revised, valid_months=24)

    assert (again.thread, again.valid_months) == (revised.thread, 24)
    assert Requirement.objects.current().count() == 2


def test_a_rehearsal_before_its_own_first_day_drops_what_begins_then(elm, rule, revise):
    revised = revise(rule)
    asked = Revision(APRIL, None, 28, None, 24, 60)

    outcome = rehearse_revision(requirement=revised, revision=asked, on=APRIL)
    same = rehearse_revision(
        requirement=revised, revision=replace(asked, valid_months=12), on=APRIL
    )

    assert (len(outcome.changes), len(same.changes)) == (0, 0)
    assert outcome.mark == same.mark


def test_the_same_again_writes_nothing(rule, revise):
    revised = revise(rule)
    before = everything()

    assert revise(revised) == revised
    assert everything() == before


def test_the_past_is_not_revised(rule, revise):
    with pytest.raises(DayHasPassed):
        revise(rule, effective_from=date(2026, 3, 2))

    later = revise(rule)
    with pytest.raises(BeforeItsRevision):
        revise(later, effective_from=TODAY, valid_months=6)
    assert Requirement.objects.current().count() == 2


def test_a_rule_that_somebody_else_revised_is_not_revised_twice(rule, revise):
    stale = Requirement.objects.get(pk=rule.pk)
    revise(rule)

    with pytest.raises(Superseded):
        revise(stale, valid_months=6)


def test_what_ends_before_that_day_is_not_revised_then(rule, revise):
    revise(rule)
    first = Requirement.objects.current().earliest("effective_from")

    with pytest.raises(RuleIsOver):
        revise(first, effective_from=date(2026, 5, 1), valid_months=6)
    assert Requirement.objects.current().count() == 2


def test_what_contradicts_itself_is_not_written(rule, revise):
    before = everything()

    with pytest.raises(ImpossibleRule, match="renews_itself"):
        revise(rule, refresher=rule.course)

    assert everything() == before


def test_whom_a_revision_names_no_more_is_not_asked_from_that_day_and_was_before(
    elm, rule, small_course, revise
):
    asked = Revision(APRIL, None, 28, None, 12, 60, Audience(sites=(elm.north.pk,)))
    outcome = rehearse_revision(requirement=rule, revision=asked, on=APRIL)

    revise(rule, audience=Audience(sites=(elm.north.pk,)))

    after = states(elm, small_course.course, APRIL)
    changed = {one.name: one.after.state for one in outcome.changes}
    south = {"Ash Turner": State.NOT_REQUIRED, "Grace Whitfield": State.NOT_REQUIRED}
    assert changed == south
    assert {name for name in EVERYBODY if after[name] == State.NOT_REQUIRED} == {"ash", "grace"}
    assert states(elm, small_course.course, date(2026, 3, 31))["ash"] == State.OVERDUE


def test_whom_the_revision_names_is_given_the_course(
    elm, rule, revise, amira_trained, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        revise(rule, effective_from=TODAY)

    assert Enrolment.objects.open().filter(learner=elm.amira).count() == 1


def test_when_the_trail_refuses_nothing_is_written(rule, revise, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "revised-requirement")

    with pytest.raises(UnknownVerb):
        revise(rule)

    assert everything() == before
