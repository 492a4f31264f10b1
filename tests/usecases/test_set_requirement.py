"""Making a rule."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from courses.accounts.membership import Membership
from courses.accounts.models import Team
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.audience import EVERYONE, Audience
from courses.compliance.models import Requirement
from courses.compliance.possible import ImpossibleRule
from courses.compliance.queries import standings_of
from courses.compliance.revising import rehearse_new
from courses.compliance.status import Finding, State
from courses.learning.models import Enrolment
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_small_course
from tests.tables import everything, trail


@pytest.fixture
def make(elm, harbour, small_course):
    """Make Elm Park's rule, changed as told."""

    def call(**changes):
        fields = {
            "organisation": elm.organisation,
            "course": small_course.course,
            "effective_from": STARTED,
            "due_days": 28,
            "valid_months": 12,
            "at": NOON,
            "actor_id": elm.lewis.pk,
        }
        return set_requirement(**(fields | changes))

    return call


def test_a_rule_for_everyone_is_one_row_and_one_event(make, elm, small_course):
    requirement = make()

    assert list(Requirement.objects.all()) == [requirement]
    assert (requirement.organisation, requirement.course) == (
        elm.organisation,
        small_course.course,
    )
    assert (requirement.effective_from, requirement.effective_until) == (STARTED, None)
    assert (requirement.due_days, requirement.due_on, requirement.valid_months) == (28, None, 12)
    assert requirement.audience == EVERYONE
    assert (requirement.recorded_at, requirement.recorded_by_id) == (NOON, elm.lewis.pk)
    assert trail(elm.organisation.pk) == [
        ("set-requirement", "requirement", requirement.pk, elm.lewis.pk)
    ]
    assert AuditEvent.objects.get().details == {"v": 1, "course": small_course.course.pk}


def test_a_rule_may_name_a_role_a_site_and_a_team(make, elm):
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")

    drivers = Audience((elm.teacher.pk,), (elm.north.pk, elm.south.pk), (team.pk,))
    requirement = make(audience=drivers)

    assert Requirement.objects.get(pk=requirement.pk).audience == drivers


@pytest.mark.parametrize("months", [12, None])
def test_a_second_time_writes_nothing(make, months):
    first = make(valid_months=months)
    before = everything()

    assert make(valid_months=months, at=NOON + timedelta(hours=1)) == first
    assert everything() == before


@pytest.mark.parametrize(
    "change", [{"due_days": 14}, {"valid_months": None}, {"effective_from": date(2025, 9, 1)}]
)
def test_another_rule_for_the_same_course_is_a_row_of_its_own(make, change):
    first = make()

    second = make(**change)

    assert list(Requirement.objects.order_by("pk")) == [first, second]
    assert first.rule != second.rule


def test_a_rule_without_days_is_refused(make):
    before = everything()

    with pytest.raises(IntegrityError):
        make(due_days=None)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(make, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "set-requirement")

    with pytest.raises(UnknownVerb):
        make()

    assert everything() == before


def test_a_rule_may_be_due_on_one_day_for_everybody(make):
    requirement = make(due_days=None, due_on=date(2026, 9, 1))

    assert (requirement.due_days, requirement.due_on) == (None, date(2026, 9, 1))
    assert make(due_days=None, due_on=date(2026, 9, 1)) == requirement
    assert make(due_days=None, due_on=date(2026, 9, 2)) != requirement


def test_whom_it_names_is_enrolled_at_once(make, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make()

    assert Enrolment.objects.count() == 5


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"valid_months": 0, "renew_window_days": 0}, "no_months"),
        ({"due_days": None, "due_on": STARTED - timedelta(days=1)}, "due_before_start"),
        ({"effective_from": date(1900, 1, 1)}, "starts_too_early"),
        ({"effective_from": date(2200, 1, 1)}, "starts_too_late"),
    ],
)
def test_what_contradicts_itself_is_never_stored(make, changes, fault):
    before = everything()

    with pytest.raises(ImpossibleRule, match=fault):
        make(**changes)

    assert everything() == before


def test_two_rules_that_renew_in_a_circle_are_never_stored(make, small_course):
    shorter = make_small_course(slug="shorter").course
    make(refresher=shorter)

    with pytest.raises(ImpossibleRule, match="renews_in_a_circle"):
        make(course=shorter, refresher=small_course.course)

    assert Requirement.objects.count() == 1


def test_what_is_saved_is_what_was_rehearsed_for_each_person_beside_the_other_rules(
    make, elm, small_course
):
    make(audience=Audience(sites=(elm.north.pk,)), valid_months=None, due_days=700)
    drawn = Requirement(
        organisation=elm.organisation,
        course=small_course.course,
        audience=Audience(roles=(elm.teacher.pk,)),
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
    )
    people = list(Membership.objects.filter(organisation=elm.organisation).on(TODAY))
    before = standings_of(people, on=TODAY)
    outcome = rehearse_new(drawn=drawn, on=TODAY)

    make(audience=Audience(roles=(elm.teacher.pk,)))

    after = standings_of(people, on=TODAY)
    course = small_course.course_id
    moved = {
        one.pk: (before.get((one.pk, course), nothing), after[one.pk, course])
        for one in people
        for nothing in [Finding(State.NOT_REQUIRED, None, ("no-rule-applies",))]
        if before.get((one.pk, course), nothing) != after[one.pk, course]
    }
    assert {one.membership_id: (one.before, one.after) for one in outcome.changes} == moved
    assert len(moved) > 1
    assert outcome.same == len(people) - len(moved)
