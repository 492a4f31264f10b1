"""Giving everybody the courses that the rules name for them."""

from datetime import date, timedelta

import pytest

from courses.accounts.models import Role
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Course
from courses.common.vocabulary import VERBS
from courses.compliance import services as compliance
from courses.compliance.audience import Audience
from courses.compliance.kept import kept_on
from courses.learning import services as learning
from courses.learning.models import Completion, Enrolment
from courses.usecases import apply_requirements as applying
from courses.usecases import enrol_staff as enrolling
from courses.usecases.apply_requirements import apply_requirements, apply_rules
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, STARTED, make_member
from tests.small_course import enrol, make_small_course
from tests.tables import everything, trail


def rule(elm, course, **more):
    fields = {"effective_from": STARTED, "due_days": 28, "valid_months": 12, "at": NOON}
    return compliance.set_requirement(
        organisation=elm.organisation, course=course, **(fields | more)
    )


def learners():
    return list(Enrolment.objects.order_by("pk").values_list("learner__name", flat=True))


def outside_training(elm, learner, course, on):
    learning.record_outside(
        learner_id=learner.pk,
        organisation_id=elm.organisation.pk,
        course=course,
        completed_on=on,
        minutes=60,
        evidence="Certificate seen",
        at=NOON,
        actor_id=elm.lewis.pk,
    )


def test_everybody_of_today_who_is_not_in_date_gets_the_course(elm, harbour, small_course):
    rule(elm, small_course.course)
    outside_training(elm, elm.lewis, small_course.course, date(2025, 3, 3))

    opened = apply_requirements(organisation=elm.organisation, at=NOON)

    assert opened == 4
    assert learners() == ["Amira Haddad", "Noor Siddiqui", "Grace Whitfield", "Ash Turner"]
    assert set(Enrolment.objects.values_list("version", "reason")) == {
        (small_course.pk, "required")
    }
    assert trail(elm.organisation.pk) == [
        ("enrolled", "enrolment", pk, None)
        for pk in Enrolment.objects.order_by("pk").values_list("pk", flat=True)
    ]


def test_people_are_gone_through_some_at_a_time(elm, harbour, small_course, monkeypatch):
    monkeypatch.setattr(applying, "BATCH", 2)
    rule(elm, small_course.course)

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 5
    assert learners() == [
        "Amira Haddad", "Lewis Grant", "Noor Siddiqui", "Grace Whitfield", "Ash Turner"
    ]  # fmt: skip


def test_a_second_run_writes_nothing(elm, harbour, small_course):
    rule(elm, small_course.course)
    apply_requirements(organisation=elm.organisation, at=NOON)
    before = everything()

    assert apply_requirements(organisation=elm.organisation, at=NOON + timedelta(days=1)) == 0
    assert everything() == before


def test_only_the_audience_of_the_rule_gets_the_course(elm, small_course):
    helper = Role.objects.create(organisation=elm.organisation, slug="helper", name="Helper")
    make_member(elm.organisation, elm.south, helper, "Mei Tan")
    rule(elm, small_course.course, audience=Audience(roles=(helper.pk,)))

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 1
    assert learners() == ["Mei Tan"]


def test_whoever_began_the_course_by_choice_keeps_that_enrolment(elm, small_course):
    rule(elm, small_course.course, audience=Audience(sites=(elm.south.pk,)))
    chosen = enrol(elm.grace, elm.organisation, small_course, reason=Enrolment.Reason.CHOSEN)

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 1
    assert learners() == ["Grace Whitfield", "Ash Turner"]
    assert Enrolment.objects.get(learner=elm.grace) == chosen


def test_a_course_met_in_the_platform_is_given_again_once_it_lapses(elm, small_course):
    rule(elm, small_course.course, audience=Audience(sites=(elm.north.pk,)))
    rows = [enrol(user, elm.organisation, small_course) for user in (elm.lewis, elm.noor)]
    for row in rows:
        learning.complete(enrolment=row, how=Completion.How.QUIZ, minutes=13, at=NOON)
    first = enrol(elm.amira, elm.organisation, small_course)
    at = NOON - timedelta(days=400)
    learning.complete(enrolment=first, how=Completion.How.QUIZ, minutes=13, at=at)

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 1
    mine = Enrolment.objects.filter(learner=elm.amira).order_by("pk")
    assert list(mine.values_list("closed_at", flat=True)) == [NOON, None]
    assert apply_requirements(organisation=elm.organisation, at=NOON) == 0


def test_without_a_rule_nobody_gets_anything(elm, small_course):
    before = everything()

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 0
    assert everything() == before


def test_a_rule_of_another_organisation_gives_nothing_here(elm, harbour, small_course):
    rule(harbour, small_course.course)
    before = everything()

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 0
    assert everything() == before


def test_a_course_with_nothing_published_holds_nobody_up(elm, small_course):
    rule(elm, Course.objects.create(slug="a-first-one"))
    rule(elm, small_course.course)

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 5


def test_a_run_that_breaks_off_keeps_whoever_was_done_and_the_next_goes_on(
    elm, small_course, monkeypatch
):
    rule(elm, small_course.course)
    record, calls = enrolling.record, []

    def breaks_at_the_third(**fields):
        calls.append(fields)
        if len(calls) == 3:
            raise UnknownVerb
        record(**fields)

    monkeypatch.setattr(enrolling, "record", breaks_at_the_third)

    with pytest.raises(UnknownVerb):
        apply_requirements(organisation=elm.organisation, at=NOON)

    assert learners() == ["Amira Haddad", "Lewis Grant"]
    assert len(trail(elm.organisation.pk)) == 2
    assert apply_requirements(organisation=elm.organisation, at=NOON) == 3


def test_without_its_audit_event_no_enrolment_is_opened(elm, small_course, monkeypatch):
    rule(elm, small_course.course)
    before = everything()
    monkeypatch.delitem(VERBS, "enrolled")

    with pytest.raises(UnknownVerb):
        apply_requirements(organisation=elm.organisation, at=NOON)

    assert everything() == before


def test_who_completed_it_before_is_given_the_shorter_course_and_nobody_else(elm, small_course):
    shorter = make_small_course(slug="shorter").course
    rule(elm, small_course.course, refresher=shorter)
    outside_training(elm, elm.amira, small_course.course, STARTED)
    outside_training(elm, elm.lewis, shorter, STARTED)

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 5
    given = Enrolment.objects.filter(course=shorter).values_list("learner__name", flat=True)
    assert list(given) == ["Amira Haddad"]
    assert apply_requirements(organisation=elm.organisation, at=NOON) == 0


def test_while_the_shorter_course_is_not_published_the_whole_one_is_given(elm, small_course):
    rule(elm, small_course.course, refresher=Course.objects.create(slug="shorter"))
    outside_training(elm, elm.amira, small_course.course, STARTED)

    assert apply_requirements(organisation=elm.organisation, at=NOON) == 5
    assert learners().count("Amira Haddad") == 1


def test_in_the_background_kept_standings_follow_the_new_rules(elm, small_course):
    refresh_standings(organisation=elm.organisation, at=NOON)
    rule(elm, small_course.course)
    assert kept_on(elm.organisation.pk, on=date(2026, 3, 3)) is None

    apply_rules.call(elm.organisation.pk)

    assert kept_on(elm.organisation.pk, on=date(2026, 3, 3)) is not None
