from datetime import date, timedelta

import pytest

from courses.catalogue.review import Freshness, Reviewed, due, freshness, past

DAY = date(2026, 11, 21)
YESTERDAY = Reviewed("fact", "b", DAY - timedelta(days=1))
LAST_YEAR = Reviewed("contact", "a", DAY - timedelta(days=365))
TODAY = Reviewed("fact", "c", DAY)
IN_60 = Reviewed("offence", "d", DAY + timedelta(days=60))
IN_61 = Reviewed("fact", "e", DAY + timedelta(days=61))
ALL = [IN_61, TODAY, YESTERDAY, IN_60, LAST_YEAR]


def test_what_is_past_comes_longest_past_first_and_the_day_itself_is_in_time():
    assert past(ALL, on=DAY) == [LAST_YEAR, YESTERDAY]


def test_what_is_due_comes_soonest_first_with_both_ends():
    assert due(ALL, on=DAY, days=60) == [TODAY, IN_60]


@pytest.mark.parametrize(
    ("days", "age"),
    [(180, Freshness.FRESH), (181, Freshness.STALE), (365, Freshness.STALE), (366, Freshness.OLD)],
)
def test_a_contact_ages_in_three_steps(days, age):
    assert freshness(checked_on=DAY - timedelta(days=days), on=DAY) is age
