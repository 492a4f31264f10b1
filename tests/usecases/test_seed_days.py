"""Inventing the days of training."""

import itertools
from datetime import date, timedelta
from random import Random

import pytest

from courses.common.dates import add_months
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.usecases.seed_days import applies, days_completed, noon
from courses.usecases.seed_people import Person
from tests.people import NOON, TODAY


@pytest.fixture
def teacher(elm):
    """Amira, who is a teacher at North, as seeding knows people."""
    membership = elm.membership(elm.amira)
    return Person(
        membership,
        elm.amira,
        started=date(2024, 9, 2),
        left=None,
        role_ids=frozenset({elm.teacher.pk}),
        site_ids=frozenset({elm.north.pk}),
    )


def rule(**fields) -> Requirement:
    return Requirement(
        **{"effective_from": date(2022, 1, 1), "due_days": 28, "valid_months": 12, **fields}
    )


def test_a_rule_applies_by_job_and_by_site(elm, teacher):
    assert applies(rule(), teacher) is True
    assert applies(rule(audience=Audience((elm.teacher.pk,), (elm.north.pk,))), teacher) is True
    assert applies(rule(audience=Audience((elm.teacher.pk,), (elm.south.pk,))), teacher) is False
    assert applies(rule(audience=Audience((elm.teacher.pk + 1000,))), teacher) is False


def test_days_of_training_lie_in_the_time_somebody_is_here(teacher):
    random = Random(1)
    counts = set()
    for _ in range(500):
        days = list(days_completed(rule(), teacher, random=random, today=TODAY))
        counts.add(len(days))

        assert days == sorted(days)
        assert all(teacher.started <= day <= TODAY for day in days)
        assert all(
            later >= add_months(day, 12) - timedelta(days=60)
            for day, later in itertools.pairwise(days)
        )
    assert counts == {0, 1, 2}


def test_a_rule_without_an_end_is_met_once(teacher):
    random = Random(1)
    for _ in range(200):
        days = days_completed(rule(valid_months=None), teacher, random=random, today=TODAY)

        assert len(list(days)) in {0, 1}


def test_nobody_learns_after_leaving(teacher):
    left = date(2024, 12, 1)
    gone = Person(teacher.membership, teacher.user, teacher.started, left, frozenset(), frozenset())
    random = Random(1)
    for _ in range(200):
        assert all(d <= left for d in days_completed(rule(), gone, random=random, today=TODAY))


def test_noon_is_in_london():
    assert noon(TODAY) == NOON
    assert noon(date(2026, 7, 1)).isoformat() == "2026-07-01T12:00:00+01:00"
