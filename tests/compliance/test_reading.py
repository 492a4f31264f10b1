"""A row of a rule as the pure rules of status read it."""

from datetime import date
from uuid import UUID

from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.compliance.reading import revision_of, version_key
from courses.compliance.renewing import Renewal
from courses.compliance.status import Revision


def test_a_version_is_three_numbers_and_none_where_none_is_asked_for():
    assert (version_key("1.10.0"), version_key("")) == ((1, 10, 0), None)


def test_every_term_of_the_row_is_read():
    row = Requirement(
        rule=UUID(int=1),
        effective_from=date(2024, 9, 1),
        effective_until=date(2026, 8, 31),
        due_days=28,
        valid_months=12,
        audience=Audience((1,), (2,), (3,), (4,)),
        minimum_version="1.2.0",
        renewal="fixed_day",
        fixed_month=9,
        fixed_day=1,
        renew_window_days=30,
        grace_days=14,
        refresher_id=4,
    )

    assert revision_of(row) == Revision(
        effective_from=date(2024, 9, 1),
        effective_until=date(2026, 8, 31),
        due_days=28,
        due_on=None,
        valid_months=12,
        renew_window_days=30,
        audience=Audience((1,), (2,), (3,), (4,)),
        minimum_version=(1, 2, 0),
        renewal=Renewal.FIXED_DAY,
        fixed=(9, 1),
        grace_days=14,
        refresher_id=4,
    )
    assert revision_of(Requirement(effective_from=date(2024, 9, 1), due_days=0)).fixed is None
