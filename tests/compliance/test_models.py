"""What the tables of rules and exemptions refuse."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from courses.compliance.models import Exemption, Requirement
from courses.compliance.services import set_requirement
from tests.people import NOON, STARTED


@pytest.fixture
def fields(elm, small_course):
    return {
        "organisation": elm.organisation,
        "course": small_course.course,
        "effective_from": STARTED,
        "due_days": 28,
        "valid_months": 12,
        "at": NOON,
    }


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"due_days": None}, "due_after_start_or_on_a_day"),
        ({"due_on": date(2026, 9, 1)}, "due_after_start_or_on_a_day"),
        ({"effective_until": date(2024, 9, 1)}, "rule_ends_after_it_starts"),
    ],
)
def test_a_rule_the_database_refuses(fields, changes, constraint):
    requirement = set_requirement(**fields)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Requirement.objects.filter(pk=requirement.pk).update(**changes)


def test_a_rule_may_end_on_the_day_it_starts(fields):
    requirement = set_requirement(**fields)

    assert Requirement.objects.filter(pk=requirement.pk).update(effective_until=STARTED) == 1


def test_a_thread_has_one_current_row(fields):
    requirement = set_requirement(**fields)
    again = Requirement.objects.get()
    again.pk = None

    # SQLite names the column of a unique index, PostgreSQL the constraint.
    with (
        pytest.raises(IntegrityError, match=r"thread|requirement_has_one_current_row"),
        transaction.atomic(),
    ):
        again.save()

    Requirement.objects.filter(pk=requirement.pk).update(superseded_at=NOON)
    again.save()
    assert list(Requirement.objects.current()) == [again]


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({}, True),
        ({"reason": ""}, False),
        ({"valid_until": date(2026, 2, 28)}, False),
        ({"valid_until": date(2026, 3, 1)}, True),
    ],
)
def test_an_exemption_has_a_reason_and_ends_after_it_starts(fields, elm, changes, accepted):
    exemption = Exemption(
        membership=elm.membership(elm.amira),
        organisation=elm.organisation,
        rule=set_requirement(**fields).rule,
        recorded_at=NOON,
        **{
            "reason": "Maternity leave",
            "valid_from": date(2026, 3, 1),
            "valid_until": date(2026, 8, 31),
            **changes,
        },
    )

    if accepted:
        exemption.save()
        assert list(Exemption.objects.all()) == [exemption]
    else:
        with (
            pytest.raises(IntegrityError, match="exemption_has_reason_and_end"),
            transaction.atomic(),
        ):
            exemption.save()
