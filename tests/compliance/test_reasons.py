"""Reasons of one person from the tables: the most urgent first, and by whose name."""

from datetime import date

import pytest

from courses.compliance.audience import Audience
from courses.compliance.models import Exemption
from courses.compliance.queries import rules_of, standings_of
from courses.compliance.reasons import exemptions_of, reasons_about, reasons_of
from courses.compliance.services import set_requirement
from courses.compliance.status import State
from courses.learning.services import record_outside
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_small_course


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return two rules of Elm Park for the small course, of which one is narrow."""
    terms = {"course": small_course.course, "due_days": 28, "at": NOON}
    terms |= {"organisation": elm.organisation, "effective_from": STARTED}
    narrow = Audience(roles=(elm.teacher.pk,), sites=(elm.south.pk,))
    set_requirement(**terms, valid_months=12, audience=narrow)
    set_requirement(**terms, valid_months=6)
    return rules_of([elm.organisation.pk])[elm.organisation.pk]


def test_the_most_urgent_reason_comes_first_and_is_the_standing(
    elm, rules, small_course, django_assert_num_queries
):
    record_outside(
        learner_id=elm.grace.pk,
        organisation_id=elm.organisation.pk,
        course=small_course.course,
        completed_on=date(2025, 8, 1),
        minutes=60,
        evidence="Seen",
        at=NOON,
        actor_id=None,
    )
    grace = elm.membership(elm.grace)

    with django_assert_num_queries(3):
        reasons = reasons_of(grace, rules=rules, on=TODAY)

    assert [one.trace.finding.state for one in reasons] == [State.OVERDUE, State.IN_DATE]
    assert list(standings_of([grace], on=TODAY).values()) == [reasons[0].trace.finding]
    assert [r.trace.finding.state for r in reasons_of(
        elm.membership(elm.amira), rules=rules, on=TODAY
    )] == [State.OVERDUE, State.NOT_REQUIRED]  # fmt: skip


def test_reasons_about_a_course_are_those_of_the_rules_in_force_that_name_or_renew_it(
    elm, harbour, rules, small_course, django_assert_num_queries
):
    shorter = make_small_course(slug="shorter").course
    other = make_small_course(slug="other").course
    terms = {"organisation": elm.organisation, "course": other, "due_days": 28, "at": NOON}
    set_requirement(**terms, effective_from=STARTED, valid_months=12, refresher=shorter)
    set_requirement(**terms, effective_from=date(2030, 1, 1))
    amira = elm.membership(elm.amira)

    with django_assert_num_queries(4):
        mine = reasons_about(amira, course_id=small_course.course_id, on=TODAY)

    assert mine == reasons_of(amira, rules=rules, on=TODAY)
    for course in (shorter, other):
        (one,) = reasons_about(amira, course_id=course.pk, on=TODAY)
        assert one.rule.slug == "other"
    callum = harbour.membership(harbour.callum)
    assert reasons_about(callum, course_id=small_course.course_id, on=TODAY) == []


def test_exemptions_come_newest_first_and_only_those_that_stand(elm, rules):
    amira = elm.membership(elm.amira)
    made = [
        Exemption.objects.create(
            membership=amira,
            organisation=elm.organisation,
            rule=rules[0].identifier,
            reason="Leave",
            valid_from=date(2026, month, 1),
            valid_until=date(2026, month, 2),
            recorded_at=NOON,
            superseded_at=gone,
        )
        for month, gone in ((1, None), (2, None), (3, NOON))
    ]

    assert exemptions_of(amira) == [made[1], made[0]]
