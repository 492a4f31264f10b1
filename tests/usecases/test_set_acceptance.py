"""Saying which course of a signed record stands for one of ours."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.acceptance import AlreadyRuled, rule_about, rule_at, rules_of
from courses.usecases.set_acceptance import end_acceptance
from tests.people import NOON
from tests.tables import everything, trail
from tests.usecases.trusting import accepting, trusted_by


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return that Elm Park accepts a course of this platform's records at once."""
    return accepting(elm.organisation, elm.ash, small_course.course)


def test_it_is_kept_and_ended_once(rule, elm, harbour):
    here = elm.organisation.pk
    assert rules_of(here) == [rule]
    assert rule_at(here, rule.pk) == rule
    assert rule_at(harbour.organisation.pk, rule.pk) is None
    assert rule_about(here, issuer=None, their_course="their-course") == rule
    assert rule_about(here, issuer=None, their_course="another") is None

    assert end_acceptance(rule=rule, at=NOON, actor_id=elm.ash.pk)
    assert not end_acceptance(rule=rule, at=NOON, actor_id=elm.ash.pk)

    assert rules_of(here) == []
    assert [one[:2] for one in trail(here)] == [
        ("added-acceptance", "acceptancerule"),
        ("ended-acceptance", "acceptancerule"),
    ]
    assert str(rule) == f"acceptance rule {rule.pk}"


def test_a_second_rule_about_that_course_of_that_issuer_is_refused(rule, elm, small_course):
    course = small_course.course
    issuer = trusted_by(elm.organisation, elm.ash)
    accepting(elm.organisation, elm.ash, course, issuer=issuer)
    before = everything()

    for whose in (None, issuer):
        with pytest.raises(AlreadyRuled):
            accepting(elm.organisation, elm.ash, course, issuer=whose)
    rule.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save(force_insert=True)
    assert everything() == before


@pytest.mark.parametrize(
    ("completed_on", "valid_until", "covered"),
    [
        (date(2025, 3, 3), None, True),
        (date(2025, 3, 2), None, False),
        (date(2026, 1, 1), date(2026, 3, 3), True),
        (date(2026, 1, 1), date(2026, 3, 2), False),
    ],
)
def test_it_covers_what_is_recent_and_still_valid(rule, completed_on, valid_until, covered):
    on = date(2026, 3, 3)

    assert rule.covers(completed_on=completed_on, valid_until=valid_until, on=on) is covered


def test_without_its_audit_event_nothing_is_written(rule, elm, monkeypatch):
    monkeypatch.delitem(VERBS, "ended-acceptance")

    with pytest.raises(UnknownVerb):
        end_acceptance(rule=rule, at=NOON, actor_id=elm.ash.pk)

    assert rules_of(elm.organisation.pk) == [rule]
